using System.Diagnostics;
using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Store;
using LeadGrains.Web.Courier;

namespace LeadGrains.Benchmarks;

/// <summary>Mail: rendering, a server on loopback alone, and the whole way from the due touch to its durable outcome.</summary>
internal static class MailBench
{
    private const int Connections = 8;

    public static async Task Run(Report report, string folder, int mails)
    {
        Report.Say($"{mails:N0} mails to a recording server in this process, {Connections} connections");
        var content = ContentReader.Read(ContentReader.ShippedFiles()).Content!;
        Render(report, content, mails);
        await Transport(report, content, mails);
        await WholeWay(report, folder, content, mails / 2);
    }

    private static void Render(Report report, ContentSet content, int mails)
    {
        var values = FieldValues.Sample();
        for (var n = 0; n < content.Texts.Count * 3; n++) Once(n); // warm
        var clock = Stopwatch.StartNew();
        for (var n = 0; n < mails; n++) Once(n);
        report.Add(new Figure("rendering one mail: HTML, text and MIME", clock.Elapsed.TotalMilliseconds / mails, "ms", 0.3, AtLeast: false));

        void Once(int n)
        {
            var rendered = Renderer.Render(content.Texts[n % content.Texts.Count], values);
            MimeWriter.Write(Message(n, rendered));
        }
    }

    private static async Task Transport(Report report, ContentSet content, int mails)
    {
        await using var sink = new RecordingSink { Forgets = true };
        await using var transport = new SmtpTransport(Settings(sink), TimeProvider.System);
        var rendered = Renderer.Render(content.Texts[0], FieldValues.Sample());
        await Send(mails / 10); // warm
        var clock = Stopwatch.StartNew();
        await Send(mails);
        report.Add(new Figure($"mails by SMTP, {Connections} connections", mails / clock.Elapsed.TotalSeconds, "per s", 300));

        Task Send(int count) => Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (n, cancel) =>
        {
            if (await transport.SendAsync(Message(n, rendered), cancel) is not SendOutcome.Sent) throw new InvalidOperationException("A mail wasn't sent.");
        });
    }

    private static async Task WholeWay(Report report, string folder, ContentSet content, int mails)
    {
        var program = DefaultProgram.Load(content.InDripOrder);
        program = program with
        {
            Cadence = program.Cadence with { StartAfter = TimeSpan.Zero, Jitter = TimeSpan.Zero, Hours = WorkingHours.Always, MailsPerMinuteMax = 100_000 },
        };
        var file = Path.Combine(folder, "mail.db");
        using (var filling = new SteppedEngine(SqliteJournal.OpenOrCreate(file), program, new RecordingCourier(), Moment.From(TimeProvider.System.GetUtcNow())))
            for (var n = 1; n <= mails; n++) filling.Do(Load.Lead(n), Load.Inquiry(n));

        await using var sink = new RecordingSink { Forgets = true };
        await using var transport = new SmtpTransport(Settings(sink), TimeProvider.System);
        var courier = new MailCourier(folder, transport, _ => content,
            new Stationery(Sender.Sample, new SignedLinks(LinkKeys.Next(null).Keys), (_, _) => null))
        {
            Limits = new SendingLimits { AtOnceMax = Connections, PerDomain = new DomainLimit(100_000, 1_000) },
        };
        var done = new TaskCompletionSource();
        var made = 0;
        await using var engine = new EmbeddedEngine(SqliteJournal.Open(file), program, courier, TimeProvider.System);
        var clock = Stopwatch.StartNew();
        engine.Committed += entries =>
        {
            made += entries.SelectMany(e => e.LeadEvents).Count(e => e is TouchMade);
            if (made >= mails) done.TrySetResult();
        };
        await Task.WhenAny(done.Task, engine.Completion, Task.Delay(TimeSpan.FromMinutes(2)));
        report.Add(new Figure("touches from due to durably sent", made / clock.Elapsed.TotalSeconds, "per s", 300));
    }

    private static SmtpSettings Settings(RecordingSink sink) =>
        new("localhost", sink.Port, SmtpSecurity.None) { ConnectionsMax = Connections, MailsPerConnectionMax = 1_000 };

    private static Message Message(int n, RenderedPiece rendered) => new($"touch-{n}@kestrel.test", DateTimeOffset.UnixEpoch,
        Sender.Sample.From, new Mailbox($"bench-{n}@example.com", "Ann Example"), rendered.Title, rendered.Text, rendered.Html)
    { Unsubscribe = new Uri("https://kestrel.example/u/1"), AutoSubmitted = AutoSubmitted.Generated };
}
