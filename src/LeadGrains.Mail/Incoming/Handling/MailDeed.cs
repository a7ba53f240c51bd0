namespace LeadGrains.Mail;

/// <summary>What is to be done about a message from outside.</summary>
/// <param name="Subject">The lead it is about; null when nothing in it says.</param>
/// <param name="Command">What to tell the lead; null when there is nothing to tell.</param>
/// <param name="Words">What the message is, for the operator; one line.</param>
public sealed record MailDeed(SortedMail Mail, MailSubject? Subject, LeadCommand? Command, string Words)
{
    /// <summary>Kept for somebody to look at: there is something to tell and nobody to tell it to.</summary>
    public bool IsForNobody => Subject is null && Mail is not AutomaticMail;
}
