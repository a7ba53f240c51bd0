using System.Text;

namespace LeadGrains.Mail;

/// <summary>Which parts are kept as text, and in what shape: the same whoever took the message apart.</summary>
internal static class PartText
{
    /// <summary>Reports for machines: RFC 3464, RFC 5965, RFC 8098, and their international forms.</summary>
    public static bool IsReport(MediaType type) => type.Is("message/delivery-status") || type.Is("message/feedback-report")
        || type.Is("message/disposition-notification") || type.Is("message/global-delivery-status");

    /// <summary>Lines (<c>\n</c>) of no more than so many characters.</summary>
    public static string Broken(string text, int lineCharsMax)
    {
        if (text.Length <= lineCharsMax) return text;
        var lines = text.Split('\n');
        if (!lines.Any(l => l.Length > lineCharsMax)) return text;
        var broken = new StringBuilder(text.Length + 64);
        foreach (var line in lines)
            for (var at = 0; at == 0 || at < line.Length; at += lineCharsMax)
                broken.Append(line.AsSpan(at, Math.Min(lineCharsMax, line.Length - at))).Append('\n');
        return broken.ToString();
    }
}
