using System.Buffers;
using System.Text;
using CsvHelper;

namespace LeadGrains.Intake;

/// <summary>Takes one value out of a parsed row: column, template or constant, then slug, then translation.</summary>
internal sealed class ValueReader(int[] columns, MappedValue mapped, bool multiline)
{
    private const int CacheMax = 4096;

    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0xA0).Select(i => (char)i).Where(char.IsControl)]);

    private readonly string[]? literals =
        mapped.Template is { } text && MappedTemplate.TryParse(text, out var template) ? template.Literals : null;

    // Columns that are slugged or translated hold few different values.
    private readonly Dictionary<string, string?>? translated = mapped.Slug || mapped.Values is not null ? [] : null;

    /// <summary>The columns it looks at.</summary>
    public int[] Columns => columns;

    /// <summary>The value; null where it is blank.</summary>
    public string? Read(CsvReader row)
    {
        var text = mapped.Constant ?? (literals is null ? First(row) : Fill(row));
        if (text is null || translated is null) return text;
        if (translated.TryGetValue(text, out var known)) return known;
        var translation = Translate(text);
        if (translated.Count < CacheMax) translated[text] = translation;
        return translation;
    }

    /// <summary>
    /// Without NUL and white space around; null if nothing is left. On one line, other control characters
    /// (a line feed in a name could end up in a mail header) become spaces.
    /// </summary>
    public static string? Clean(string text, bool multiline)
    {
        if (text.AsSpan().ContainsAny(Controls)) text = WithoutControls(text, multiline);
        var trimmed = text.Trim();
        return trimmed.Length == 0 ? null : trimmed;
    }

    private string? Cell(CsvReader row, int column) =>
        row.IsEmpty(column) ? null : Clean(row.GetString(column), multiline);

    private static string WithoutControls(string text, bool multiline)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
            if (!char.IsControl(c) || (multiline && c is '\n' or '\r' or '\t')) clean.Append(c);
            else if (c != '\0') clean.Append(' ');
        return clean.ToString();
    }

    private string? First(CsvReader row)
    {
        foreach (var column in columns)
            if (Cell(row, column) is { } text) return text;
        return null;
    }

    // Blank only if every column of it is: "{first} {last}" may lack one.
    private string? Fill(CsvReader row)
    {
        var text = new StringBuilder(literals![0]);
        var blank = true;
        for (var i = 0; i < columns.Length; i++)
        {
            var cell = Cell(row, columns[i]);
            blank &= cell is null;
            text.Append(cell).Append(literals[i + 1]);
        }
        return blank ? null : Clean(text.ToString(), multiline);
    }

    private string? Translate(string text)
    {
        if (mapped.Slug) text = Slug(text);
        if (mapped.Values?.TryGetValue(text, out var to) == true) text = to;
        return text.Length == 0 ? null : text;
    }

    // "Paid Search" and "paid-search" are paid_search.
    private static string Slug(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var c in text)
            if (char.IsLetterOrDigit(c)) slug.Append(char.ToLowerInvariant(c));
            else if (slug.Length > 0 && slug[^1] != '_') slug.Append('_');
        return slug.ToString().TrimEnd('_');
    }
}
