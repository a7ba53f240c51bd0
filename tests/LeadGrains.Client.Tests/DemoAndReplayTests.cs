using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LeadGrains.Client.Tests;

public sealed class DemoAndReplayTests : IDisposable
{
    private static readonly string? Olist = Find();
    private static readonly string Mapping =
        Path.Combine(Repository.Root, "client", "LeadGrains.Client", "samples", "olist", "mapping.yaml");
    private readonly Place _place = new();

    [Fact]
    public void The_demo_ends_with_a_clean_check_mails_and_commands_that_work()
    {
        var demo = _place.Fine("demo", "--leads", "200", "--months", "12", "--json").Json; // long enough for the longest silence
        Assert.True(demo.GetProperty("check").GetProperty("clean").GetBoolean());
        Assert.Equal(200, demo.GetProperty("funnel").GetProperty("leads").GetInt32());
        var mails = Directory.GetFiles(_place["leadgrains-demo/outbox-mail"], "touch-*.eml");
        Assert.InRange(mails.Length, 200, 4_000);
        Assert.Contains("List-Unsubscribe:", File.ReadAllText(mails[0]), StringComparison.Ordinal);
        Assert.All(mails.Where(m => File.ReadAllText(m).Contains("List-Unsubscribe:", StringComparison.Ordinal)),
            m => Assert.Contains("List-Id: <", File.ReadAllText(m), StringComparison.Ordinal));
        Assert.True(
            _place.Fine("doctor", "--file", "leadgrains-demo/leadgrains.db", "--json").Json.GetProperty("sound")
            .GetBoolean());
        var next = demo.GetProperty("next").EnumerateArray().Select(c => c.GetString()!).ToList();
        Assert.Equal(3, next.Count);
        foreach (var command in next.Where(c => !c.Contains(" serve ", StringComparison.Ordinal)))
            Assert.True(_place.Shell(command) is { Exit: 0, Out: not "" }, command);
    }

    [Fact]
    public void The_demo_replaces_its_own_folder_and_no_other_and_a_seed_repeats_it()
    {
        string[] args = ["demo", "--leads", "20", "--months", "2", "--json", "--seed", "3"];
        var first = _place.Fine(args).Json.GetProperty("hash").GetString();
        _place.Fine(args);
        _place.Write("foreign/letter.txt", "mine");
        _place.Run("demo", "--leads", "20", "--months", "2", "--out", "foreign").WithCleanError(1);
        Assert.Equal("mine", File.ReadAllText(_place["foreign/letter.txt"]));
        Assert.Equal(first, _place.Fine([.. args, "--out", "second"]).Json.GetProperty("hash").GetString());
    }

    [Fact]
    public void The_demo_speaks_to_people()
    {
        var text = _place.Fine("demo", "--leads", "30", "--months", "2").Out;
        Assert.Contains("no broken promise", text, StringComparison.Ordinal);
        Assert.Contains("funnel", text, StringComparison.Ordinal);
        Assert.Contains("Try next:", text, StringComparison.Ordinal);
        Assert.Contains("inquiries", _place.Fine("rehearse", "--leads", "50", "--months", "2").Out,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_replay_of_files_like_Olists_gives_their_own_numbers()
    {
        var (leads, deals) = Made(300);
        _place.Write("mqls.csv", leads);
        _place.Write("deals.csv", deals);
        var json = _place.Fine("replay", "mqls.csv", "--map", Mapping, "--deals", "deals.csv", "--json").Json;
        var funnel = json.GetProperty("funnel");
        Assert.Equal((300, 60), (funnel.GetProperty("leads").GetInt32(), funnel.GetProperty("won").GetInt32()));
        Assert.Equal((4, 3, 12),
            (funnel.GetProperty("qualifiers").GetInt32(), funnel.GetProperty("owners").GetInt32(),
            funnel.GetProperty("pairs").GetInt32()));
        Assert.Equal((-1, 30), (Days(funnel, "min"), Days(funnel, "max")));
        Assert.Equal(1, json.GetProperty("warnings").GetArrayLength());
        Assert.True(json.GetProperty("check").GetProperty("clean").GetBoolean());
        _place.Run("replay", "mqls.csv", "--map", Mapping, "--deals", "deals.csv").WithCleanError(1);
        _place.Fine("doctor");
    }

    [OlistFact]
    public void The_replay_of_Olist_gives_the_independent_numbers()
    {
        var json = _place.Fine("replay", Path.Combine(Olist!, "mqls.csv"), "--map", Mapping, "--deals",
            Path.Combine(Olist!, "deals.csv"), "--json").Json;
        var funnel = json.GetProperty("funnel");
        Assert.Equal((8000, 842), (funnel.GetProperty("leads").GetInt32(), funnel.GetProperty("won").GetInt32()));
        Assert.Equal((32, 22, 224),
            (funnel.GetProperty("qualifiers").GetInt32(), funnel.GetProperty("owners").GetInt32(),
            funnel.GetProperty("pairs").GetInt32()));
        Assert.Equal((-2, 5, 14, 55, 162, 427),
            (Days(funnel, "min"), Days(funnel, "p25"), Days(funnel, "median"), Days(funnel, "p75"),
            Days(funnel, "p90"), Days(funnel, "max")));
        Assert.Equal(("2017-06-14", "2018-05-31", "2017-12-05", "2018-11-14"),
            (funnel.GetProperty("firstContact").GetString(),
            funnel.GetProperty("lastContact").GetString(), funnel.GetProperty("firstWon").GetString(),
                funnel.GetProperty("lastWon").GetString()));
        Assert.Equal("olist:b91cf8812365f50ff4bda4bcd6206b05", json.GetProperty("warnings").EnumerateArray().Single().GetProperty("id").GetString());
        Assert.True(json.GetProperty("check").GetProperty("clean").GetBoolean());

        // The same from the file itself: what stages counts, and what export writes.
        var won = _place.Fine("export", "--json").JsonLines.Where(l => l.TryGetProperty("won_at", out _)).ToList();
        Assert.Equal(842, won.Count);
        Assert.Equal(842, _place.Fine("stages", "--json").Json.GetProperty("stages").EnumerateArray().Single(s => s.GetProperty("stage").GetString() == "won").GetProperty("entered").GetInt64());
        Assert.Equal(271, won.Count(l => l.GetProperty("source").GetString() == "organic_search"));
        Assert.Equal(14, won.Select(l => (Day(l, "won_at").DayNumber - Day(l, "first_inquiry_at").DayNumber)).Order().ElementAt(421));
    }

    public void Dispose() => _place.Dispose();

    private static string? Find()
    {
        var roots = new List<string?> { Environment.GetEnvironmentVariable("LEADGRAINS_DATA") };
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            roots.Add(Path.Combine(folder.FullName, "shared", "data"));
        return roots.OfType<string>().Select(root => Path.Combine(root, "olist")).FirstOrDefault(Directory.Exists);
    }

    private static double Days(JsonElement funnel, string which) =>
        funnel.GetProperty("daysToWon").GetProperty(which).GetDouble();

    private static DateOnly Day(JsonElement lead, string name) =>
        DateOnly.Parse(lead.GetProperty(name).GetString()!.AsSpan(0, 10), CultureInfo.InvariantCulture);

    // Every fifth is won; one a day before its first contact.
    private static (string Leads, string Deals) Made(int leads)
    {
        var (asked, won) = (new StringBuilder("mql_id,first_contact_date,landing_page_id,origin\n"), new StringBuilder(
            "mql_id,seller_id,sdr_id,sr_id,won_date,business_segment,lead_type,lead_behaviour_profile,"
            + "has_company,has_gtin,average_stock,business_type,"
            + "declared_product_catalog_size,declared_monthly_revenue\n"));
        for (var i = 0; i < leads; i++)
        {
            var day = new DateOnly(2024, 1, 2).AddDays(i);
            asked.Append(null, $"m{i:000},{day:yyyy-MM-dd},page{i % 3},{(i % 2 == 0 ? "social" : "paid_search")}\n");
            if (i % 5 == 0)
                won.Append(null,
                    $"m{i:000},s{i},sdr{i / 5 % 4},sr{i / 5 % 3},{day.AddDays(i == 0 ? -1 : 5 + i % 26):yyyy-MM-dd} "
                    + $"15:00:00,pet,online_big,cat,,,,reseller,,0.0\n");
        }
        return (asked.ToString(), won.ToString());
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class OlistFactAttribute : FactAttribute
    {
        public OlistFactAttribute()
        {
            if (Olist is null) Skip = "Olist's data isn't here: no shared/data/olist above this test, nor where "
                + "LEADGRAINS_DATA points.";
        }
    }
}
