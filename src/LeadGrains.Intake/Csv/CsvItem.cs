using LeadGrains.Lifecycle;

namespace LeadGrains.Intake;

/// <summary>What one row of a file turned out to be: a <see cref="CsvRow"/> or a <see cref="BadRow"/>.</summary>
/// <param name="RowNumber">The row as a spreadsheet counts it: the header is row 1, blank lines count.</param>
/// <param name="LineNumber">The line as a text editor counts it, where the row begins.</param>
public abstract record CsvItem(long RowNumber, long LineNumber);

/// <summary>A row that can't be taken as it is.</summary>
/// <param name="RowNumber">As in <see cref="CsvItem"/>.</param>
/// <param name="LineNumber">As in <see cref="CsvItem"/>.</param>
/// <param name="Reason">What is wrong, for a person.</param>
/// <param name="RawText">The row as written; after 2,000 characters it ends in an ellipsis.</param>
public sealed record BadRow(long RowNumber, long LineNumber, string Reason, string RawText)
    : CsvItem(RowNumber, LineNumber);

/// <summary>
/// A row with its mapped values: trimmed, of bounded length, free of control characters, null where blank.
/// </summary>
public sealed record CsvRow : CsvItem, ISaid
{
    private readonly string?[] values;
    private readonly sbyte[] slots;

    internal CsvRow(long row, long line, string?[] values, sbyte[] slots) : base(row, line) =>
        (this.values, this.slots) = (values, slots);

    /// <summary>The value of a field, translated as the mapping says; null where it is blank or not mapped.</summary>
    public string? this[CsvField field] => slots[(int)field] is >= 0 and var slot ? values[slot] : null;

    /// <summary>The address, if there is one; an implausible one makes a bad row.</summary>
    public EmailAddress? Email { get; internal set; }

    /// <summary>
    /// The number in E.164, if what was typed is one; what was typed is the field <see cref="CsvField.Phone"/>.
    /// </summary>
    public PhoneNumber? Phone { get; internal set; }

    /// <summary>The identity that makes the lead: the kind the mapping forces, else the best there is.</summary>
    public Identity Identity { get; internal set; }

    /// <summary>Every identity of the row, best first, the primary one among them.</summary>
    public IEnumerable<Identity> Identities()
    {
        if (Email is { } email) yield return Identity.Email(email.Text);
        if (Phone is { } phone) yield return Identity.Phone(phone.Text);
        if (this[CsvField.ExternalId] is { } id && this[CsvField.ExternalSource] is { } source)
            yield return Identity.External(source, id);
    }

    /// <summary>The row as it is written, whatever the mapping makes of it: the first 64 bits of its SHA-256.</summary>
    public string Digest { get; internal set; } = "";

    /// <summary>When the inquiry was made; null where the file doesn't say.</summary>
    public CsvTime? At { get; internal set; }

    /// <summary>Deals: when it was won. A deal has either this or <see cref="LostAt"/>.</summary>
    public CsvTime? WonAt { get; internal set; }

    /// <summary>Deals: when it was lost.</summary>
    public CsvTime? LostAt { get; internal set; }

    /// <summary>Deals: what it was worth, in the currency of the field <see cref="CsvField.Currency"/>.</summary>
    public decimal? Value { get; internal set; }

    /// <summary>The facts that aren't blank, in the order of the mapping.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Facts { get; internal set; } = [];
}
