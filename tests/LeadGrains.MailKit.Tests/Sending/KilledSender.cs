using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Store;

namespace LeadGrains.MailKit.Tests.Sending;

/// <summary>An engine with leads whose first touch is due, and a courier that sends through MailKit.</summary>
internal static class KilledSender
{
    /// <summary>More than any number of rounds sends.</summary>
    public static readonly int Leads = Children.IsLong ? 6_000 : 900;

    public static string Person(int n) => $"p{n}";

    public static async Task Run(string file, int port, int connections)
    {
        var program = SmallProgram.Program with
        {
            Cadence = new Cadence { StartAfter = TimeSpan.Zero, Jitter = TimeSpan.Zero, Hours = WorkingHours.Always, MailsPerMinuteMax = 100_000 },
        };
        var isNew = !File.Exists(file);
        var settings = new SmtpSettings("localhost", port, SmtpSecurity.None) { ConnectionsMax = connections };
        await using var transport = new MailKitTransport(settings, TimeProvider.System);
        await using var engine = new EmbeddedEngine(SqliteJournal.OpenOrCreate(file), program, new Courier(transport, connections), TimeProvider.System);
        if (isNew) await Task.WhenAll(Enumerable.Range(0, Leads).Select(n => engine.Tell(SmallProgram.IdOf(Person(n)), SmallProgram.Inquiry(Person(n)))));
        await engine.Completion;
    }

    private sealed class Courier(IMailTransport transport, int connections) : ICourier
    {
        public bool IsRepeatable => transport.IsRepeatable;

        public SendingLimits Limits { get; } = new() { AtOnceMax = connections };

        public async ValueTask<Delivery> Deliver(Consignment item, CancellationToken cancel)
        {
            if (item.Parcel is not TouchParcel) return Delivery.Sent;
            var message = new Message(item.MessageId, item.At.ToDateTimeOffset(), new Mailbox("hello@kestrel.test"),
                new Mailbox(item.Lead.Person.Email!), "A piece", "Text.\n");
            return await transport.SendAsync(message, cancel) switch
            {
                SendOutcome.Sent sent => new Delivery(TouchOutcome.Sent, sent.Where),
                SendOutcome.Refused refused => new Delivery(refused.IsPermanent ? TouchOutcome.RefusedForGood : TouchOutcome.RefusedForNow, refused.Reason),
                var unclear => new Delivery(TouchOutcome.Uncertain, ((SendOutcome.Uncertain)unclear).Reason),
            };
        }
    }
}
