namespace LeadGrains.Mail;

/// <summary>How a server is spoken to.</summary>
public enum SmtpSecurity
{
    /// <summary>Plain at first, then STARTTLS (RFC 3207); without it nothing is sent.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314), usually port 465.</summary>
    Tls,

    /// <summary>Never encrypted: only to this machine itself, and never with a password.</summary>
    None,
}

/// <summary>One server and the bounds of what it is asked to do, each with its default and range.</summary>
/// <param name="Host">A name or an address; the certificate must be for it.</param>
/// <param name="Port">1 to 65,535.</param>
/// <param name="Security">How the connection is protected.</param>
public sealed record SmtpSettings(string Host, int Port = 587, SmtpSecurity Security = SmtpSecurity.StartTls)
{
    /// <summary>Who we are to the server; null where it asks nobody. Never sent over an open connection.</summary>
    public SmtpCredentials? Credentials { get; init; }

    /// <summary>
    /// Certificates in PEM that are trusted instead of the machine's, for a server of one's own; null for the machine's.
    /// </summary>
    public string? TrustedPem { get; init; }

    /// <summary>Connections at once; as many mails may end in doubt when the process is killed. 1 to 100.</summary>
    public int ConnectionsMax { get; init; } = 4;

    /// <summary>Mails over one connection before it is closed politely. 1 to 10,000.</summary>
    public int MailsPerConnectionMax { get; init; } = 100;

    /// <summary>An idle connection is closed after this much time, before the server does it (RFC 5321, 4.5.3.2.7:
    /// five minutes). 1 second to 5 minutes.</summary>
    public TimeSpan IdleMax { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Tries to get a connection for one mail. 1 to 10.</summary>
    public int OpeningsMax { get; init; } = 4;

    /// <summary>Before the second try; doubled each time, with jitter. 1 ms to 1 minute.</summary>
    public TimeSpan OpenAgainAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long each phase may take.</summary>
    public SmtpDeadlines Deadlines { get; init; } = new();
}

/// <summary>
/// The longest that each phase may take. Before the final dot they are shorter than RFC 5321 (4.5.3.2) proposes, since
/// giving up there costs nothing; after it they are not, since giving up there leaves a doubt.
/// </summary>
public sealed record SmtpDeadlines
{
    /// <summary>Name look-up and TCP.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The handshake of TLS.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The reply to any command but the final dot.</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Handing over the text of a mail.</summary>
    public TimeSpan Text { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The reply to the final dot.</summary>
    public TimeSpan Dot { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>A user and a password that never shows itself: not in a log, not in an exception, not in a debugger's
/// summary.</summary>
public sealed class SmtpCredentials(string user, string password)
{
    /// <summary>The user's name.</summary>
    public string User { get; } = user;

    internal string Password { get; } = password;

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{User}:***";
}
