namespace LeadGrains.Intake;

/// <summary>Maps a file by its headers alone. Consent is never inferred from a header.</summary>
internal static class AutoMap
{
    private const int SignatureHeadersMin = 2;

    /// <summary>The system whose export this is, or null.</summary>
    public static string? Recognise(CsvHeader header) => SystemOf(KeysOf(header))?.Name;

    public static MappingSection Map(CsvHeader header, bool deals)
    {
        var keys = KeysOf(header);
        var columns = new Dictionary<string, List<string>>();
        var taken = new HashSet<string>();
        var system = SystemOf(keys);
        KnownHeaders[] knowing = deals ? [KnownHeaders.Deals]
            : system is null ? [KnownHeaders.Plain] : [system, KnownHeaders.Plain];
        foreach (var known in knowing)
        {
            var before = columns.Keys.ToHashSet();
            foreach (var (key, target) in known.Entries())
                if (keys.TryGetValue(key, out var column) && !before.Contains(target) && taken.Add(key)
                    && target != "-")
                    (columns.TryGetValue(target, out var list) ? list : columns[target] = []).Add(column);
        }
        return Section(columns, system?.Name);
    }

    private static KnownHeaders? SystemOf(Dictionary<string, string> keys) => KnownHeaders.Systems
        .Select(system => (System: system, Score: system.Signature.Split(' ').Count(keys.ContainsKey)))
        .Where(s => s.Score >= SignatureHeadersMin)
        .OrderByDescending(s => s.Score).Select(s => s.System).FirstOrDefault();

    // Of two columns with the same name the first counts.
    private static Dictionary<string, string> KeysOf(CsvHeader header)
    {
        var keys = new Dictionary<string, string>();
        foreach (var name in header.Names)
            keys.TryAdd(CsvHeader.Key(name), header.Names.Count(n => n == name) > 1 ? name + "#1" : name);
        return keys;
    }

    private static MappingSection Section(Dictionary<string, List<string>> columns, string? system)
    {
        var fields = new Dictionary<CsvField, MappedValue>();
        var facts = new List<(string, MappedValue)>();
        foreach (var (target, names) in columns)
            if (target.StartsWith("fact:", StringComparison.Ordinal))
                facts.Add((target[5..], new MappedValue(0, names)));
            else fields[Enum.Parse<CsvField>(target, ignoreCase: true)] = new MappedValue(0, names);
        if (fields.ContainsKey(CsvField.ExternalId))
            fields[CsvField.ExternalSource] = new MappedValue(0, []) { Constant = system };
        return new MappingSection(fields, facts, []);
    }
}
