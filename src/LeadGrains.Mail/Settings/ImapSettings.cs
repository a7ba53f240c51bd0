namespace LeadGrains.Mail;

/// <summary>A folder that bounces, replies and other mail come back to, each with its default and range.</summary>
/// <param name="Host">A name or an address; the certificate must be for it.</param>
/// <param name="Port">1 to 65,535.</param>
/// <param name="StartsPlain">STARTTLS (RFC 9051, 6.2.1) instead of TLS from the first byte (RFC 8314). Never without.</param>
public sealed record ImapSettings(string Host, int Port = 993, bool StartsPlain = false)
{
    /// <summary>Who we are to the server; null where a token stands for it.</summary>
    public SmtpCredentials? Credentials { get; init; }

    /// <summary>Certificates in PEM that are trusted instead of the machine's; null for the machine's.</summary>
    public string? TrustedPem { get; init; }

    /// <summary>The folder; only read, never changed: who deletes old mail is the mailbox's owner.</summary>
    public string Folder { get; init; } = "INBOX";

    /// <summary>A letter from somebody unknown is an inquiry; else it is kept for somebody to look at.</summary>
    public bool TakesInquiries { get; init; }

    /// <summary>IDLE is begun anew after this much time, since routers forget quiet connections and servers end them after
    /// 30 minutes (RFC 2177). Without IDLE the folder is asked as often as <see cref="PollEvery"/>. 1 second to 29 minutes.</summary>
    public TimeSpan IdleMax { get; init; } = TimeSpan.FromMinutes(9);

    /// <summary>Asked so often where the server knows no IDLE. 1 second to 1 hour.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest that any answer may take. 1 second to 10 minutes.</summary>
    public TimeSpan AnswerMax { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Before the second try to connect; doubled each time up to <see cref="AgainAfterMax"/>, with jitter.</summary>
    public TimeSpan AgainAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait between two tries.</summary>
    public static readonly TimeSpan AgainAfterMax = TimeSpan.FromMinutes(1);
}
