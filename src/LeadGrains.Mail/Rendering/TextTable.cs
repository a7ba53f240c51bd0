using Markdig.Extensions.Tables;

namespace LeadGrains.Mail;

/// <summary>
/// A table in plain text: columns side by side where they fit, else one block of "heading: value" lines per row.
/// </summary>
internal static class TextTable
{
    private const string Gap = "  ";

    public static IEnumerable<string> Render(Table table, int width, Func<TableCell, string> text)
    {
        var rows = table.OfType<TableRow>().Select(row => row.OfType<TableCell>().Select(text).ToArray()).ToList();
        var columns = rows.Max(row => row.Length);
        int[] widths = [.. Enumerable.Range(0, columns)
            .Select(column => rows.Max(row => row.ElementAtOrDefault(column)?.Length ?? 0))];
        return widths.Sum() + Gap.Length * (columns - 1) <= width ? Columns(table, rows, widths) : Listed(rows, width);
    }

    private static IEnumerable<string> Columns(Table table, List<string[]> rows, int[] widths)
    {
        for (var r = 0; r < rows.Count; r++)
        {
            var cells = rows[r].Select((cell, i) =>
                IsRight(table, i) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            yield return string.Join(Gap, cells).TrimEnd();
            if (r == 0) yield return string.Join(Gap, widths.Select(w => new string('-', w)));
        }
    }

    private static IEnumerable<string> Listed(List<string[]> rows, int width)
    {
        foreach (var (row, r) in rows.Skip(1).Select((row, r) => (row, r)))
        {
            if (r > 0) yield return "";
            for (var i = 0; i < row.Length; i++)
                foreach (var line in PlainText.Wrap($"{rows[0].ElementAtOrDefault(i)}: {row[i]}", width))
                    yield return line;
        }
    }

    // InlineStyles takes the alignment away, so the text is rendered first.
    private static bool IsRight(Table table, int column) =>
        column < table.ColumnDefinitions.Count && table.ColumnDefinitions[column].Alignment is TableColumnAlign.Right;
}
