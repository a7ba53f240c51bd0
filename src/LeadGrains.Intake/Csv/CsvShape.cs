using System.Text;

namespace LeadGrains.Intake;

/// <summary>
/// How a file is written: which encoding, which delimiter, which line ends. A guess from its first 256 KiB.
/// </summary>
/// <param name="Encoding">UTF-8, UTF-16, UTF-32 by its mark or its look; what is none of those is Windows-1252.</param>
/// <param name="BomBytes">The length of the byte order mark, 0 to 4 bytes.</param>
/// <param name="Delimiter">One of <c>, ; TAB |</c>: the one by which the first records fall into equally many
/// cells.</param>
/// <param name="NewLine">The first line end found: CR, LF or CRLF. For telling people; the reader takes any
/// mixture.</param>
public sealed record CsvShape(Encoding Encoding, int BomBytes, char Delimiter, string NewLine)
{
    private const int RecordsMax = 50;
    private const string Delimiters = ",;\t|";

    /// <summary>
    /// Looks at a stream that can seek and leaves it where it was. Throws <see cref="ArgumentException"/> on any
    /// other.
    /// </summary>
    public static CsvShape Detect(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek)
            throw new ArgumentException("Wrap a stream that can't seek in a SampledStream.", nameof(stream));
        var position = stream.Position;
        var shape = Detect(new SampledStream(stream));
        stream.Position = position;
        return shape;
    }

    /// <summary>Looks at the sample; reads nothing.</summary>
    public static CsvShape Detect(SampledStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var (encoding, bomBytes) = Encodings.Detect(stream.Sample);
        var text = encoding.GetString(stream.Sample[bomBytes..]);
        return new CsvShape(encoding, bomBytes, DelimiterOf(text, stream.SampleIsAll), NewLineOf(text));
    }

    private static string NewLineOf(string text)
    {
        var at = text.AsSpan().IndexOfAny('\r', '\n');
        if (at < 0 || text[at] == '\n') return "\n";
        return at + 1 < text.Length && text[at + 1] == '\n' ? "\r\n" : "\r";
    }

    // The share of records with as many cells as the header comes first, the number of cells second.
    private static char DelimiterOf(string text, bool whole)
    {
        var (best, bestShare, bestCells) = (',', 0.0, 1);
        foreach (var delimiter in Delimiters)
        {
            var counts = CellCounts(text, delimiter, whole);
            if (counts.Count == 0 || counts[0] < 2) continue;
            var share = counts.Count(c => c == counts[0]) / (double)counts.Count;
            if (share > bestShare || (share == bestShare && counts[0] > bestCells))
                (best, bestShare, bestCells) = (delimiter, share, counts[0]);
        }
        return best;
    }

    private static List<int> CellCounts(string text, char delimiter, bool whole)
    {
        var counts = new List<int>();
        using var gate = new RecordGate(new StringReader(text), delimiter);
        while (counts.Count < RecordsMax && gate.Next())
            if (gate.Fault is null && (whole || !gate.AtEnd)) counts.Add(Cells(gate.Text, delimiter));
        return counts;
    }

    internal static int Cells(ReadOnlySpan<char> record, char delimiter)
    {
        var cells = 1;
        var quoted = false;
        for (var i = 0; i < record.Length; i++)
        {
            if (record[i] == '"' && (quoted || i == 0 || record[i - 1] is '"' || record[i - 1] == delimiter)) quoted = !quoted;
            else if (record[i] == delimiter && !quoted) cells++;
        }
        return cells;
    }
}
