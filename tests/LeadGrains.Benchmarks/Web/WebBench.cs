using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Mail;
using LeadGrains.Store;

namespace LeadGrains.Benchmarks;

/// <summary>
/// <c>POST /api/inquiries</c> and forms of <c>leadgrains serve</c>, a process of its own on a real file: new people only,
/// each answered when it is durable. The askers are in this process, on the same cores.
/// </summary>
internal static class WebBench
{
    public const int Connections = 256, OverloadTimes = 4, Turns = 3;

    // Nearly as many as the server lets in, so that whoever comes in time finds one free.
    private const int RateConnections = 1_900;

    /// <summary>So long the runtime compiles again what turns out to be asked most; after 9 s that was 30 % of the server's work still.</summary>
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(15);

    private const string Inquiry = """
        {"email":"person-{number-}@company-{no}.example.com","phone":"+4930{number-}","firstName":"Ann","lastName":"Example {number-}","company":"Company {no} Ltd","jobTitle":"Planner","country":"DE","source":"paid_search","campaign":"spring-planning","offer":"checklist","page":"https://www.example.com/planning?utm_source=ads","interests":["planning"],"facts":{"employees":"120","segment":"manufacturer","timeline":"6-months"},"consent":{"words":"Yes, please write to me about this.","wordsVersion":"3","form":"contact","address":"192.0.2.7"},"externalId":"form-{number-}"}
        """;

    private const string Form = "email=person-{number-}%40company-{no}.example.com&first_name=Ann&last_name=Example+{number-}&company=Company+{no}+Ltd&phone=%2B4930{number-}"
        + "&interests=planning&consent=on&consent_words=Yes%2C+please+write+to+me+about+this.&employees=120&message=Please+send+the+price+list.";

    public static async Task Run(Report report, string folder, TimeSpan span)
    {
        Report.Say($"Inquiries over HTTP, {span.TotalSeconds:0.#} s each");
        var bare = await Bare(span);
        report.Add(new Figure("bare Kestrel that keeps nothing", bare.PerSecond, "per s"));
        var engine = await EngineAlone(folder, span);
        report.Add(new Figure("the engine alone, new leads", engine.PerSecond, "per s"));

        var file = Path.Combine(folder, "web.db");
        await Served.Said("init", "--file", file);
        var key = (await Served.Said("key", "add", "bench", "--role", "intake", "--file", file)).Split('\n')[1];
        await using var served = await Served.Listen(file);
        var crowd = new Crowd(served.Address);
        await crowd.Ask(Connections, Warm, () => Inquire(key));
        var (cpu, own) = (served.CpuSeconds, Environment.CpuUsage.TotalTime);
        var peak = await crowd.Ask(Connections, span, () => Inquire(key));
        report.Add(new Figure($"inquiries, {Connections} connections", peak.PerSecond, "per s", 6_000));
        report.Add(new Figure("inquiries, median", peak.MedianMs, "ms"));
        report.Add(new Figure("inquiries, p99", peak.P99Ms, "ms", 100, AtLeast: false));
        report.Add(new Figure("inquiries, answers that were wrong", peak.Wrong + peak.Refused, "answers", 0, AtLeast: false));
        report.Add(new Figure("inquiries, the server's work on each", (served.CpuSeconds - cpu) * 1e6 / peak.Fine, "µs of a core"));
        report.Add(new Figure("inquiries, the askers' work on each", (Environment.CpuUsage.TotalTime - own).TotalMicroseconds / peak.Fine, "µs of a core"));
        report.Add(new Figure("inquiries over bare Kestrel", peak.PerSecond / bare.PerSecond, "ratio"));
        report.Add(new Figure("inquiries over the engine alone", peak.PerSecond / engine.PerSecond, "ratio"));
        report.Add(new Figure("memory at the peak", served.ResidentMegabytes, "MB"));

        await Overload(report, served, crowd, key, peak, span);
        await HotLead(report, crowd, key, span);
        var forms = await crowd.Ask(Connections, span, () => RequestText.Post("/in/form/contact", "X-Forwarded-For: 2001:db8::{no}\r\n", "application/x-www-form-urlencoded", Form).Copy());
        report.Add(new Figure($"forms, {Connections} connections", forms.PerSecond, "per s"));
        report.Add(new Figure("forms, p99", forms.P99Ms, "ms"));
        report.Add(new Figure("forms, answers that were wrong", forms.Wrong + forms.Refused, "answers", 0, AtLeast: false));
    }

    // By turns with the peak: the machine is not as quick all the time.
    private static async Task Overload(Report report, Served served, Crowd crowd, string key, CrowdFigures peak, TimeSpan span)
    {
        var peaks = new List<double> { peak.PerSecond };
        foreach (var (how, connections, rate) in new[] { ("connections", Connections * OverloadTimes, 0), ("the rate", RateConnections, peak.PerSecond * OverloadTimes) })
        {
            var goodputs = new List<double>();
            for (var turn = 1; turn <= Turns; turn++)
            {
                var (cpu, own) = (served.CpuSeconds, Environment.CpuUsage.TotalTime);
                var over = await crowd.Ask(connections, span, () => Inquire(key), rate);
                var (serverCores, askersCores) = ((served.CpuSeconds - cpu) / span.TotalSeconds, (Environment.CpuUsage.TotalTime - own) / span);
                peaks.Add((await crowd.Ask(Connections, span, () => Inquire(key))).PerSecond);
                goodputs.Add(over.PerSecond / ((peaks[^2] + peaks[^1]) / 2));
                report.Add(new Figure($"{OverloadTimes} times {how}, turn {turn}: goodput over the peak before and after", goodputs[^1], "ratio"));
                report.Add(new Figure($"{OverloadTimes} times {how}, turn {turn}: p99 of what succeeded", over.P99Ms, "ms"));
                report.Add(new Figure($"{OverloadTimes} times {how}, turn {turn}: refused with Retry-After", over.RefusedPart * 100, "%"));
                report.Add(new Figure($"{OverloadTimes} times {how}, turn {turn}: other answers", over.Wrong, "answers", 0, AtLeast: false));
                report.Add(new Figure($"{OverloadTimes} times {how}, turn {turn}: the server's work", serverCores, "cores"));
                report.Add(new Figure($"{OverloadTimes} times {how}, turn {turn}: the askers' work", askersCores, "cores"));
            }
            report.Add(new Figure($"{OverloadTimes} times {how}, goodput over the peak, mean of {Turns} turns", goodputs.Average(), "ratio", 0.8));
        }
        report.Add(new Figure("memory after the overload", served.ResidentMegabytes, "MB", 500, AtLeast: false));
    }

    // A quarter of the connections tells one and the same lead, each time something else.
    private static async Task HotLead(Report report, Crowd crowd, string key, TimeSpan span)
    {
        var even = await crowd.Ask(Connections, span, () => Inquire(key), hot: Connections / 4, hotMake: () => Inquire(key));
        var hot = await crowd.Ask(Connections, span, () => Inquire(key), hot: Connections / 4, hotMake: () => Hot(key));
        report.Add(new Figure("one hot lead: the others' median over their usual one", hot.MedianMs / even.MedianMs, "times", 2, AtLeast: false));
        report.Add(new Figure("one hot lead: the others' p99 over their usual one", hot.P99Ms / even.P99Ms, "times", 2, AtLeast: false));
    }

    private static async Task<CrowdFigures> Bare(TimeSpan span)
    {
        await using var bare = await Served.Listen(null);
        var crowd = new Crowd(bare.Address);
        await crowd.Ask(Connections, Warm / 2, () => Inquire("none"));
        return await crowd.Ask(Connections, span, () => Inquire("none"));
    }

    private static async Task<Figures> EngineAlone(string folder, TimeSpan span)
    {
        await using var engine = new EmbeddedEngine(SqliteJournal.OpenOrCreate(Path.Combine(folder, "web-engine.db")),
            DefaultProgram.Load(ContentReader.Default.InDripOrder), new RecordingCourier(), TimeProvider.System);
        var load = new Load(engine);
        await load.NewLeads(Connections, span / 2); // warm
        return await load.NewLeads(Connections, span);
    }

    private static RequestText Inquire(string key) =>
        RequestText.Post("/api/inquiries", $"Authorization: Bearer {key}\r\nIdempotency-Key: {RequestText.Number}\r\n", "application/json", Inquiry.Trim());

    private static RequestText Hot(string key) => RequestText.Post("/api/inquiries", $"Authorization: Bearer {key}\r\nIdempotency-Key: {RequestText.Number}\r\n", "application/json",
        """{"email":"hot@example.com","firstName":"Ann","source":"paid_search","facts":{"employees":"{number-}"}}""");
}
