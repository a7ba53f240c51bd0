using System.Text.RegularExpressions;

namespace LeadGrains.Mail;

/// <summary>Reads the fields of a delivery status notification (RFC 3464), also where they stand in plain text.</summary>
internal static class StatusReport
{
    /// <summary>Recipients read of one report; the rest is left out.</summary>
    public const int RecipientsMax = 100;

    private static readonly Regex Field = new(
        @"^(final-recipient|original-recipient|action|status|diagnostic-code|remote-mta|reporting-mta|arrival-date|last-attempt-date|will-retry-until|original-envelope-id|x-[a-z\-]+)\s*:(.*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>What a report says of one recipient; empty where it is silent.</summary>
    public sealed record Entry
    {
        public string Recipient { get; set; } = "";
        public string Original { get; set; } = "";
        public string Action { get; set; } = "";
        public string Status { get; set; } = "";
        public string Diagnostic { get; set; } = "";
        public bool IsRecipient => Recipient.Length + Original.Length > 0;
        public bool IsJudged => Action.Length + Status.Length > 0;
    }

    /// <summary>The recipients of a report in their order. Empty lines should part them, but a repeated field does too.</summary>
    public static List<Entry> Read(string text)
    {
        var (entries, entry, last) = (new List<Entry>(), new Entry(), "");
        foreach (var line in text.Split('\n'))
        {
            if (line.Length > 0 && line[0] is ' ' or '\t' && last == "diagnostic-code") entry.Diagnostic += " " + line.Trim();
            else if (string.IsNullOrWhiteSpace(line))
            {
                if (entry.IsRecipient && entry.IsJudged) Flush();
                last = "";
            }
            else if (Field.Match(line) is { Success: true } field)
            {
                last = field.Groups[1].Value.ToLowerInvariant();
                Take(last, field.Groups[2].Value.Trim());
            }
            else last = "";
            if (entries.Count >= RecipientsMax) return entries;
        }
        Flush();
        return entries;

        void Take(string name, string value)
        {
            var known = name switch
            {
                "final-recipient" => entry.Recipient,
                "original-recipient" => entry.Original,
                "action" => entry.Action,
                "status" => entry.Status,
                "diagnostic-code" => entry.Diagnostic,
                _ => "",
            };
            if (known.Length > 0) Flush();
            switch (name)
            {
                case "final-recipient": entry.Recipient = Typed(value); break;
                case "original-recipient": entry.Original = Typed(value); break;
                case "action": entry.Action = value.ToLowerInvariant(); break;
                case "status": entry.Status = value; break;
                case "diagnostic-code": entry.Diagnostic = Typed(value); break;
            }
        }

        void Flush()
        {
            if (entry.IsRecipient || entry.Action.Length > 0) entries.Add(entry);
            entry = new Entry();
        }
    }

    // "rfc822; ann@example.org", "smtp; 550 …"; some leave the type out.
    private static string Typed(string value) =>
        value.IndexOf(';') is >= 0 and < 30 and var at && !value[..at].Contains(' ') && !value[..at].Contains('@') ? value[(at + 1)..].Trim() : value;
}
