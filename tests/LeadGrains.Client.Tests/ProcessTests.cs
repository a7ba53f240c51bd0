using System.Diagnostics;
using System.Text;
using LeadGrains.Store;

namespace LeadGrains.Client.Tests;

/// <summary>Processes that are killed, stopped, or meet another one on the same file.</summary>
public sealed class ProcessTests : IDisposable
{
    // Not Ctrl-C's own signal: what a shell starts in the background ignores that. Both stop the client the same way.
    private const int Rows = 60_000, Kill = 9, Terminate = 15;
    private readonly Place _place = new();

    public ProcessTests() => _place.Fine("init");

    [Fact]
    public void An_import_that_is_killed_goes_on_without_duplicates_or_losses()
    {
        WriteLeads(Rows);
        foreach (var seen in (int[])[4_000, 15_000])
        {
            using var import = _place.Start("import", "leads.csv");
            WaitUntil(() => LeadsNow() >= seen);
            Place.Signal(import, Kill);
            import.WaitForExit();
            // Up to the place that is kept, all is there: the header is row 1.
            using var views = LeadViews.Open(_place["leadgrains.db"]);
            var place = views.Settings().Where(s => s.Key.StartsWith("import:", StringComparison.Ordinal))
                .Select(s => long.Parse(s.Value, null)).SingleOrDefault(1);
            Assert.InRange(place - 1, 0, views.Stages().Sum(s => s.Count));
        }
        var ran = _place.Run("import", "leads.csv", "--json");
        Assert.True(ran.Exit == 1, ran.Error); // two rows are bad
        Assert.InRange(ran.Json.GetProperty("earlier").GetInt64(), 4_000, Rows);
        Assert.Equal(2, File.ReadAllLines(_place["leads.csv.bad.csv"]).Length - 1);
        Assert.Equal(Rows, LeadsNow());
        Assert.Equal(Rows, Inquiries());
        Assert.True(_place.Fine("doctor", "--json").Json.GetProperty("sound").GetBoolean());
    }

    [Fact]
    public void An_import_that_is_interrupted_says_so_and_goes_on()
    {
        WriteLeads(Rows);
        using var import = _place.Start("import", "leads.csv");
        WaitUntil(() => LeadsNow() >= 3_000);
        Place.Signal(import, Terminate);
        Assert.Equal(130, Place.End(import).WithCleanError(130).Exit);
        var before = LeadsNow();
        Assert.InRange(before, 3_000, Rows - 1);
        var ran = _place.Run("import", "leads.csv", "--json").Json;
        Assert.Equal(before, ran.GetProperty("earlier").GetInt64());
        Assert.Equal(Rows, LeadsNow());
    }

    [Fact]
    public void Serve_sends_notices_keeps_another_serve_out_and_stops_politely()
    {
        _place.Write("leads.csv", "email,name,phone\nann@example.org,Ann,+4930123456\n");
        _place.Fine("import", "leads.csv");
        _place.Fine("team", "add", "sales", "ines", "--email", "ines@example.com");
        _place.Fine("send", "ann@example.org", "ask", "wish=call");
        using var serve = _place.Start("serve", "--json");
        WaitUntil(() => Directory.Exists(_place["outbox-mail"])
            && Directory.EnumerateFiles(_place["outbox-mail"], "*.eml").Any());
        var mail = File.ReadAllText(Directory.EnumerateFiles(_place["outbox-mail"], "*.eml").Single());
        Assert.Contains("ines@example.com", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("ann@example.org", mail, StringComparison.Ordinal); // hidden until it is accepted
        Assert.Contains($"process {serve.Id}", _place.Run("serve").WithCleanError(5).Error, StringComparison.Ordinal);
        Assert.Equal(1, _place.Fine("stages", "--json").Json.GetProperty("leads").GetInt64());
        Place.Signal(serve, Terminate);
        var ran = Place.End(serve);
        Assert.True(ran.Exit == 0, ran.Error);
        Assert.Equal(1, ran.JsonLines[^1].GetProperty("stages").GetProperty("qualified").GetInt64());
    }

    [Fact]
    public void Tail_follows_until_it_is_interrupted()
    {
        _place.Write("leads.csv", "email\nann@example.org\n");
        using var tail = _place.Start("tail", "--follow", "--json");
        _place.Fine("import", "leads.csv");
        Assert.Contains("Inquired", tail.StandardOutput.ReadLine(), StringComparison.Ordinal);
        _place.Fine("send", "ann@example.org", "ask", "wish=quote");
        Assert.Contains("Asked", tail.StandardOutput.ReadLine(), StringComparison.Ordinal);
        Place.Signal(tail, Terminate);
        Assert.Equal(0, Place.End(tail).Exit);
    }

    [TmpfsFact]
    public void A_full_disk_stops_an_import_that_goes_on_when_there_is_space()
    {
        WriteLeads(30_000);
        using var disk = new Tmpfs(_place["disk"], "8m");
        _place.Fine("init", "--file", "disk/l.db");
        var full = _place.Run("import", "leads.csv", "--file", "disk/l.db").WithCleanError(6);
        Assert.Contains("run the same import again", full.Error, StringComparison.Ordinal);
        Assert.InRange(_place.Fine("stages", "--json", "--file", "disk/l.db").Json.GetProperty("leads").GetInt64(), 1,
            29_999);
        disk.Resize("200m");
        Assert.Equal(1, _place.Run("import", "leads.csv", "--file", "disk/l.db").Exit); // two rows are bad
        Assert.Equal(30_000, _place.Fine("stages", "--json", "--file", "disk/l.db").Json.GetProperty("leads").GetInt64());
        _place.Fine("doctor", "--file", "disk/l.db");
    }

    public void Dispose() => _place.Dispose();

    private long LeadsNow()
    {
        using var views = LeadViews.Open(_place["leadgrains.db"]);
        return views.Stages().Sum(s => s.Count);
    }

    private long Inquiries() =>
        _place.Fine("export", "--events").Out.Split('\n')
        .LongCount(l => l.Contains(",Inquired,", StringComparison.Ordinal));

    private void WriteLeads(int rows)
    {
        var text = new StringBuilder("email,first_name,company,created_at,source\n");
        for (var i = 0; i < rows; i++)
            text.Append(null,
                $"p{i}@c{i % 999}.example,Pat{i},Company {i % 999},2026-0{1 + i % 6}-1{i % 9}T08:00:00Z,search\n");
        text.Append("nobody,X,Y,2026-01-01,search\nz@example.org,X,Y,not a date,search\n");
        _place.Write("leads.csv", text.ToString());
    }

    private static void WaitUntil(Func<bool> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "it doesn't happen");
            Thread.Sleep(20); // another process is waited for
        }
    }
}
