namespace LeadGrains.Client.Terminal;

/// <summary>
/// Rows in columns, aligned with blanks: calm on a terminal, plain in a file. A column whose name begins with
/// <c>&gt;</c> is aligned to the right, for numbers. On a terminal the last column wraps at its width.
/// </summary>
internal sealed class Grid(params string[] columns)
{
    private const int LastColumnMin = 20;
    private const string Gap = "  ";
    private readonly List<string[]> _rows = [];
    private readonly bool[] _right = Array.ConvertAll(columns, c => c.StartsWith('>'));
    private readonly string[] _names = Array.ConvertAll(columns, c => c.TrimStart('>'));

    /// <summary>Rows so far.</summary>
    public int Count => _rows.Count;

    /// <summary>There is something to say above the columns.</summary>
    public bool HasHeader => Array.Exists(_names, name => name.Length > 0);

    /// <summary>Adds a row; missing cells are blank.</summary>
    public void Add(params string?[] cells) =>
        _rows.Add([.. _names.Select((_, i) => i < cells.Length ? Output.Safe(cells[i] ?? "") : "")]);

    /// <summary>
    /// The names of the columns as one line, then the rows, in lines of this many characters at most, where that is
    /// possible.
    /// </summary>
    public (string Header, IEnumerable<string> Lines) Lines(int charsMax)
    {
        var widths = _names.Select((name, i) => _rows.Select(row => row[i].Length).Append(name.Length).Max()).ToArray();
        var before = widths[..^1].Sum(width => width + Gap.Length);
        if (!_right[^1]) widths[^1] = Math.Min(widths[^1], Math.Max(LastColumnMin, charsMax - before));
        return (Line(_names, widths), _rows.SelectMany(row => Wrapped(row, widths, before)));
    }

    private IEnumerable<string> Wrapped(string[] row, int[] widths, int before)
    {
        var rest = row[^1];
        var first = true;
        do
        {
            var cut = Cut(rest, widths[^1]);
            yield return first ? Line([.. row[..^1], rest[..cut]], widths) : new string(' ', before) + rest[..cut];
            rest = rest[cut..].TrimStart();
            first = false;
        }
        while (rest.Length > 0);
    }

    /// <summary>
    /// Where a line of so many characters ends: at the last blank that fits, else in the middle of a word.
    /// </summary>
    public static int Cut(string text, int charsMax)
    {
        if (text.Length <= charsMax) return text.Length;
        var blank = text.LastIndexOf(' ', charsMax);
        return blank > text.Length - text.TrimStart(' ').Length ? blank : charsMax;
    }

    private string Line(string[] row, int[] widths) => string.Join(Gap,
        row.Select((cell, i) => _right[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd();
}
