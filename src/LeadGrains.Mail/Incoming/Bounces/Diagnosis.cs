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

    // What a server says of one recipient is short; more is a quoted page.
    private const int WordsCharsMax = 4_000;

    // Postfix, Exim, Sendmail's transcript, Yahoo, GMX, qmail: refused when the recipient was named.
    private static readonly Regex AtRecipient =
        new(@"rcpt[\s_]*to|(after|following)\s+rcpt|smtp:rcpt|does not like recipient", Linear | RegexOptions.IgnoreCase);

    // A directory that says so itself, without SMTP: Exchange (MAPI_E_NOT_FOUND), Notes and Domino; and Yahoo, who looks
    // only after the content.
    private static readonly Regex DirectorySays = new(@"000c05a6|not listed in .{0,40}(directory|address book)|\b554 .{0,30}user doesn't have a \S+ account", Linear);

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
        var text = PlainWords.Line(words, WordsCharsMax).ToLowerInvariant();
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

    // "User unknown" is also how filters and rate limits hide who exists. Who knows the mailbox says so by its code, or
    // at RCPT, before the content (RFC 5321, 3.3); words alone are nobody's answer.
    private static bool IsBorneOut(string text, string? own, string? given, int? code, string report) => (own, given, code) switch
    {
        ({ }, _, _) => SpeaksOfMailbox(own) || (!own.StartsWith("5.7.", StringComparison.Ordinal) && AtRecipient.IsMatch(report)),
        (_, { }, _) when SpeaksOfMailbox(given) => true,
        (_, _, >= 500) when AtRecipient.IsMatch(report) => true,
        _ => DirectorySays.IsMatch(text),
    };

    private static bool SpeaksOfMailbox(string status) =>
        status.StartsWith("5.1.", StringComparison.Ordinal) || status == "5.4.1";
}
