namespace LeadGrains.Mail;

/// <summary>An inquiry from a letter of somebody we don't know yet (I2). It gives no consent: writing to us isn't one.</summary>
internal static class MailInquiry
{
    /// <summary>The letter as a fact of the new lead is cut here.</summary>
    private const int MessageCharsMax = 1_000;

    public static Inquire Of(IncomingMail mail, MailAddress from, WrittenMail letter)
    {
        var name = PlainWords.Line(from.Name, PlainWords.LineCharsMax);
        var (first, last) = name.LastIndexOf(' ') is > 0 and var at ? (name[..at], name[(at + 1)..]) : (null, name.Length > 0 ? name : null);
        return new Inquire(Identity.Email(from.Address.Text),
            new Origin { Source = "email", SubmissionId = mail.MessageId is { } id ? PlainWords.Line(id, PlainWords.LineCharsMax) : null },
            new Person { Email = from.Address.Text, FirstName = first, LastName = last })
        {
            Facts = [.. new[] { ("subject", PlainWords.Line(mail.Subject, PlainWords.LineCharsMax)), ("message", PlainWords.Text(letter.Words, MessageCharsMax)) }
                .Where(fact => fact.Item2.Length > 0).Select(fact => new Telling(fact.Item1, fact.Item2))],
        };
    }
}
