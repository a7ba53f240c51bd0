using System.Diagnostics.CodeAnalysis;

namespace LeadGrains.Intake;

/// <summary>The names of the columns, and how a name in a mapping finds its column.</summary>
internal sealed class CsvHeader
{
    private const int NamesToldMax = 40;
    private readonly string[] names;
    private readonly string[] keys;

    public CsvHeader(IEnumerable<string> cells)
    {
        names = [.. cells.Select((cell, i) => ValueReader.Clean(cell, multiline: false) is { } name
            ? Bounded(Words(name)) : $"(column {i + 1})")];
        keys = [.. names.Select(Key)];
    }

    /// <summary>As in the file, with white space made single spaces.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>
    /// Letters and digits in lower case: <c>First Name</c>, <c>first_name</c> and <c>FirstName</c> are one.
    /// </summary>
    public static string Key(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>The column of a name; the second of two of the same name is <c>Name#2</c>.</summary>
    public bool TryFind(string name, out int column, [NotNullWhen(false)] out string? fault)
    {
        (column, fault) = (-1, null);
        name = Words(name.Trim());
        var matches = Matches(name);
        var hash = name.LastIndexOf('#');
        if (matches.Length == 0 && hash > 0 && int.TryParse(name[(hash + 1)..], out var nth) && nth >= 1)
        {
            matches = Matches(name[..hash]);
            matches = nth <= matches.Length ? [matches[nth - 1]] : [];
        }
        if (matches.Length == 1) column = matches[0];
        else if (matches.Length > 1) fault = $"columns {string.Join(" and ", matches.Select(m => m + 1))} are both called "
            + $"'{names[matches[0]]}'; write '{names[matches[0]]}#1' or '{names[matches[0]]}#2'";
        else fault = $"there is no column '{name}' in the file; it has: {Told()}";
        return fault is null;
    }

    private string Told() => string.Join(", ", names.Take(NamesToldMax)) + (names.Length > NamesToldMax ? ", …" : "");

    private int[] Matches(string name)
    {
        var exact = Where(names, n => n == name);
        return exact.Length > 0 || Key(name).Length == 0 ? exact : Where(keys, k => k == Key(name));
    }

    private static int[] Where(string[] texts, Predicate<string> match) =>
        [.. Enumerable.Range(0, texts.Length).Where(i => match(texts[i]))];

    private static string Words(string text) =>
        string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Bounded(string name) => name.Length <= 100 ? name : name[..100];
}
