namespace LeadGrains.Mail;

/// <summary>To whom a message was delivered, as far as the servers on its way wrote it down.</summary>
internal static class Envelope
{
    // Postfix, qmail, Exim, Courier and the providers each have their own.
    private static readonly string[] Headers =
        ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To", "X-Rcpt-To", "Original-Recipient", "To", "Cc"];

    /// <summary>The addresses, the envelope's before those that the message itself names.</summary>
    public static IEnumerable<EmailAddress> Recipients(IncomingMail mail) => Headers
        .SelectMany(mail.Headers.Every)
        .SelectMany(raw => AddressList.Read(raw.StartsWith("rfc822;", StringComparison.OrdinalIgnoreCase) ? raw[7..] : raw))
        .Select(a => a.Address).Distinct();
}
