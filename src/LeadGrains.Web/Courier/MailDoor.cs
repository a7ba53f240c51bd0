using LeadGrains.Mail;

namespace LeadGrains.Web.Courier;

/// <summary>The courier that the settings ask for, with the connections behind it. Close it after the engine.</summary>
internal sealed class MailDoor : IAsyncDisposable
{
    private readonly IAsyncDisposable? _connections;

    private MailDoor(MailCourier courier, IMailTransport transport, string where, IAsyncDisposable? connections) =>
        (Courier, Transport, Where, _connections) = (courier, transport, where, connections);

    public MailCourier Courier { get; }

    /// <summary>For mail that is about no lead.</summary>
    public IMailTransport Transport { get; }

    /// <summary>Where mail goes, for people.</summary>
    public string Where { get; }

    /// <param name="returnPathKey">Asked only where bounces come back to addresses of their own: it may have to be made.</param>
    /// <param name="dial">Makes what sends by a server; null: our own.</param>
    public static MailDoor Open(MailSettings settings, string folder, Func<Program, ContentSet> content, Stationery stationery, Func<byte[]> returnPathKey,
        TimeProvider time, IMessageChannel? messages = null, Func<SmtpSettings, IMailTransport>? dial = null)
    {
        var transport = settings.Smtp is not { } smtp ? new PickupFolder(folder) : dial is null ? new SmtpTransport(smtp, time) : dial(smtp);
        var courier = new MailCourier(folder, transport, content, stationery, messages)
        {
            Limits = settings.Limits,
            ReturnPathOf = ReturnPaths(settings, returnPathKey),
        };
        return new MailDoor(courier, transport, WhereOf(settings, folder), transport as IAsyncDisposable);
    }

    /// <summary>Where mail goes by these settings, for people.</summary>
    public static string WhereOf(MailSettings settings, string folder) => settings.Smtp is { } smtp
        ? $"{smtp.Host}:{smtp.Port} from {settings.Sender.Email}" : folder;

    public ValueTask DisposeAsync() => _connections?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static Func<LeadId, int, Mailbox>? ReturnPaths(MailSettings settings, Func<byte[]> returnPathKey)
    {
        if (settings.ReturnPathDomain is not { } domain) return null;
        var key = returnPathKey();
        return (lead, number) => ReturnPath.Make(key, lead, number, domain);
    }
}
