using System.Text.RegularExpressions;

namespace LeadGrains.Mail;

/// <summary>Bounces as people are meant to read them: which recipients, and what is said of each.</summary>
internal static class BounceText
{
    /// <summary>More recipients than this are not looked for.</summary>
    public const int RecipientsMax = 50;

    private const RegexOptions Linear = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    // Behind it stands what we wrote ourselves; nothing in it says why it came back.
    private static readonly Regex OriginalBegins = new(
        @"^([\s>]*-{2,}.*(original (message|mail)|below this line|copy of (the|your) message|header of the original|enclosed is a copy|unsent message|returned message|message header)"
        + @"|[\s>]*(message headers follow|original (message|mail)( headers?)?( as)? follows?|included is a copy|below is a copy|original message headers?:))",
        Linear | RegexOptions.Multiline);

    private static readonly Regex LineOfRecipient = new(
        @"^[\s>""'<]*(?:recipient(?: address)?:\s*<?|\d{3}[- ](?:\d\.\d{1,3}\.\d{1,3}\s+)?<?)?([^\s<>""',:;()\[\]]+@[^\s<>""',:;()\[\]]+)", Linear | RegexOptions.Multiline);

    private static readonly Regex AnyAddress = new(@"([a-z0-9.!#$%&*+/=?^_{|}~\-]+@[a-z0-9\-]+(\.[a-z0-9\-]+)+)", Linear);

    /// <summary>The text without what follows the report itself.</summary>
    public static string Head(string text) =>
        OriginalBegins.Match(text) is { Success: true, Index: > 0 and var at } ? text[..at] : text;

    /// <summary>The addresses that the text gives lines of their own, else the first that stands in it anywhere.</summary>
    /// <param name="head">Of <see cref="Head"/>.</param>
    /// <param name="isOther">An address that can't be meant, such as our own.</param>
    public static List<EmailAddress> Recipients(string head, Func<EmailAddress, bool> isOther)
    {
        var found = new List<EmailAddress>();
        foreach (Match line in LineOfRecipient.Matches(head))
            if (found.Count < RecipientsMax && Address(line.Groups[1].Value) is { } address && !found.Contains(address) && !isOther(address))
                found.Add(address);
        if (found.Count > 0) return found;
        foreach (Match any in AnyAddress.Matches(head))
            if (Address(any.Groups[1].Value) is { } address && !isOther(address)) return [address];
        return found;
    }

    /// <summary>What is said of one recipient: from its line to the next one's; empty when it isn't in the text.</summary>
    public static string Segment(string head, EmailAddress recipient, IReadOnlyList<EmailAddress> all)
    {
        var from = head.IndexOf(recipient.Text, StringComparison.OrdinalIgnoreCase);
        if (from < 0) return "";
        from = head.LastIndexOf('\n', from) + 1;
        var to = head.Length;
        foreach (var other in all)
            if (other != recipient && head.IndexOf(other.Text, from, StringComparison.OrdinalIgnoreCase) is >= 0 and var next)
                to = Math.Min(to, Math.Max(from, head.LastIndexOf('\n', next)));
        return head[from..to];
    }

    private static EmailAddress? Address(string text) =>
        EmailAddress.TryParse(text.TrimEnd('.', ';'), out var address) ? address : null;
}
