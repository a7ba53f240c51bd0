using System.Globalization;

namespace LeadGrains.Mail;

/// <summary>Reads a Date header (RFC 5322, 3.3).</summary>
internal static class DateHeader
{
    private static readonly string[] Forms =
        ["d MMM yyyy H:m:s zzz", "d MMM yyyy H:m zzz", "d MMM yyyy H:m:s", "d MMM yyyy H:m", "d MMM yy H:m:s zzz"];

    /// <summary>The instant, or null when it can't be read.</summary>
    public static DateTimeOffset? Read(string raw)
    {
        var text = raw.IndexOf('(') is > 0 and var comment ? raw[..comment] : raw;
        if (text.IndexOf(',') is > 0 and var comma) text = text[(comma + 1)..];
        text = string.Join(' ', text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .Replace(" GMT", " +0000", StringComparison.OrdinalIgnoreCase).Replace(" UTC", " +0000", StringComparison.OrdinalIgnoreCase);
        if (text.Length > 5 && text[^5] is '+' or '-') text = text.Insert(text.Length - 2, ":");
        return DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
    }
}
