namespace LeadGrains.Mail;

/// <summary>
/// From a message to what is told to a lead, as pure rules. Anybody can write anything in a mail, so what a message can do
/// is small: a person's words go to the timeline and to the owner; to stop mail, or to pause it, an address is enough,
/// since it only reduces; but a mailbox is given up only where the bounce names a message of ours. Nothing is ever
/// answered, so two machines can't talk to each other.
/// </summary>
public sealed class MailRules(ReturnPathReader returnPath)
{
    /// <summary>What to do about it.</summary>
    /// <param name="now">A date in an out-of-office counts when it lies ahead.</param>
    public MailDeed Read(IncomingMail mail, Moment now)
    {
        var sorted = MailSorter.Sort(mail);
        var subject = Subjects.Of(mail, sorted, returnPath);
        return new MailDeed(sorted, subject, Command(sorted, subject, now), Words(sorted, subject));
    }

#pragma warning disable format // one row per kind, in columns
    private static LeadCommand? Command(SortedMail sorted, MailSubject? subject, Moment now) => sorted switch
    {
        BouncedMail b when Hard(b) is { } failed && subject?.NamesOurMail == true => new Bounce(true, failed.Words),
        BouncedMail                                                        => null,
        ComplaintMail                                                      => new Complain(),
        AutomaticMail { BackOn: { } day } when Midnight(day) is var at && at > now => new Pause(at) { Away = true },
        AutomaticMail                                                      => null,
        UnsubscribeMail                                                    => new OptOut(Consents.EveryTopic, Channel.Email),
        WrittenMail w                                                      => new Write(w.Words),
        _                                                                  => null,
    };

    private static string Words(SortedMail sorted, MailSubject? subject) => sorted switch
    {
        BouncedMail b when Hard(b) is { } f => subject?.NamesOurMail == true ? $"bounce, for good: {Said(f)}" : $"bounce that names no mail of ours: {Said(f)}",
        BouncedMail { Failures: [] }        => "bounce that doesn't say why",
        BouncedMail b                       => b.Failures.All(f => f.IsDelay) ? $"still being tried: {Said(b.Failures[0])}" : $"bounce, perhaps not for good: {Said(b.Failures.First(f => !f.IsDelay))}",
        ComplaintMail                       => "complaint: all mail stops",
        AutomaticMail { BackOn: { } day }   => $"automatic reply: away until {day:yyyy-MM-dd}",
        AutomaticMail a                     => $"automatic mail ({a.Because})",
        UnsubscribeMail                     => "unsubscription",
        WrittenMail { Words: "" }           => "a letter without words of its own",
        _                                   => "a letter",
    };
#pragma warning restore format

    // With several recipients nobody knows which one is the lead; our mails have one.
    private static FailedDelivery? Hard(BouncedMail bounce) => bounce.Failures is [{ IsHard: true } only] ? only : null;

    private static string Said(FailedDelivery failed) => $"{Reason(failed.Reason)}{(failed.Words.Length > 0 ? $" ({PlainWords.Line(failed.Words, 120)})" : "")}";

    // "MailboxFull" is "mailbox full".
    private static string Reason(FailureReason reason) =>
        string.Concat(reason.ToString().Select((c, i) => char.IsUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private static Moment Midnight(DateOnly day) => Moment.Utc(day.Year, day.Month, day.Day);
}
