using CsvHelper;

namespace LeadGrains.Intake;

/// <summary>
/// The bad rows of a file, beside it: <c>leads.csv.bad.csv</c> with row number, reason and original text, in UTF-8
/// with a mark so that Excel reads it too. Comes into being with the first bad row, replacing one of an earlier run.
/// Not thread-safe.
/// </summary>
public sealed class SideFile(string sourcePath) : IDisposable
{
    // OWASP, CSV injection: these make a spreadsheet take a text for a formula; an apostrophe in front makes it text
    // again.
    private static readonly CsvWriterOptions Options = new()
    {
        Injection = CsvInjection.Escape,
        InjectionCharacters = "=+-@\t\r",
        InjectionEscape = '\'',
        WriteByteOrderMark = true,
    };

    private CsvWriter? writer;

    /// <summary>Where the bad rows go.</summary>
    public string Path { get; } = sourcePath + ".bad.csv";

    /// <summary>How many were written.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a row. Throws what opening and writing a file throw.</summary>
    public void Write(BadRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        writer ??= Create();
        writer.WriteField(row.RowNumber);
        writer.WriteField(row.Reason);
        writer.WriteField(row.RawText);
        writer.EndRecord();
        Count++;
    }

    /// <summary>Writes what is left and closes the file, if there is one.</summary>
    public void Dispose() => writer?.Dispose();

    private CsvWriter Create()
    {
        var created = CsvWriter.Create(new FileStream(Path, FileMode.Create, FileAccess.Write), Options);
        created.WriteRecord(["row", "reason", "text"]);
        return created;
    }
}
