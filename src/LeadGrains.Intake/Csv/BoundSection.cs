using LeadGrains.Lifecycle;

namespace LeadGrains.Intake;

/// <summary>A section of the mapping put to the columns of one file, with every fault that shows.</summary>
internal sealed class BoundSection
{
    private readonly List<Fault> faults = [];
    private readonly HashSet<int> used = [];
    private readonly CsvHeader header;
    private readonly string fileName;

    /// <param name="topics">Of the program that consents are for; null: any.</param>
    public BoundSection(MappingSection section, CsvHeader header, Mapping mapping, bool deals, IReadOnlyList<string>? topics = null)
    {
        (this.header, fileName, Topics) = (header, mapping.FileName, topics);
        Fields = [.. section.Fields.Select(f => (f.Key, Bind(f.Value, multiline: f.Key == CsvField.ConsentWording)))];
        Facts = [.. section.Facts.Select(f => (f.Fact, Bind(f.Value, multiline: true)))];
        foreach (var (column, line) in section.Ignored) Find(column, line);
        Require(section.Fields, mapping.Identity, deals);
        foreach (var (field, value) in section.Fields) CheckText(field, value);
        Unmapped = [.. header.Names.Where((_, column) => !used.Contains(column))];
    }

    public (CsvField Field, ValueReader Reader)[] Fields { get; }

    public (string Fact, ValueReader Reader)[] Facts { get; }

    public IReadOnlyList<string> Unmapped { get; }

    /// <summary>Topics that a consent may name; null: any.</summary>
    public IReadOnlyList<string>? Topics { get; }

    /// <summary>May a consent name it?</summary>
    public bool HasTopic(string topic) => Topics is null || topic == Consents.EveryTopic || Topics.Contains(topic);

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

    // What stands in the mapping itself is wrong in every row: it is said once, before any is read.
    private void CheckText(CsvField field, MappedValue value)
    {
        if (value.Constant is not { } text) return;
        // 'email' is what a channel is called, and many a column; as a channel it can't be mistaken.
        var isChannel = field == CsvField.ConsentChannels && InquiryParts.Split(text).All(name => InquiryParts.ChannelOf(name) is not null);
        if (!isChannel && value.IsPlain && header.TryFind(text, out _, out _)) faults.Add(new Fault(fileName, value.Line, ConsentWords.IsColumn(CsvFields.NameOf(field), text)));
        else if (field == CsvField.ConsentChannels)
            faults.AddRange(InquiryParts.Split(text).Where(name => InquiryParts.ChannelOf(name) is null).Select(name => new Fault(fileName, value.Line, ConsentWords.NoChannel(name))));
        else if (field == CsvField.ConsentTopics)
            faults.AddRange(InquiryParts.Split(text).Where(topic => !HasTopic(topic)).Select(topic => new Fault(fileName, value.Line, ConsentWords.NoTopic(topic, Topics!))));
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
