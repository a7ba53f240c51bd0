using LeadGrains.Lifecycle;

namespace LeadGrains.Intake;

/// <summary>
/// What the columns of a file mean, as <c>mapping.yaml</c> says it: the section <c>leads</c> for a file of inquiries,
/// the section <c>deals</c> for a file of outcomes, and how dates, telephone numbers and decimals are written in
/// both. A section that is left out is mapped by the headers that well-known systems export.
/// </summary>
public sealed record Mapping
{
    /// <summary>No file: everything by headers, UTC, dates that explain themselves.</summary>
    public static readonly Mapping Automatic = new();

    /// <summary>Under this name faults are reported.</summary>
    public string FileName { get; init; } = "mapping.yaml";

    /// <summary>
    /// Forces the identity; null (the default) takes e-mail, else phone, else external id, row by row.
    /// </summary>
    public IdentityKind? Identity { get; init; }

    /// <summary>
    /// A .NET date format such as <c>dd-MM-yyyy</c>; null: ISO 8601, or what the whole column proves.
    /// </summary>
    public string? DateFormat { get; init; }

    /// <summary>
    /// Where a time without an offset was written down; a date alone is its midnight there. Default UTC.
    /// </summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The country calling code of national numbers, 1 to 999; null: such numbers are text only.</summary>
    public int? CountryCallingCode { get; init; }

    /// <summary>
    /// What separates the fraction in <c>value</c>: a dot (the default) or a comma; the other groups thousands.
    /// </summary>
    public char DecimalMark { get; init; } = '.';

    internal MappingSection? Leads { get; init; }

    internal MappingSection? Deals { get; init; }

    /// <summary>Whether the file has a section <c>deals</c>.</summary>
    public bool HasDeals => Deals is not null;

    /// <summary>Reads a mapping from a file. Throws what <see cref="File.ReadAllText(string)"/> throws.</summary>
    public static MappingRead Load(string path) => Parse(File.ReadAllText(path), Path.GetFileName(path));

    /// <summary>Reads a mapping. Never throws for its content: all faults come back, each with its line.</summary>
    public static MappingRead Parse(string yaml, string fileName = "mapping.yaml") =>
        new MappingYaml(fileName).Read(yaml);
}

/// <summary>A mapping, or everything that is wrong with it.</summary>
/// <param name="Mapping">Null when there are faults.</param>
/// <param name="Faults">Empty when there is a mapping.</param>
public sealed record MappingRead(Mapping? Mapping, IReadOnlyList<Fault> Faults);

/// <summary>The fields of one kind of file.</summary>
internal sealed record MappingSection(
    IReadOnlyDictionary<CsvField, MappedValue> Fields,
    IReadOnlyList<(string Fact, MappedValue Value)> Facts,
    IReadOnlyList<(string Column, int Line)> Ignored);

/// <summary>
/// Where one value comes from: the first of <paramref name="Columns"/> that isn't blank, or a template of columns, or
/// a constant; then slugged if asked, then translated.
/// </summary>
internal sealed record MappedValue(int Line, IReadOnlyList<string> Columns)
{
    public string? Template { get; init; }
    public string? Constant { get; init; }

    /// <summary>The constant stands without the word: perhaps a column was meant.</summary>
    public bool IsPlain { get; init; }
    public bool Slug { get; init; }
    public IReadOnlyDictionary<string, string>? Values { get; init; }
}
