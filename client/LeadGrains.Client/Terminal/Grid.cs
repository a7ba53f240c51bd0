using Spectre.Console;

namespace LeadGrains.Client.Terminal;

/// <summary>
/// Rows in columns: drawn on a terminal, aligned with blanks elsewhere. A column whose name begins with <c>&gt;</c> is
/// aligned to the right, for numbers. The last column takes what is left and wraps.
/// </summary>
internal sealed class Grid(params string[] columns)
{
    private const int GapChars = 2;
    private readonly List<string[]> _rows = [];
    private readonly bool[] _right = Array.ConvertAll(columns, c => c.StartsWith('>'));
    private readonly string[] _names = Array.ConvertAll(columns, c => c.TrimStart('>'));

    /// <summary>Rows so far.</summary>
    public int Count => _rows.Count;

    /// <summary>Adds a row; missing cells are blank.</summary>
    public void Add(params string?[] cells) =>
        _rows.Add([.. _names.Select((_, i) => i < cells.Length ? Output.Safe(cells[i] ?? "") : "")]);

    /// <summary>For a terminal; fits its width.</summary>
    public Table Drawn()
    {
        var table = new Table().Border(TableBorder.Simple).BorderStyle(Look.Quiet);
        for (var i = 0; i < _names.Length; i++)
        {
            var column = new TableColumn(new Text(_names[i], Look.Quiet));
            if (_right[i]) column.RightAligned();
            if (i < _names.Length - 1) column.NoWrap();
            column.Padding = new Padding(i == 0 ? 0 : 1, 0, 1, 0);
            table.AddColumn(column);
        }
        foreach (var row in _rows) table.AddRow(Array.ConvertAll(row, cell => (Spectre.Console.Rendering.IRenderable)new Text(cell)));
        return table;
    }

    /// <summary>For a file or a pipe.</summary>
    public void Write(TextWriter to)
    {
        var widths = new int[_names.Length];
        for (var i = 0; i < widths.Length; i++) widths[i] = _rows.Select(row => row[i].Length).Append(_names[i].Length).Max();
        if (_names.Any(name => name.Length > 0)) WriteRow(to, _names, widths);
        foreach (var row in _rows) WriteRow(to, row, widths);
    }

    private void WriteRow(TextWriter to, string[] row, int[] widths)
    {
        var line = string.Join(new string(' ', GapChars),
            row.Select((cell, i) => _right[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i])));
        to.WriteLine(line.TrimEnd());
    }
}
