using LeadGrains.Lifecycle;

namespace LeadGrains.Intake;

/// <summary>A section of the mapping put to the columns of one file, with every fault that shows.</summary>
internal sealed class BoundSection
{
    private readonly List<Fault> faults = [];
    private readonly HashSet<int> used = [];
    private readonly CsvHeader header;
    private readonly string fileName;

    public BoundSection(MappingSection section, CsvHeader header, Mapping mapping, bool deals)
    {
        (this.header, fileName) = (header, mapping.FileName);
        Fields = [.. section.Fields.Select(f => (f.Key, Bind(f.Value, multiline: f.Key == CsvField.ConsentWording)))];
        Facts = [.. section.Facts.Select(f => (f.Fact, Bind(f.Value, multiline: true)))];
        foreach (var (column, line) in section.Ignored) Find(column, line);
        Require(section.Fields, mapping.Identity, deals);
        Unmapped = [.. header.Names.Where((_, column) => !used.Contains(column))];
    }

    public (CsvField Field, ValueReader Reader)[] Fields { get; }

    public (string Fact, ValueReader Reader)[] Facts { get; }

    public IReadOnlyList<string> Unmapped { get; }

    public IReadOnlyList<Fault> Faults => faults;

    private ValueReader Bind(MappedValue value, bool multiline)
    {
        var names = value.Template is { } text && MappedTemplate.TryParse(text, out var template) ? template.Columns
            : value.Columns;
        return new ValueReader([.. names.Select(name => Find(name, value.Line))], value, multiline);
    }

    private int Find(string name, int line)
    {
        if (!header.TryFind(name, out var column, out var fault)) faults.Add(new Fault(fileName, line, fault));
        used.Add(column);
        return Math.Max(column, 0);
    }

    private void Require(IReadOnlyDictionary<CsvField, MappedValue> fields, IdentityKind? identity, bool deals)
    {
        var email = fields.ContainsKey(CsvField.Email);
        var phone = fields.ContainsKey(CsvField.Phone);
        var external = fields.ContainsKey(CsvField.ExternalId) && fields.ContainsKey(CsvField.ExternalSource);
        if (fields.TryGetValue(CsvField.ExternalId, out var id) && !external)
            faults.Add(new Fault(fileName, id.Line,
                "externalId needs externalSource: the name of the system it comes from"));
        else if (!email && !phone && !external)
            faults.Add(new Fault(fileName, 0,
                "nothing here identifies a person: map email, phone, or externalId with externalSource"));
        if (identity is not null
            && !(identity switch { IdentityKind.Email => email, IdentityKind.Phone => phone, _ => external }))
            faults.Add(new Fault(fileName, 0,
                $"identity is {identity.ToString()!.ToLowerInvariant()}, but that isn't mapped"));
        if (deals && !fields.ContainsKey(CsvField.WonAt) && !fields.ContainsKey(CsvField.LostAt))
            faults.Add(new Fault(fileName, 0, "a file of deals needs wonAt or lostAt"));
    }
}
