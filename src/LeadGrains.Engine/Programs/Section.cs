using System.Globalization;

namespace LeadGrains.Engine;

/// <summary>
/// One mapping of the file, read key by key. What is missing has its default, what is wrong is a fault on its line and
/// has its default too, and a key that nobody asked for is a fault when the section is <see cref="Done"/>.
/// </summary>
internal sealed class Section(YamlMap map, string path, FaultBook faults)
{
    private readonly List<string> _known = [];

    public string Path => path;

    /// <summary>One value; null when it is missing.</summary>
    public string? Text(string key) => Find(key) switch
    {
        null => null,
        YamlText text => text.Value,
        var other => Wrong<string>(key, other, "is a list or mapping; write one value"),
    };

    public int Number(string key, int fallback) =>
        Text(key) is { } text ? Whole(At(key), Line(key), text) ?? fallback : fallback;

    /// <summary>A number with a decimal point.</summary>
    public double Fraction(string key, double fallback)
    {
        if (Text(key) is not { } text) return fallback;
        const NumberStyles plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (double.TryParse(text, plain, CultureInfo.InvariantCulture, out var number)) return number;
        Fault(key, $"'{Words.Short(text)}' is no number; write one such as 0.25");
        return fallback;
    }

    public TimeSpan Time(string key, TimeSpan fallback, bool working = false)
    {
        if (Text(key) is not { } text) return fallback;
        var (value, fault) = DurationText.Parse(text, working);
        if (fault is null) return value;
        Fault(key, fault);
        return fallback;
    }

    /// <summary>One of the words of an enumeration.</summary>
    public T Word<T>(string key, T fallback) where T : struct, Enum
    {
        if (Text(key) is not { } text) return fallback;
        if (Words.Value<T>(text) is { } value) return value;
        Fault(key, $"there is no {key} '{Words.Short(text)}'; {Words.Meant<T>(text)}");
        return fallback;
    }

    /// <summary>A list of values, or one; each with its line.</summary>
    public IReadOnlyList<YamlText> Texts(string key)
    {
        var texts = new List<YamlText>();
        foreach (var item in Items(key))
        {
            if (item is YamlText { Value.Length: > 0 } text)
            {
                faults.Place($"{At(key)}[{texts.Count}]", text.Line);
                texts.Add(text);
            }
            else Wrong<string>(key, item, "must be a list of values; write them as [one, two]");
        }
        return texts;
    }

    /// <summary>The parts of a list; one part alone is a list of one.</summary>
    public IReadOnlyList<YamlPart> Items(string key) => Find(key) switch
    {
        null => [],
        YamlList list => list.Items,
        var one => [one],
    };

    public IReadOnlyList<DateOnly> Dates(string key)
    {
        var dates = new List<DateOnly>();
        foreach (var text in Texts(key))
        {
            if (DateOnly.TryParseExact(text.Value, "yyyy-MM-dd", out var date)) dates.Add(date);
            else faults.Add(text.Line, $"'{Words.Short(text.Value)}' is no date; write year-month-day: 2027-12-25");
        }
        return dates;
    }

    /// <summary>A mapping with known keys; an empty one where it is missing.</summary>
    public Section Inner(string key) => new(Mapping(key), At(key), faults);

    /// <summary>The keys, where each is a name.</summary>
    public IEnumerable<string> Keys => map.Pairs.Select(pair => pair.Key);

    /// <summary>A mapping whose keys are names.</summary>
    public IReadOnlyList<YamlPair> Pairs(string key) => Mapping(key).Pairs;

    /// <summary>A mapping whose keys are names, each with a number.</summary>
    public IEnumerable<(YamlPair Pair, int Number)> Numbers(string key)
    {
        foreach (var pair in Pairs(key))
        {
            var at = $"{At(key)}.{pair.Key}";
            faults.Place(at, pair.Line);
            if (pair.Value is not YamlText) faults.Add(at, pair.Line, $"'{Words.Short(pair.Key)}' needs one number");
            yield return (pair, pair.Value is YamlText { Value: var value } ? Whole(at, pair.Line, value) ?? 0 : 0);
        }
    }

    /// <summary>Tells that a key is needed when it is missing.</summary>
    public void Need(string key, string wanted)
    {
        if (Pair(key) is null) faults.Add(At(key), map.Line, $"'{key}' is missing; write {wanted}");
    }

    /// <summary>The line of a key, or where the mapping begins.</summary>
    public int Line(string key) => Pair(key)?.Line ?? map.Line;

    public void Fault(string key, string words) => faults.Add(At(key), Line(key), words);

    /// <summary>No key is left: the others are unknown.</summary>
    public void Done()
    {
        foreach (var pair in map.Pairs)
            if (!_known.Contains(pair.Key))
                faults.Add(pair.Line, $"unknown key '{Words.Short(pair.Key)}'; {Words.Meant(pair.Key, _known)}");
    }

    private string At(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private YamlPair? Pair(string key)
    {
        foreach (var pair in map.Pairs)
            if (pair.Key == key) return pair;
        return null;
    }

    private YamlPart? Find(string key)
    {
        if (!_known.Contains(key)) _known.Add(key);
        if (Pair(key) is not { } pair) return null;
        faults.Place(At(key), pair.Line);
        if (pair.Value is not YamlText { Quoted: false, Value: "" or "~" or "null" }) return pair.Value;
        Fault(key, $"'{key}' has no value; write one, or leave the key out");
        return null;
    }

    private YamlMap Mapping(string key)
    {
        var part = Find(key);
        if (part is not null and not YamlMap) Wrong<string>(key, part, "must be lines of 'name: value'");
        return part as YamlMap ?? new YamlMap(Line(key), []);
    }

    private T? Wrong<T>(string key, YamlPart part, string words) where T : class
    {
        faults.Add(At(key), part.Line, $"'{key}' {words}");
        return null;
    }

    // 010 is eight to some readers of YAML and ten to others.
    private int? Whole(string at, int line, string text)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number.ToString(CultureInfo.InvariantCulture) == text.TrimStart('+')) return number;
        faults.Add(at, line, $"'{Words.Short(text)}' is no whole number; write digits such as 15");
        return null;
    }
}
