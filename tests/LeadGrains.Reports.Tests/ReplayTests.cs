using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports.Tests;

public class ReplayTests
{
    private static readonly string[] LearntFacts = ["business_segment", "lead_type"];

    [OlistFact]
    public void Olist_gives_the_independent_numbers()
    {
        var folder = OlistFactAttribute.Folder!;
        var leads = Rows(Path.Combine(folder, "mqls.csv"))
            .Select((r, i) => Lead(i + 2, r["mql_id"], r["first_contact_date"], r["origin"]));
        var deals = Rows(Path.Combine(folder, "deals.csv"))
            .Select((r, i) => new ReplayDeal(i + 2, r["mql_id"], r["sdr_id"], r["sr_id"], At(r["won_date"]))
            {
                Facts = [.. LearntFacts.Where(n => r[n].Length > 0).Select(n => new Telling(n, r[n]))],
            });

        var report = Replay.Run(leads, deals, new MemoryJournal(), SamplePrograms.Default);

        var funnel = report.Funnel;
        Assert.Equal((8_000, 842), (funnel.Funnel.Leads, funnel.Funnel.Won));
        Assert.Equal((32, 22, 224), (funnel.Qualifiers, funnel.Owners, funnel.Pairs));
        Assert.Equal((new DateOnly(2017, 6, 14), new DateOnly(2018, 5, 31)), (funnel.FirstContact, funnel.LastContact));
        Assert.Equal((new DateOnly(2017, 12, 5), new DateOnly(2018, 11, 14)), (funnel.FirstWon, funnel.LastWon));
        var days = funnel.DaysToWon!;
        Assert.Equal((-2.0, 5.0, 14.0, 55.0, 162.0, 427.0),
            (days.Min, days.P25, days.Median, days.P75, days.P90, days.Max));
        Assert.Equal(
            """
            organic_search 271/2296, paid_search 195/1586, social 75/1350, unknown 179/1099, direct_traffic 56/499,
            email 15/493, referral 24/284, other 4/150, display 6/118, other_publicities 3/65, (blank) 14/60
            """.ReplaceLineEndings(" "),
            string.Join(", ",
                funnel.BySource.Select(s => $"{(s.Name.Length == 0 ? "(blank)" : s.Name)} {s.Won}/{s.Leads}")));
        var warning = Assert.Single(report.Warnings);
        Assert.Contains("before the first contact", warning.Words);
        Assert.True(report.Check.IsClean, string.Join('\n', report.Check.Examples));
    }

    [Fact]
    public void A_generated_file_gives_its_own_numbers()
    {
        const int seed = 5;
        var random = new Random(seed);
        string[] sources = ["search", "social", ""];
        var start = new DateTime(2024, 2, 1);
        var asked = Enumerable.Range(0, 300)
            .Select(i => (Id: $"lead{i}", Day: start.AddDays(random.Next(200)), Source: sources[random.Next(3)]))
            .ToList();
        var won = asked.Where((_, i) => i % 7 == 0)
            .Select((a, i) => (a.Id, Sdr: $"sdr{i % 4}", Sr: $"sr{i % 3}",
                At: a.Day.AddDays(i == 0 ? -3 : random.Next(400)).AddHours(15), a.Day)).ToList();

        var report = Replay.Run(
            asked.Select((a, i) => Lead(i + 2, a.Id, $"{a.Day:yyyy-MM-dd}", a.Source)).Reverse(),
            won.Select((w, i) => new ReplayDeal(i + 2, w.Id, w.Sdr, w.Sr, At($"{w.At:yyyy-MM-dd HH:mm:ss}"))).Reverse(),
            new MemoryJournal(), SamplePrograms.Default);

        Assert.Equal((300, won.Count), (report.Funnel.Funnel.Leads, report.Funnel.Funnel.Won));
        foreach (var source in report.Funnel.BySource)
            Assert.Equal(asked.Count(a => a.Source == source.Name && won.Exists(w => w.Id == a.Id)), source.Won);
        Assert.Equal((4, 3, 12), (report.Funnel.Qualifiers, report.Funnel.Owners, report.Funnel.Pairs));
        var days = won.Select(w => (w.At.Date - w.Day).Days).Order().ToList();
        Assert.Equal((-3.0, days[^1]), (report.Funnel.DaysToWon!.Min, report.Funnel.DaysToWon.Max));
        Assert.Equal("lead0", Assert.Single(report.Warnings).Id);
        Assert.True(report.Check.IsClean, $"seed {seed}: " + string.Join('\n', report.Check.Examples));
    }

    [Fact]
    public void A_deal_without_an_inquiry_is_told_and_left_out()
    {
        var report = Replay.Run(
            [Lead(2, "a", "2024-01-01", "search")], [new ReplayDeal(2, "b", "sdr", "sr", At("2024-02-01"))],
            new MemoryJournal(), SamplePrograms.Default);
        Assert.Equal("b", Assert.Single(report.Warnings).Id);
        Assert.Equal((1, 0), (report.Funnel.Funnel.Leads, report.Funnel.Funnel.Won));
    }

    [Fact]
    public void A_lead_whose_facts_qualify_it_still_goes_to_who_really_won_it()
    {
        Telling[] ripe = [new("budget", "approved"), new("role", "decides"), new("need", "problem"),
            new("timeline", "now")];
        var report = Replay.Run(
            [Lead(2, "a", "2024-01-01", "search")],
            [new ReplayDeal(2, "a", "sdr", "sr1", At("2024-02-01")) { Facts = ripe },
                new ReplayDeal(3, "a", "sdr", "sr2", At("2024-09-01"))],
            new MemoryJournal(), SamplePrograms.Default);
        Assert.Empty(report.Warnings);
        Assert.Equal(1, report.Funnel.Funnel.Won);
        Assert.True(report.Check.IsClean, string.Join('\n', report.Check.Examples));
    }

    private static ReplayInquiry Lead(long row, string id, string date, string source) =>
        new(row, id, At(date), new Inquire(Identity.External("olist", id), new Origin { Source = source },
            new Person()));

    private static Moment At(string text) => Moment.From(new DateTimeOffset(DateTime.Parse(text), TimeSpan.Zero));

    private static List<Dictionary<string, string>> Rows(string path)
    {
        var lines = File.ReadAllLines(path);
        // The columns taken here come before the only one that is ever quoted.
        var header = lines[0].Split(',');
        return [.. lines.Skip(1).Where(l => l.Length > 0)
            .Select(l => header.Zip(l.Split(',')).ToDictionary(p => p.First, p => p.Second))];
    }
}
