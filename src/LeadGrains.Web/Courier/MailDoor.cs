using LeadGrains.Mail;

namespace LeadGrains.Web.Courier;

/// <summary>The courier that the settings ask for, with the connections behind it. Close it after the engine.</summary>
internal sealed class MailDoor : IAsyncDisposable
{
    private readonly MessageChannel? _messages;

    private MailDoor(MailCourier courier, IMailTransport transport, string where, MessageChannel? messages) =>
        (Courier, Transport, Where, _messages) = (courier, transport, where, messages);

    public MailCourier Courier { get; }

    /// <summary>For mail that is about no lead.</summary>
    public IMailTransport Transport { get; }

    /// <summary>Where mail goes, for people.</summary>
    public string Where { get; }

    /// <param name="returnPathKey">Asked only where bounces come back to addresses of their own: it may have to be made.</param>
    /// <param name="gateway">Where text messages go; null: each becomes a file.</param>
    /// <param name="dial">Makes what sends by a server; null: our own.</param>
    public static MailDoor Open(MailSettings settings, string folder, Func<Program, ContentSet> content, Stationery stationery, Func<byte[]> returnPathKey,
        TimeProvider time, MessageGateway? gateway, Func<SmtpSettings, IMailTransport>? dial = null)
    {
        var transport = settings.Smtp is not { } smtp ? new PickupFolder(folder) : dial is null ? new SmtpTransport(smtp, time) : dial(smtp);
        var messages = gateway is null ? null : new MessageChannel(gateway, time);
        var courier = new MailCourier(folder, transport, content, stationery, messages)
        {
            Limits = settings.Limits,
            ReturnPathOf = ReturnPaths(settings, returnPathKey),
        };
        return new MailDoor(courier, transport, WhereOf(settings, folder), messages);
    }

    /// <summary>Where mail goes by these settings, for people.</summary>
    public static string WhereOf(MailSettings settings, string folder) => settings.Smtp is { } smtp
        ? $"{smtp.Host}:{smtp.Port} from {settings.Sender.Email}" : folder;

    public async ValueTask DisposeAsync()
    {
        if (Transport is IAsyncDisposable connections) await connections.DisposeAsync();
        _messages?.Dispose();
    }

    private static Func<LeadId, int, Mailbox>? ReturnPaths(MailSettings settings, Func<byte[]> returnPathKey)
    {
        if (settings.ReturnPathDomain is not { } domain) return null;
        var key = returnPathKey();
        return (lead, number) => ReturnPath.Make(key, lead, number, domain);
    }
}
