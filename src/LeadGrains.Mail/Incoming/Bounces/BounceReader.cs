using System.Text.RegularExpressions;

namespace LeadGrains.Mail;

/// <summary>
/// Is this mail about one that didn't arrive, and what does it say? About half of them carry a report for machines
/// (RFC 3464); the others are read as people would.
/// </summary>
internal static class BounceReader
{
    private const RegexOptions Linear = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private static readonly Regex Daemon = new(@"mailer-?_?daemon|mail[-_.]?daemon|post_?master@|mail delivery (sub)?system|mail delivery service|mail system", Linear);

    private static readonly Regex SubjectSays = new(
        @"undeliver|delivery (status|failure|failed|notification|problem|report|error|has failed|incomplete)|returned mail|mail (delivery )?(failed|failure|error|system error)|failure notice|failed (mail )?delivery"
        + @"|non[- ]?delivery|returned to sender|delayed mail|could not (send|be delivered)|unzustellbar|nicht zugestellt|non remis|no se (pudo|puede) entregar|mancata consegna|メールエラー", Linear);

    private static readonly Regex IsAnswer = new(@"^\s*(re|aw|sv|antw|fwd?|wg|tr)\s*:", Linear);

    private static readonly Regex TextSays = new(
        @"(could|can|was|were|did|has|have) ?n[o']t (be |been )?(deliver|sent|reach|accept)|unable to deliver|undeliver|not deliver|permanent(ly)? (error|fail|fatal)|deliver\w* .{0,40}(fail|error|problem|delay)|fail\w* .{0,40}deliver"
        + @"|following (address|recipient)|did not reach|returned to (the )?sender|nicht zugestellt|notificationtype\W+bounce", Linear);

    private static readonly Regex Code = new(@"(^|[\s:(#'""-])(5\d\d[ :-]|4\d\d[ :-]|[45]\.\d\.\d{1,3})", Linear);

    private static readonly string[] Arrived = ["delivered", "relayed", "expanded"];

    /// <summary>What it says, or null when it is no bounce.</summary>
    public static SortedMail? Read(IncomingMail mail)
    {
        var text = LetterText.Of(mail);
        var entries = mail.Root.Own().Where(p => p.Type.Name.EndsWith("delivery-status", StringComparison.Ordinal))
            .SelectMany(p => StatusReport.Read(p.Text ?? "")).Take(StatusReport.RecipientsMax).ToList();
        if (entries.Count == 0 && !IsBounce(mail, text)) return null;
        var head = BounceText.Head(text);
        if (entries.Count == 0 && text.Contains("Final-Recipient:", StringComparison.OrdinalIgnoreCase)) entries = StatusReport.Read(head);
        if (entries.Count > 0 && entries.All(e => Arrived.Contains(e.Action))) return new AutomaticMail(AutomaticKind.Report, "a delivery report: it arrived");
        var failures = entries.Count > 0 ? FromReport(entries, head) : FromText(mail, head);
        return new BouncedMail(failures);
    }

    // Without a report one sign isn't enough: people write about delivery too, and vacation notes have no return path.
    private static bool IsBounce(IncomingMail mail, string text)
    {
        if (mail.Headers.Has("X-Failed-Recipients")) return true;
        if (Daemon.IsMatch(mail.Headers.Text("From")) || mail.Root.Type.Parameter("report-type") == "delivery-status") return true;
        var subject = mail.Subject;
        if (IsAnswer.IsMatch(subject)) return false;
        var head = BounceText.Head(text);
        var says = TextSays.IsMatch(head);
        var isNobodys = mail.Headers.Has("Return-Path") && mail.Headers.Raw("Return-Path").Trim() is "<>" or "";
        var answers = mail.Headers.Has("In-Reply-To");
        return (SubjectSays.IsMatch(subject) && (isNobodys || Code.IsMatch(head)))
            || (says && isNobodys && Code.IsMatch(head))
            || (says && !answers && mail.Original is not null)
            || (says && head.Contains("otificationType", StringComparison.Ordinal));
    }

    private static List<FailedDelivery> FromReport(List<StatusReport.Entry> entries, string head)
    {
        var all = entries.Select(e => Address(e.Recipient) ?? Address(e.Original)).OfType<EmailAddress>().Distinct().ToList();
        return [.. entries.Where(e => !Arrived.Contains(e.Action)).Select(e =>
        {
            var recipient = Address(e.Original) ?? Address(e.Recipient);
            var segment = recipient is { } r ? BounceText.Segment(head, r, all) : "";
            if (segment.Length == 0 && Address(e.Recipient) is { } final) segment = BounceText.Segment(head, final, all);
            if (segment.Length == 0 && all.Count < 2) segment = head;
            return Judge(recipient, e, segment, head);
        })];
    }

    // What the report quotes, else what the text for people says.
    private static FailedDelivery Judge(EmailAddress? recipient, StatusReport.Entry entry, string segment, string head)
    {
        var words = entry.Diagnostic.Count(char.IsLetter) > 3 ? entry.Diagnostic : segment;
        var diagnosis = Diagnosis.Of(words, entry.Status, head);
        if (diagnosis.Reason is FailureReason.Unclear && words != segment && Diagnosis.Of(segment, entry.Status, head) is { Reason: not FailureReason.Unclear } better)
            (words, diagnosis) = (segment, better);
        var failed = Failed(recipient, diagnosis, words);
        return entry.Action != "delayed" ? failed : failed with { IsHard = false, IsDelay = true, Reason = failed.IsHard ? FailureReason.Expired : failed.Reason };
    }

    private static List<FailedDelivery> FromText(IncomingMail mail, string head)
    {
        var named = mail.Headers.Every("X-Failed-Recipients").SelectMany(AddressList.Read).Select(a => a.Address).Distinct().ToList();
        var us = AddressList.Read(mail.Headers.Raw("To")).Select(a => a.Address).ToHashSet();
        var written = BounceText.Recipients(head, a => us.Contains(a) || a == mail.From?.Address || a.Text.StartsWith("postmaster@", StringComparison.Ordinal));
        var all = named.Count > 0 && written.Count <= named.Count ? named : written;
        if (all.Count == 0) return [Failed(null, Diagnosis.Of(head, null, head), head)];
        return [.. all.Select(recipient =>
        {
            var segment = BounceText.Segment(head, recipient, all);
            var diagnosis = Diagnosis.Of(segment, null, head);
            if (diagnosis.Reason == FailureReason.Unclear && all.Count == 1) (segment, diagnosis) = (head, Diagnosis.Of(head, null, head));
            return Failed(recipient, diagnosis, segment);
        })];
    }

    private static FailedDelivery Failed(EmailAddress? recipient, Diagnosis d, string words) =>
        new(recipient, d.Status, d.ReplyCode, d.Reason, d.IsHard, PlainWords.Line(words, PlainWords.DiagnosisCharsMax));

    private static EmailAddress? Address(string text) =>
        EmailAddress.TryParse(text.Trim().Trim('<', '>'), out var address) ? address : null;
}
