namespace LeadGrains.Mail;

/// <summary>What a reply says by its first digit (RFC 5321, 4.2.1).</summary>
internal enum SmtpSaid { Nonsense, Fine, More, NotNow, Never }

/// <summary>A reply of the server, all its lines.</summary>
/// <param name="Code">Three digits, or 0 for what is no reply.</param>
/// <param name="Lines">Without the code.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public SmtpSaid Said => (Code / 100) switch
    {
        2 => SmtpSaid.Fine,
        3 => SmtpSaid.More,
        4 => SmtpSaid.NotNow,
        5 => SmtpSaid.Never,
        _ => SmtpSaid.Nonsense,
    };

    /// <summary>The enhanced status code (RFC 3463), such as <c>5.1.1</c>; empty where there is none.</summary>
    public string Enhanced
    {
        get
        {
            foreach (var line in Lines)
            {
                var word = line.Split(' ', 2)[0];
                if (word.Split('.') is [[>= '2' and <= '5'] kind, { Length: >= 1 and <= 3 } subject, { Length: >= 1 and <= 3 } detail]
                    && kind[0] - '0' == Code / 100 && subject.All(char.IsAsciiDigit) && detail.All(char.IsAsciiDigit)) return word;
            }
            return "";
        }
    }

    /// <summary>
    /// Both codes. The server's words are left out: they name the person more often than not, and a reason is kept.
    /// </summary>
    public override string ToString() => Code == 0 ? "no SMTP reply" : Enhanced.Length == 0 ? $"{Code}" : $"{Code} {Enhanced}";
}
