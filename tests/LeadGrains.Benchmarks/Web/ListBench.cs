using System.Diagnostics;
using System.Net;
using System.Text;

namespace LeadGrains.Benchmarks;

/// <summary>
/// Lists and the pages of a lead over many leads, each asked by several readers at once, while commands are written. A
/// question is anything that somebody can ask: role by role, filter by filter, page after page.
/// </summary>
internal static class ListBench
{
    private const int Readers = 8, WritesPerSecond = 1_000, WritingConnections = 32;
    private const double P99MsMax = 50;

    public static async Task Run(Report report, string folder, int leads, TimeSpan span)
    {
        Report.Say($"Lists over {leads:N0} leads: {Readers} readers, while {WritesPerSecond:N0} commands a second are written");
        var file = Path.Combine(folder, "lists.db");
        if (!File.Exists(file))
        {
            await Served.Said("init", "--file", file);
            var clock = Stopwatch.StartNew();
            ManyLeads.Fill(file, leads);
            Report.Say($"  filled in {clock.Elapsed.TotalSeconds:N0} s, {new FileInfo(file).Length / 1e9:N1} GB");
        }
        var admin = (await Served.Said("key", "add", "bench", "--role", "admin", "--file", file)).Split('\n')[1];
        await using var served = await Served.Listen(file);
        var questions = await Questions.Make(served.Address, admin, file, leads);
        using var stop = new CancellationTokenSource();
        var writing = Write(served.Address, admin, leads, span * (questions.Count + 2), stop.Token);
        await Task.Delay(span);
        foreach (var question in questions) await Once(served.Address, question, span / 4); // warm
        var worst = new List<(string Name, double P99Ms)>();
        foreach (var question in questions)
        {
            var (medianMs, p99Ms, count, rows) = await Once(served.Address, question, span);
            Report.Say($"  {question.Name,-58} {medianMs,7:N1} ms {p99Ms,8:N1} ms p99 {count,6:N0} answers, {rows:N1} leads each");
            worst.Add((question.Name, p99Ms));
        }
        await stop.CancelAsync();
        var (written, wrong) = await writing;
        foreach (var (name, p99Ms) in worst.OrderByDescending(w => w.P99Ms).Take(5)) report.Add(new Figure($"slow: {name}, p99", p99Ms, "ms", P99MsMax, AtLeast: false));
        report.Add(new Figure($"lists at {leads:N0} leads, questions slower than {P99MsMax} ms at p99", worst.Count(w => w.P99Ms > P99MsMax), $"of {worst.Count}", 0, AtLeast: false));
        report.Add(new Figure("commands written meanwhile", written, "per s", WritesPerSecond * 0.95));
        report.Add(new Figure("commands that were refused", wrong, "answers", 0, AtLeast: false));
    }

    private static async Task<(double MedianMs, double P99Ms, int Count, double Rows)> Once(Uri server, Question question, TimeSpan span)
    {
        var clock = Stopwatch.StartNew();
        var rows = 0L;
        var all = await Task.WhenAll(Enumerable.Range(0, Readers).Select(reader => Task.Run(async () =>
        {
            using var connection = new Connection(new IPEndPoint(IPAddress.Loopback, server.Port));
            await connection.Open();
            var (mine, random) = (new List<double>(), new Random(reader));
            var key = question.Keys[reader % question.Keys.Count];
            while (clock.Elapsed < span)
            {
                var request = RequestText.Get(question.Path(random), key);
                var start = clock.Elapsed;
                var answer = await connection.Ask(request.Bytes);
                mine.Add((clock.Elapsed - start).TotalMilliseconds);
                if (answer.Status != 200) throw new InvalidOperationException($"{question.Name} was answered {answer.Status}: {Encoding.UTF8.GetString(connection.Body(answer))}");
                Interlocked.Add(ref rows, connection.Body(answer).Count("\"version\":"u8));
                // No reader asks more than the API lets one key ask.
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(0, 5.5 - mine[^1])));
            }
            return mine;
        })));
        var ms = all.SelectMany(m => m).Order().ToList();
        return (ms[ms.Count / 2], ms[(int)(ms.Count * 0.99)], ms.Count, (double)rows / ms.Count);
    }

    private static async Task<(double PerSecond, long Wrong)> Write(Uri server, string key, int leads, TimeSpan longest, CancellationToken stop)
    {
        var (done, wrong, clock) = (0L, 0L, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, WritingConnections).Select(writer => Task.Run(async () =>
        {
            using var connection = new Connection(new IPEndPoint(IPAddress.Loopback, server.Port));
            await connection.Open();
            var random = new Random(writer);
            for (var n = 0; !stop.IsCancellationRequested && clock.Elapsed < longest; n++)
            {
                var wait = (n + random.NextDouble()) * 1000 * WritingConnections / WritesPerSecond - clock.Elapsed.TotalMilliseconds;
                if (wait > 1) await Task.Delay(TimeSpan.FromMilliseconds(wait), CancellationToken.None);
                var fact = RequestText.Post($"/api/leads/{ManyLeads.Id(random.Next(leads) + 1)}/correct", $"Authorization: Bearer {key}\r\nIf-Match: *\r\n", "application/json",
                    $$$"""{"facts":{"system":"{{{random.Next(100_000)}}}"}}""");
                var answer = await connection.Ask(fact.Bytes);
                Interlocked.Increment(ref answer.Status == 200 ? ref done : ref wrong);
            }
        })));
        return (done / clock.Elapsed.TotalSeconds, wrong);
    }
}
