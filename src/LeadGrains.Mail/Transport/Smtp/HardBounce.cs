namespace LeadGrains.Mail;

/// <summary>
/// Which permanent refusals say that there is no such mailbox, so that no mail will ever arrive (N9). All others are
/// about this mail, us, or the day: a policy or a full mailbox today says nothing about tomorrow.
/// </summary>
internal static class HardBounce
{
    // RFC 3463: bad mailbox, bad system, bad syntax, moved; 5.1.10 is a domain that takes no mail (RFC 7505), 5.2.1 a
    // disabled mailbox.
    private static readonly string[] Codes = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"];

    // For servers without enhanced codes, whose 550 also means policies.
    private static readonly string[] Words =
    [
        "user unknown", "unknown user", "no such user", "user not found", "user doesn't exist", "user does not exist",
        "no such mailbox", "mailbox not found", "unknown recipient", "recipient unknown", "no such recipient",
        "invalid recipient", "recipient not found", "no mailbox here by that name",
    ];

    /// <summary>Whether a reply to one recipient's mail says so.</summary>
    public static bool Is(SmtpReply reply) => reply.Said == SmtpSaid.Never && (reply.Enhanced is { Length: > 0 } code
        ? Codes.Contains(code)
        : reply.Code is 550 or 551 or 553
            && reply.Lines.Any(line => Words.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase))));
}
