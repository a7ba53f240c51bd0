using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadGrains.Mail;

/// <summary>What a server's words mean: their codes, the reason, and whether it is for good.</summary>
internal readonly record struct Diagnosis(string? Status, int? ReplyCode, FailureReason Reason, bool IsHard)
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    // An enhanced code right after the reply code is the remote server's own; "5.1.1.1" is an address, not a code.
    private static readonly Regex Both = new(@"(?:^|[^\d.])([245]\d\d)[- :]+['""(#]*([245]\.\d{1,3}\.\d{1,3})(?:[^\d.]|\.[^\d]|\.?$)", Linear);
    private static readonly Regex Enhanced = new(@"(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?:[^\d.]|\.[^\d]|\.?$)", Linear);
    private static readonly Regex Reply = new(@"(?:^|[^\d.\-/:\[=])([45]\d\d)(?:[- :]|$)", Linear);

    // Postfix, Exim, Sendmail's transcript, DragonFly, m-FILTER.
    private static readonly Regex AtRecipient = new(@"rcpt ?to", Linear | RegexOptions.IgnoreCase);
    private static readonly Regex AfterContent = new(@"end of data|final data|smtp command\W+data|>>>+ ?data\b", Linear | RegexOptions.IgnoreCase);

    // Exchange's own code for a recipient that isn't in its directory (MAPI_E_NOT_FOUND in the Internet Mail Service).
    private const string ExchangeUnknown = "000c05a6";

    /// <summary>
    /// Judges the words of one recipient. The words come before the code: "5.x.x means hard" is wrong for most reports,
    /// since full mailboxes, filters and block lists use it too. Hard needs words or a code that say so, and nothing
    /// that speaks against it: a mailbox wrongly given up is worse than one more mail to a dead one.
    /// </summary>
    /// <param name="words">What the server said.</param>
    /// <param name="field">The Status field of the report; null where there is none. Servers that were given no code
    /// write 5.0.0 there, so it counts only where the words have none.</param>
    /// <param name="report">The whole report: it may say at which step the other server refused.</param>
    public static Diagnosis Of(string words, string? field, string report)
    {
        var text = words.ToLowerInvariant();
        var both = Both.Match(text);
        var enhanced = both.Success ? both.Groups[2].Value : Enhanced.Match(text) is { Success: true } m ? m.Groups[1].Value : null;
        var reply = both.Success ? both.Groups[1].Value : Reply.Match(text) is { Success: true } r ? r.Groups[1].Value : null;
        int? code = reply is null ? null : int.Parse(reply, CultureInfo.InvariantCulture);
        var given = field is not null && Enhanced.Match(field) is { Success: true } f ? f.Groups[1].Value : null;
        var status = enhanced ?? given;

        var reason = FailureRules.ByWords(text);
        if (reason == FailureReason.Unclear) reason = FailureRules.ByStatus(status, code);
        var isTemporary = (status ?? "").StartsWith('4') || (status is null && code is < 500);
        var isHard = FailureRules.IsForGood(reason) && !isTemporary;
        if (isHard && reason == FailureReason.UserUnknown && !IsBorneOut(text, both.Success ? enhanced : null, both.Success ? given : status, code, report))
            (reason, isHard) = (FailureReason.Filtered, false);
        return new Diagnosis(status, code, reason, isHard);
    }

    // "User unknown" with a code of policy, or 5.0.0 said by the remote itself, is how filters hide who exists; who knows
    // the mailbox says so at RCPT, not after the content (RFC 5321, 3.3); and words without any code are nobody's answer.
    private static bool IsBorneOut(string text, string? own, string? given, int? code, string report) => (own, given, code) switch
    {
        ({ }, _, _) => SpeaksOfMailbox(own),
        (_, { }, _) when SpeaksOfMailbox(given) => true,
        (_, _, >= 500) when AtRecipient.IsMatch(report) => true,
        (_, null or "5.0.0" or "5.5.0", >= 500) => !AfterContent.IsMatch(report),
        _ => text.Contains(ExchangeUnknown, StringComparison.Ordinal),
    };

    private static bool SpeaksOfMailbox(string status) =>
        status.StartsWith("5.1.", StringComparison.Ordinal) || status is "5.2.1" or "5.4.1";
}
