using System.Text;

namespace LeadGrains.Mail;

/// <summary>
/// The values of one message's fields. A field without a value is empty, and <c>{{#if}}</c> is false for it.
/// Every value is text from strangers: it is stripped of control and direction marks and escaped where it is used.
/// Not for use by two threads at once while it is filled.
/// </summary>
public sealed class FieldValues
{
    /// <summary>A longer value is cut here, in UTF-16 units.</summary>
    public const int ValueCharsMax = 2_000;

    private const string MarkdownMarks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>The value of a field, cleaned; empty when it has none.</summary>
    /// <exception cref="ArgumentException">The field isn't on the allow-list, or a link isn't an absolute http(s)
    /// address.</exception>
    public string this[string field]
    {
        get => values.GetValueOrDefault(Known(field).Name, "");
        set => values[field] = Known(field).IsLink ? Address(field, value) : Person(field, Clean(value));
    }

    /// <summary>
    /// Made-up values for every field, for previews and checks. The names and addresses belong to nobody (RFC 2606).
    /// </summary>
    public static FieldValues Sample() => new()
    {
        ["lead.firstName"] = "Sam",
        ["lead.lastName"] = "Sample",
        ["lead.name"] = "Sam Sample",
        ["lead.company"] = "Sample Castings",
        ["lead.topic"] = "maintenance",
        ["lead.address"] = "1 Example Street, Exampleton EX1 2MP",
        ["owner.name"] = "Olive Owner",
        ["owner.email"] = "olive@example.com",
        ["owner.phone"] = "+44 1632 960123",
        ["sender.name"] = "The Kestrel Works team",
        ["sender.company"] = "Kestrel Works",
        ["sender.address"] = "Kestrel Works, 12 Example Lane, Exampleton EX3 4MP",
        ["links.preferences"] = "https://kestrel.example/p/sample",
        ["links.unsubscribe"] = "https://kestrel.example/u/sample",
        ["links.confirm"] = "https://kestrel.example/c/sample",
        ["links.readiness.exploring"] = "https://kestrel.example/r/sample-exploring",
        ["links.readiness.talk"] = "https://kestrel.example/r/sample-talk",
        ["links.readiness.later"] = "https://kestrel.example/r/sample-later",
        ["question.text"] = "How many machines do you maintain?",
        ["question.link"] = "https://kestrel.example/q/sample",
        ["story.summary"] = "asked about preventive maintenance in March and has read five pieces since",
        ["story.interests"] = "maintenance, data",
        ["offer.link"] = "https://kestrel.example/offers/sample",
        ["offer.answerBy"] = "Tuesday 14:00",
        ["offer.why"] = "Budget approved; wants to start within three months",
    };

    /// <summary>The values as a nested object for Handlebars: plain, or with every Markdown mark escaped.</summary>
    internal Dictionary<string, object> AsContext(bool markdown)
    {
        var root = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            var node = root;
            var parts = name.Split('.');
            foreach (var part in parts[..^1])
            {
                if (!node.TryGetValue(part, out var child)) node[part] = child = new Dictionary<string, object>();
                node = (Dictionary<string, object>)child;
            }
            node[parts[^1]] = markdown ? EscapeMarkdown(value) : value;
        }
        return root;
    }

    /// <summary>A backslash before every ASCII punctuation mark makes it text (CommonMark 0.31, 2.4).</summary>
    internal static string EscapeMarkdown(string value)
    {
        var escaped = new StringBuilder(value.Length + 16);
        foreach (var c in value)
        {
            if (MarkdownMarks.Contains(c)) escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }

    /// <summary>One line without control characters, direction overrides, lone surrogates or doubled blanks.</summary>
    internal static string Clean(string? value)
    {
        var cleaned = new StringBuilder();
        foreach (var rune in (value ?? "").EnumerateRunes())
        {
            if (cleaned.Length >= ValueCharsMax) break;
            if (IsInvisible(rune.Value)) continue;
            if (!Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune)) cleaned.Append(rune);
            else if (cleaned.Length > 0 && cleaned[^1] != ' ') cleaned.Append(' ');
        }
        return cleaned.ToString().TrimEnd();
    }

    // Direction marks, overrides and isolates (Unicode TR 9), zero-width space and byte order mark. Joiners (200C,
    // 200D) stay: scripts need them.
    private static bool IsInvisible(int c) =>
        c is 0x200B or 0x200E or 0x200F or 0xFEFF or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);

    // Robots fill name fields with addresses so that our mail carries their link to a victim: such a value counts
    // as not given.
    private static string Person(string field, string value) =>
        field.StartsWith("lead.", StringComparison.Ordinal)
        && (value.Contains("://", StringComparison.Ordinal)
            || value.Contains("www.", StringComparison.OrdinalIgnoreCase))
            ? "" : value;

    private static string Address(string field, string? value) =>
        string.IsNullOrEmpty(value) ? ""
        : Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" ? uri.AbsoluteUri
        : throw new ArgumentException($"{field} must be an absolute http or https address.", nameof(value));

    private static Field Known(string field) =>
        Fields.Find(field)
        ?? throw new ArgumentException($"{field} is not a field that content may use.", nameof(field));
}
