namespace LeadGrains.Mail;

/// <summary>A message from outside. All of it was written by strangers: nothing in it is to be trusted.</summary>
/// <param name="Root">The outermost part, with the message's own headers.</param>
/// <param name="IsCut">A limit was reached, so that something of the message was left out.</param>
public sealed record IncomingMail(MailPart Root, bool IsCut)
{
    /// <summary>Parts in the order they stand in, the root first; what is inside an attached message comes with it.</summary>
    public IEnumerable<MailPart> Parts => Root.WithParts();

    /// <summary>The headers of the message itself.</summary>
    public MailHeaders Headers => Root.Headers;

    /// <summary>The subject with encoded words read; empty when there is none.</summary>
    public string Subject => Headers.Text("Subject");

    /// <summary>Without its angle brackets; null when there is none that can be read.</summary>
    public string? MessageId => MessageIds.In(Headers.Raw("Message-ID")).FirstOrDefault();

    /// <summary>Who it says it is from; anybody can write anything here. Null when no address can be read.</summary>
    public MailAddress? From => AddressList.Read(Headers.Raw("From")).FirstOrDefault(a => a.Address.Text.Length > 0);

    /// <summary>When it says it was written; null when that can't be read.</summary>
    public DateTimeOffset? Date => DateHeader.Read(Headers.Raw("Date"));

    /// <summary>
    /// The message that came back or is complained about, where the mail carries it or its headers; else null.
    /// </summary>
    public MailPart? Original => Parts.FirstOrDefault(p => p.IsMessage && p.Parts.Count > 0)?.Parts[0];
}
