using System.Text.RegularExpressions;

namespace LeadGrains.Mail;

/// <summary>Feedback reports of mailbox providers (ARF, RFC 5965).</summary>
internal static class Complaints
{
    private static readonly Regex Recipient = new(@"^(?:original-rcpt-to|removal-recipient)\s*:(.*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.NonBacktracking);

    private static readonly Regex Type = new(@"^feedback-type\s*:\s*([a-z\-]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.NonBacktracking);

    /// <summary>What the report says, or null when there is none.</summary>
    public static SortedMail? Read(IncomingMail mail)
    {
        var report = mail.Root.Own().FirstOrDefault(p => p.Type.Is("message/feedback-report"))?.Text;
        // Microsoft's programme (JMRP) sends the message itself, with the recipient in a header of its own.
        var hotmail = mail.Original?.Headers.Raw("X-HmXmrOriginalRecipient") ?? "";
        if (report is null && hotmail.Length == 0 && mail.Root.Type.Parameter("report-type") != "feedback-report") return null;
        List<EmailAddress> recipients =
        [
            .. Recipient.Matches(report ?? "").SelectMany(m => AddressList.Read(m.Groups[1].Value)).Select(a => a.Address),
            .. AddressList.Read(hotmail).Select(a => a.Address),
        ];
        return Type.Match(report ?? "") is { Success: true } type ? type.Groups[1].Value.ToLowerInvariant() switch
        {
            "abuse" or "fraud" or "other" => new ComplaintMail(recipients),
            // RFC 5965's forerunners had these.
            "opt-out" or "opt-out-list" => new UnsubscribeMail(),
            // RFC 6591 auth-failure, RFC 6430 not-spam, virus: no person complains here.
            var kind => new AutomaticMail(AutomaticKind.Report, $"a feedback report of type {kind}"),
        } : new ComplaintMail(recipients);
    }
}
