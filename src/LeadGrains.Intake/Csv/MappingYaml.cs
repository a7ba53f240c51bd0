using System.Globalization;
using LeadGrains.Lifecycle;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace LeadGrains.Intake;

/// <summary>Reads <c>mapping.yaml</c>, going on after a fault so that all are told at once.</summary>
internal sealed class MappingYaml(string fileName)
{
    private const int CharsMax = 256 * 1024;
    private const int DepthMax = 16;
    private readonly List<Fault> faults = [];

    public MappingRead Read(string yaml)
    {
        Mapping? mapping = null;
        try
        {
            if (Root(yaml) is { } root) mapping = ReadRoot(root);
        }
        catch (YamlException e)
        {
            Fault((int)e.Start.Line, $"this is not YAML: {(e.InnerException ?? e).Message}");
        }
        return faults.Count == 0 ? new(mapping, []) : new(null, [.. faults.OrderBy(f => f.Line)]);
    }

    private YamlMappingNode? Root(string yaml)
    {
        if (yaml.Length > CharsMax) return Refuse(1, $"longer than {CharsMax} characters");
        // The loader recurses; a mapping has no reason to be deep, to name anchors or to hold two documents.
        var parser = new Parser(new StringReader(yaml));
        for (var depth = 0; parser.MoveNext();)
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > DepthMax) return Refuse((int)parser.Current.Start.Line, "nested too deeply");
            if (parser.Current is AnchorAlias)
                return Refuse((int)parser.Current.Start.Line, "aliases (*name) are not understood here");
        }
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        if (stream.Documents.Count == 0) return new YamlMappingNode();
        return stream.Documents[0].RootNode as YamlMappingNode
            ?? Refuse(1, "expected 'leads:', 'deals:', 'dates:' and so on");
    }

    private YamlMappingNode? Refuse(int line, string text)
    {
        Fault(line, text);
        return null;
    }

    private Mapping ReadRoot(YamlMappingNode root)
    {
        var mapping = new Mapping { FileName = fileName };
        foreach (var (key, node) in Entries(root, "identity", "dates", "phones", "numbers", "leads", "deals"))
            mapping = key switch
            {
                "identity" => mapping with { Identity = Identity(node) },
                "dates" => Dates(mapping, node),
                "phones" => mapping with { CountryCallingCode = Country(node) },
                "numbers" => mapping with { DecimalMark = Decimal(node) },
                "leads" => mapping with { Leads = Section(node, deals: false) },
                _ => mapping with { Deals = Section(node, deals: true) },
            };
        return mapping;
    }

    private IdentityKind? Identity(YamlNode node)
    {
        if (Enum.TryParse<IdentityKind>(Scalar(node), ignoreCase: true, out var identity)
            && Enum.IsDefined(identity))
            return identity;
        Fault(node, "identity is one of email, phone, external");
        return null;
    }

    private Mapping Dates(Mapping mapping, YamlNode node)
    {
        foreach (var (key, value) in Entries(node, "format", "zone"))
        {
            var text = Scalar(value);
            if (key == "zone" && TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone))
                mapping = mapping with { Zone = zone };
            else if (key == "zone")
                Fault(value, $"there is no time zone '{text}'; a name such as Europe/Berlin or UTC is meant");
            else if (DateReader.IsFormat(text)) mapping = mapping with { DateFormat = text };
            else Fault(value,
                $"'{text}' is not a date format; one such as dd-MM-yyyy or 'M/d/yyyy h:mm tt' is meant (MM is the month)");
        }
        return mapping;
    }

    private int? Country(YamlNode node)
    {
        foreach (var (_, value) in Entries(node, "country"))
        {
            if (int.TryParse(Scalar(value).TrimStart('+'), NumberStyles.None, CultureInfo.InvariantCulture,
                out var code)
                && code is >= 1 and <= 999) return code;
            Fault(value, "country is a calling code, 1 to 999, such as 55");
        }
        return null;
    }

    private char Decimal(YamlNode node)
    {
        foreach (var (_, value) in Entries(node, "decimal"))
        {
            if (Scalar(value) is "." or ",") return Scalar(value)[0];
            Fault(value, "decimal is '.' or ','");
        }
        return '.';
    }

    private MappingSection Section(YamlNode node, bool deals)
    {
        var fields = new Dictionary<CsvField, MappedValue>();
        var facts = new List<(string, MappedValue)>();
        var ignored = new List<(string, int)>();
        var known = CsvFields.All
            .Where(f => CsvFields.BelongsIn(f, deals) && !CsvFields.IsConsent(f)).ToDictionary(CsvFields.NameOf);
        string[] nested = deals ? ["facts", "ignore"] : ["consent", "facts", "ignore"];
        foreach (var (key, value) in Entries(node, [.. known.Keys, .. nested]))
            if (known.TryGetValue(key, out var field)) AddField(fields, field, value);
            else if (key == "ignore") ignored.AddRange(List(value).Select(column => (column, Line(value))));
            else if (key == "facts") Facts(facts, value);
            else Consent(fields, value);
        return new MappingSection(fields, facts, ignored);
    }

    private void Consent(Dictionary<CsvField, MappedValue> fields, YamlNode node)
    {
        var known = CsvFields.All.Where(CsvFields.IsConsent).ToDictionary(CsvFields.NameOf);
        foreach (var (key, value) in Entries(node, [.. known.Keys])) AddField(fields, known[key], value);
        foreach (var (name, field) in known)
            if (!fields.ContainsKey(field) && name is not "form")
                Fault(node,
                    $"consent needs its proof: {name} is missing (topics, channels, wording, where; form if there was one)");
    }

    private void Facts(List<(string, MappedValue)> facts, YamlNode node)
    {
        foreach (var (name, value) in Entries(node))
            if (Value(value, literal: false) is { } mapped) facts.Add((name, mapped));
        if (facts.Count > CsvFields.FactsMax) Fault(node, $"more than {CsvFields.FactsMax} facts");
    }

    private void AddField(Dictionary<CsvField, MappedValue> fields, CsvField field, YamlNode node)
    {
        if (Value(node, CsvFields.IsLiteral(field)) is not { } value) return;
        if (CsvFields.IsDate(field) && value.Columns.Count == 0)
            Fault(node, $"{CsvFields.NameOf(field)} has to be a column");
        if (value.Constant?.Length > CsvFields.CharsMax(field))
            Fault(node, $"longer than {CsvFields.CharsMax(field)} characters");
        fields[field] = value;
    }

    private MappedValue? Value(YamlNode node, bool literal)
    {
        if (node is YamlMappingNode) return LongValue(node);
        var texts = List(node);
        if (texts.Count == 0) return null;
        if (texts.Count == 1
            && texts[0].Contains('{')) return new MappedValue(Line(node), []) { Template = Template(node, texts[0]) };
        return literal ? new MappedValue(Line(node), []) { Constant = string.Join(",", texts), IsPlain = true }
            : new MappedValue(Line(node), texts);
    }

    private MappedValue LongValue(YamlNode node)
    {
        var value = new MappedValue(Line(node), []);
        foreach (var (key, entry) in Entries(node, "column", "template", "constant", "values", "normalise"))
            value = key switch
            {
                "column" => value with { Columns = List(entry) },
                "template" => value with { Template = Template(entry, Scalar(entry)) },
                "constant" => value with { Constant = string.Join(",", List(entry)) },
                "values" => value with { Values = Values(entry) },
                _ => value with { Slug = Slug(entry) },
            };
        var sources = (value.Columns.Count > 0 ? 1 : 0) + (value.Template is null ? 0 : 1)
            + (value.Constant is null ? 0 : 1);
        if (sources != 1) Fault(node, "exactly one of column, template, constant is needed");
        return value;
    }

    private string Template(YamlNode node, string text)
    {
        if (!MappedTemplate.TryParse(text, out _))
            Fault(node, $"'{text}' is not a template; one such as \"{{first}} {{last}}\" is meant");
        return text;
    }

    private bool Slug(YamlNode node)
    {
        if (Scalar(node) == "slug") return true;
        Fault(node, "normalise can be 'slug' only");
        return false;
    }

    private Dictionary<string, string> Values(YamlNode node)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (from, to) in Entries(node))
            if (!values.TryAdd(from.Trim(), Scalar(to, blank: true).Trim()))
                Fault(to, $"'{from}' is translated twice (case doesn't matter)");
        return values;
    }

    // Every entry of a mapping node; keys that aren't among the known ones (if any are named) are faults.
    private List<(string Key, YamlNode Value)> Entries(YamlNode node, params string[] known)
    {
        var entries = new List<(string, YamlNode)>();
        if (node is YamlScalarNode { Value: null or "" }) return entries;
        if (node is not YamlMappingNode map)
        {
            Fault(node, known.Length > 0 ? $"expected entries such as '{known[0]}: …'"
                : "expected entries such as 'name: …'");
            return entries;
        }
        foreach (var (keyNode, value) in map.Children)
        {
            var key = Scalar(keyNode);
            if (known.Length > 0 && !known.Contains(key))
                Fault(keyNode, $"'{key}' is not known here; known: {string.Join(", ", known)}");
            else entries.Add((key, value));
        }
        return entries;
    }

    private List<string> List(YamlNode node) =>
        node is YamlSequenceNode list ? [.. list.Children.Select(n => Scalar(n))] : Scalar(node) is { Length: > 0 } one
            ? [one] : [];

    private string Scalar(YamlNode node, bool blank = false)
    {
        if (node is YamlScalarNode { Value: { } text } && (blank || text.Length > 0)) return text;
        Fault(node, "a text is missing here");
        return "";
    }

    private static int Line(YamlNode node) => (int)node.Start.Line;

    private void Fault(YamlNode node, string text) => Fault(Line(node), text);

    private void Fault(int line, string text) => faults.Add(new Fault(fileName, line, text));
}
