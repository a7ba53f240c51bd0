namespace LeadGrains.Mail;

/// <summary>
/// Tells what a message is, by its content alone: no clock, no I/O, and the same message is always the same. The order
/// is the rule: many bounces call themselves auto-replies, so a bounce is looked for first, and only what no machine
/// wrote can be a person's.
/// </summary>
public static class MailSorter
{
    /// <summary>What it is.</summary>
    public static SortedMail Sort(IncomingMail mail) =>
        Complaints.Read(mail)
        ?? BounceReader.Read(mail)
        ?? AutoReplies.Read(mail)
        ?? Unsubscribes.Read(mail)
        ?? new WrittenMail(LetterText.OwnWords(mail));
}
