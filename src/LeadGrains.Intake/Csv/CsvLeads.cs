using System.Text;
using CsvHelper;

namespace LeadGrains.Intake;

/// <summary>
/// Reads a CSV file of inquiries, or of deals, row by row in bounded memory, however long the file or a cell is.
/// Opening it reads the header and puts the mapping to it: look at <see cref="Faults"/> first. After that no content
/// makes it throw: each row is a <see cref="CsvRow"/> or a <see cref="BadRow"/>. Not thread-safe. Leaves the stream
/// open.
/// </summary>
public sealed class CsvLeads
{
    private const int DecoderBytes = 64 * 1024;
    private readonly SampledStream stream;
    private readonly Mapping mapping;
    private readonly bool deals;
    private readonly List<Fault> faults = [];
    private readonly CsvHeader header;
    private readonly BoundSection? section;
    private bool read;

    private CsvLeads(Stream stream, Mapping mapping, string fileName, bool deals, IReadOnlyList<string>? topics = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        this.stream = stream as SampledStream ?? new SampledStream(stream);
        (this.mapping, this.deals) = (mapping, deals);
        Shape = CsvShape.Detect(this.stream);
        header = new CsvHeader(ReadHeader(fileName));
        if (faults.Count > 0) return;

        var given = deals ? mapping.Deals : mapping.Leads;
        if (given is null) System = AutoMap.Recognise(header);
        section = new BoundSection(given ?? AutoMap.Map(header, deals), header, mapping, deals, topics);
        faults.AddRange(section.Faults.Select(f => given is null ? f with { File = fileName } : f)
            .OrderBy(f => f.Line));
        if (faults.Count == 0) DateFormat = mapping.DateFormat ?? InferDates(fileName);
    }

    /// <summary>Opens a file of inquiries.</summary>
    /// <param name="stream">Read from where it stands. A stream that can't seek needs dates that explain themselves
    /// or a format.</param>
    /// <param name="mapping">Null: by headers.</param>
    /// <param name="fileName">Under this name faults are reported.</param>
    /// <param name="topics">That consents may name, beside <c>*</c>; null: any.</param>
    public static CsvLeads Open(Stream stream, Mapping? mapping = null, string fileName = "the file", IReadOnlyList<string>? topics = null) =>
        new(stream, mapping ?? Mapping.Automatic, fileName, deals: false, topics);

    /// <summary>Opens a file of won and lost deals; parameters as in <see cref="Open"/>.</summary>
    public static CsvLeads OpenDeals(Stream stream, Mapping? mapping = null, string fileName = "the file") =>
        new(stream, mapping ?? Mapping.Automatic, fileName, deals: true);

    /// <summary>How the file is written.</summary>
    public CsvShape Shape { get; }

    /// <summary>What must be put right before any row is read; empty when all is well.</summary>
    public IReadOnlyList<Fault> Faults => faults;

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns => header.Names;

    /// <summary>
    /// Mapped by headers: whose export it is (<c>salesforce</c>, <c>odoo</c>, …); null if plain, or with a mapping.
    /// </summary>
    public string? System { get; }

    /// <summary>Columns that nothing is read from and that nobody said to ignore.</summary>
    public IReadOnlyList<string> Unmapped => section?.Unmapped ?? [];

    /// <summary>
    /// The format of dates that aren't ISO 8601: the mapping's, or the one the column proves; null if there is none.
    /// </summary>
    public string? DateFormat { get; }

    /// <summary>
    /// The rows in order, from the first. Rows that are blank throughout are left out. A file can be read again, a
    /// pipe can't. Throws <see cref="InvalidOperationException"/> while there are faults.
    /// </summary>
    /// <param name="afterRow">Resume behind this <see cref="CsvItem.RowNumber"/>; what lies before is skipped
    /// cheaply.</param>
    public IEnumerable<CsvItem> Rows(long afterRow = 0)
    {
        if (faults.Count > 0) throw new InvalidOperationException("The file has faults: " + faults[0]);
        return Read(new RowReader(section!, mapping, DateFormat, deals), afterRow);
    }

    private IEnumerable<CsvItem> Read(RowReader rows, long afterRow)
    {
        foreach (var (record, origin, fault) in Records(Start()))
        {
            if (origin.RecordNumber <= afterRow) continue;
            CsvRow? row = null;
            var reason = fault ?? rows.Read(record, origin, out row);
            yield return reason is null ? row!
                : new BadRow(origin.RecordNumber, origin.LineNumber, reason, Raw(record, origin));
        }
    }

    // Every data record that isn't blank, with what is wrong with its cells as such.
    private IEnumerable<(CsvReader Record, RecordOrigin Origin, string? Fault)> Records(Stream bytes)
    {
        using var gate = Gate(bytes);
        gate.Columns = Columns.Count;
        using var reader = Reader(gate);
        for (var header = true; reader.Read(); header = false)
        {
            var origin = gate.Passed.Dequeue();
            if (header || (origin.Stopped is null && IsBlank(reader.RawRecord))) continue;
            yield return (reader, origin, origin.Stopped ?? CellFault(reader));
        }
        // Numbers and rows would no longer belong together: better no import than a wrong one.
        if (gate.Passed.Count > 0)
            throw new InvalidOperationException("The gate and the reader disagree on what a record is.");
    }

    private bool IsBlank(ReadOnlySpan<byte> record)
    {
        foreach (var b in record)
            if (b != Shape.Delimiter && b is not ((byte)' ' or (byte)'\t' or (byte)'"')) return false;
        return true;
    }

    private string? CellFault(CsvReader record)
    {
        var cells = record.FieldCount;
        if (cells < Columns.Count || (cells > Columns.Count && !BlankFrom(record, Columns.Count)))
            return $"it has {cells} cells where the header has {Columns.Count}";
        for (var i = 0; record.RawRecord.Length > CsvFields.CellCharsMax && i < cells; i++)
            if (record.GetString(i).Length > CsvFields.CellCharsMax)
                return $"cell {i + 1} is longer than {CsvFields.CellCharsMax} characters";
        return null;
    }

    private static bool BlankFrom(CsvReader record, int column)
    {
        for (; column < record.FieldCount; column++)
            if (!string.IsNullOrWhiteSpace(record.GetString(column))) return false;
        return true;
    }

    // Of a record that the gate stopped, the reader holds the beginning in one cell.
    private static string Raw(CsvReader record, RecordOrigin origin) => origin.Stopped is not null
        ? record.GetString(0) : RecordGate.Bounded(Encoding.UTF8.GetString(record.RawRecord));

    private string[] ReadHeader(string fileName)
    {
        using var gate = Gate(stream.SampleStream());
        using var reader = Reader(gate);
        if (!reader.Read()) faults.Add(new Fault(fileName, 0, "the file is empty"));
        else if (gate.Passed.Peek() is { Stopped: { } fault } origin)
            faults.Add(new Fault(fileName, (int)origin.LineNumber, $"the header can't be read: {fault}"));
        else return reader.Current.ToArray();
        return [];
    }

    // A sample in which every date is ISO 8601 settles it; else every row of the file has its say.
    private string? InferDates(string fileName)
    {
        var columns = section!.Fields.Where(f => CsvFields.IsDate(f.Field)).ToArray();
        if (columns.Length == 0) return null;
        var readers = Array.ConvertAll(columns, c => c.Reader);
        var found = Verdicts(stream.SampleStream(), readers, cut: !stream.SampleIsAll);
        if (found.All(f => f is DateVerdict.Certain { Format: null })) return null;
        if (stream.CanRewind) found = Verdicts(Start(), readers, cut: false);
        else if (found.Any(f => f is not DateVerdict.None { Example: null }))
            AddDateFault(fileName, columns[0].Field,
                "a pipe can't be read twice to find out how its dates are written");

        for (var i = 0; i < columns.Length; i++)
            if (found[i] is DateVerdict.Ambiguous ambiguous)
                AddDateFault(fileName, columns[i].Field, ambiguous.ToString());
            else if (found[i] is DateVerdict.None { Example: { } example })
                AddDateFault(fileName, columns[i].Field, $"'{example}' is not a date in a form known here");
        var certain = found.OfType<DateVerdict.Certain>().Select(c => c.Format).OfType<string>().Distinct().ToArray();
        if (certain.Length > 1)
            AddDateFault(fileName, columns[0].Field,
                $"the date columns are written differently: {string.Join(", ", certain)}");
        return certain.Length == 1 ? certain[0] : null;
    }

    // The last record of a sample may be cut off: it has no say.
    private DateVerdict[] Verdicts(Stream bytes, ValueReader[] readers, bool cut)
    {
        var formats = Array.ConvertAll(readers, _ => new DateFormats());
        string?[]? last = null;
        foreach (var (record, _, fault) in Records(bytes))
        {
            for (var i = 0; last is not null && i < readers.Length; i++) formats[i].Add(last[i]);
            last = fault is null ? Array.ConvertAll(readers, r => r.Read(record)) : null;
        }
        for (var i = 0; last is not null && !cut && i < readers.Length; i++) formats[i].Add(last[i]);
        return Array.ConvertAll(formats, f => f.Verdict());
    }

    private void AddDateFault(string fileName, CsvField field, string text) =>
        faults.Add(new Fault(fileName, 0,
            $"{CsvFields.NameOf(field)}: {text}; say it with 'dates: {{format: …}}' in the mapping"));

    private SampledStream Start()
    {
        if (read) stream.Rewind();
        read = true;
        return stream;
    }

    private RecordGate Gate(Stream bytes)
    {
        bytes.ReadExactly(new byte[Shape.BomBytes]);
        var text = new StreamReader(bytes, Shape.Encoding, detectEncodingFromByteOrderMarks: false, DecoderBytes,
            leaveOpen: true);
        return new RecordGate(text, Shape.Delimiter);
    }

    private CsvReader Reader(RecordGate gate) => CsvReader.Create(gate, new CsvReaderOptions
    {
        Separator = Shape.Delimiter,
        HasHeader = false,          // the first record is one like the others: it keeps step with the gate
        SkipEmptyLines = false,     // the gate drops those
        IncludeValuesInExceptions = false,
    });
}
