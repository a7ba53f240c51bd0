using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Store;

namespace LeadGrains.Crash;

/// <summary>A planted bug: mail by SMTP from a courier that claims that twice is once.</summary>
internal static class RepeatingSender
{
    private const int Leads = 400;

    public static async Task Run(string file, int port)
    {
        var program = SmallProgram.Program with
        {
            Cadence = new Cadence { StartAfter = TimeSpan.Zero, Jitter = TimeSpan.Zero, Hours = WorkingHours.Always, MailsPerMinuteMax = 100_000 },
        };
        var isNew = !File.Exists(file);
        await using var transport = new SmtpTransport(new SmtpSettings("localhost", port, SmtpSecurity.None), TimeProvider.System);
        await using var engine = new EmbeddedEngine(SqliteJournal.OpenOrCreate(file), program, new Liar(transport), TimeProvider.System);
        if (isNew)
            await Task.WhenAll(Enumerable.Range(0, Leads).Select(n => engine.Tell(SmallProgram.IdOf($"p{n}"), SmallProgram.Inquiry($"p{n}"))));
        await engine.Completion;
    }

    private sealed class Liar(SmtpTransport transport) : ICourier
    {
        public bool IsRepeatable => true;

        public SendingLimits Limits { get; } = new() { AtOnceMax = 4 };

        public async ValueTask<Delivery> Deliver(Consignment item, CancellationToken cancel)
        {
            if (item.Parcel is not TouchParcel) return Delivery.Sent;
            var message = new Message(item.MessageId, item.At.ToDateTimeOffset(), new Mailbox("liar@kestrel.test"),
                new Mailbox(item.Lead.Person.Email!), "A piece", "Text.\n");
            return await transport.SendAsync(message, cancel) is SendOutcome.Sent ? Delivery.Sent : new Delivery(TouchOutcome.Uncertain);
        }
    }
}
