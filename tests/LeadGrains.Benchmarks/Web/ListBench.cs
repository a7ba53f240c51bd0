using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;

namespace LeadGrains.Benchmarks;

/// <summary>
/// Lists and the pages of a lead over many leads, at the rate of a busy portal, while commands are written. A question is
/// anything that somebody can ask: role by role, filter by filter, page after page. They come in a random order and at
/// random instants, whether or not those before are answered, and what waits counts as latency.
/// </summary>
internal static class ListBench
{
    private const int QuestionsPerSecond = 100, Readers = 32, WritesPerSecond = 1_000, WritingConnections = 32;
    private const double P99MsMax = 50;

    /// <param name="times">Each question is asked so often.</param>
    public static async Task Run(Report report, string folder, int leads, int times)
    {
        Report.Say($"Lists over {leads:N0} leads: {QuestionsPerSecond} questions a second, while {WritesPerSecond:N0} commands a second are written");
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
        var writing = Write(served.Address, admin, leads, stop.Token);
        await Ask(served.Address, questions, Math.Max(2, times / 10)); // warm
        var cpu = served.CpuSeconds;
        var asking = Stopwatch.StartNew();
        var answers = await Ask(served.Address, questions, times);
        var busy = (served.CpuSeconds - cpu) / asking.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        var (written, wrong) = await writing;
        foreach (var question in questions.Select((q, i) => (q.Name, Answers: answers[i])))
            Report.Say($"  {question.Name,-58} {At(question.Answers, 0.5),7:N1} ms {At(question.Answers, 0.99),8:N1} ms p99, {question.Answers.Average(a => a.Leads):N1} leads each");
        foreach (var (name, p99Ms) in questions.Select((q, i) => (q.Name, P99Ms: At(answers[i], 0.99))).OrderByDescending(q => q.P99Ms).Take(5))
            report.Add(new Figure($"slow: {name}, p99", p99Ms, "ms", P99MsMax, AtLeast: false));
        var all = answers.SelectMany(a => a).ToList();
        report.Add(new Figure($"lists at {leads:N0} leads, median of all", At(all, 0.5), "ms"));
        report.Add(new Figure($"lists at {leads:N0} leads, p99 of all", At(all, 0.99), "ms", P99MsMax, AtLeast: false));
        report.Add(new Figure($"questions slower than {P99MsMax} ms at p99", answers.Count(a => At(a, 0.99) > P99MsMax), $"of {questions.Count}", 0, AtLeast: false));
        report.Add(new Figure("the server meanwhile", busy, "cores"));
        report.Add(new Figure("commands written meanwhile", written, "per s", WritesPerSecond * 0.95));
        report.Add(new Figure("commands that were refused", wrong, "answers", 0, AtLeast: false));
    }

    // Each question so often, all of them shuffled; a reader that is late starts its next one at once.
    private static async Task<IReadOnlyList<IReadOnlyList<Answer>>> Ask(Uri server, IReadOnlyList<Question> questions, int times)
    {
        var order = Enumerable.Range(0, questions.Count * times).Select(n => n % questions.Count).ToArray();
        var dice = new Random(1);
        dice.Shuffle(order);
        var starts = order.Select((_, n) => (n + dice.NextDouble()) * 1000 / QuestionsPerSecond).ToArray();
        var answers = questions.Select(_ => new ConcurrentQueue<Answer>()).ToList();
        var (clock, next) = (Stopwatch.StartNew(), -1);
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(reader => Task.Run(async () =>
        {
            using var connection = new Connection(new IPEndPoint(IPAddress.Loopback, server.Port));
            await connection.Open();
            var random = new Random(reader);
            for (var n = Interlocked.Increment(ref next); n < order.Length; n = Interlocked.Increment(ref next))
            {
                var question = questions[order[n]];
                var request = RequestText.Get(question.Path(random), question.Keys[n % question.Keys.Count]);
                var wait = starts[n] - clock.Elapsed.TotalMilliseconds;
                if (wait > 0) await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait)));
                var start = wait > 0 ? clock.Elapsed.TotalMilliseconds : starts[n]; // a timer's tick isn't the server's
                var answer = await connection.Ask(request.Bytes);
                answers[order[n]].Enqueue(new Answer(clock.Elapsed.TotalMilliseconds - start, connection.Body(answer).Count("\"version\":"u8)));
                if (answer.Status != 200) throw new InvalidOperationException($"{question.Name} was answered {answer.Status}: {Encoding.UTF8.GetString(connection.Body(answer))}");
            }
        })));
        return [.. answers.Select(a => a.ToList())];
    }

    private static double At(IReadOnlyList<Answer> answers, double part) =>
        answers.Select(a => a.Ms).Order().ElementAt((int)Math.Ceiling(answers.Count * part) - 1);

    private static async Task<(double PerSecond, long Wrong)> Write(Uri server, string key, int leads, CancellationToken stop)
    {
        var (done, wrong, clock) = (0L, 0L, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, WritingConnections).Select(writer => Task.Run(async () =>
        {
            using var connection = new Connection(new IPEndPoint(IPAddress.Loopback, server.Port));
            await connection.Open();
            var random = new Random(writer);
            for (var n = 0; !stop.IsCancellationRequested; n++)
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

    private readonly record struct Answer(double Ms, int Leads);
}
