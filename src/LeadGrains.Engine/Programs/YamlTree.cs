using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LeadGrains.Engine;

/// <summary>A part of a file with the line it begins on.</summary>
internal abstract record YamlPart(int Line);

/// <summary>One value, always as it is written: <c>no</c>, <c>1:30</c> and <c>010</c> stay text.</summary>
internal sealed record YamlText(int Line, string Value, bool Quoted) : YamlPart(Line);
internal sealed record YamlList(int Line, IReadOnlyList<YamlPart> Items) : YamlPart(Line);
internal sealed record YamlMap(int Line, IReadOnlyList<YamlPair> Pairs) : YamlPart(Line);
internal sealed record YamlPair(int Line, string Key, YamlPart Value);

/// <summary>
/// Reads YAML into a bounded tree. YamlDotNet's own tree stops at the first repeated key and recurses as deep as the
/// file says; this one lists every fault, and no file can make it run long, deep or out of memory.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>Bounds: the file's length in characters, levels of nesting, and values in all.</summary>
    public const int CharactersMax = 1024 * 1024, DepthMax = 16, PartsMax = 50_000;

    private const string Check = "check indentation, quotes and colons";

    private readonly Parser _parser;
    private readonly FaultBook _faults;
    private int _parts;

    private readonly string _guide;

    private YamlTree(string text, FaultBook faults, string guide) =>
        (_parser, _faults, _guide) = (new Parser(new Scanner(new StringReader(text), skipComments: true)), faults, guide);

    /// <summary>The mapping that the file is; null, with a fault, when it is none.</summary>
    /// <param name="guide">The document that shows what belongs into the file.</param>
    public static YamlMap? Read(string text, FaultBook faults, string guide = "docs/program.md")
    {
        text = text.TrimStart('\uFEFF');
        if (!IsText(text, faults)) return null;
        var tree = new YamlTree(text, faults, guide);
        try
        {
            return tree.Document();
        }
        catch (YamlException e)
        {
            faults.Add((int)Math.Max(1, e.Start.Line), $"this is not YAML: {Reason(e)}; {Check}");
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException)
        {
            // The scanner loses its place when a bracket stays open.
            faults.Add(tree.Line, $"this is not YAML: maybe a [ or {{ is not closed; {Check}");
        }
        return null;
    }

    private static bool IsText(string text, FaultBook faults)
    {
        if (text.Length > CharactersMax)
        {
            faults.Add(1, $"the file has {text.Length:N0} characters; at most {CharactersMax:N0} are allowed");
            return false;
        }
        var sound = true;
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            var indent = line.AsSpan(0, line.Length - line.AsSpan().TrimStart(" \t").Length);
            var wrong = indent.Contains('\t') ? "a tab before the text; indent with spaces"
                : line.Any(c => char.IsControl(c) && c != '\t') ? "a control character; remove it" : null;
            if (wrong is null) continue;
            faults.Add(i + 1, wrong);
            sound = false;
        }
        return sound;
    }

    private int Line => (int)Math.Max(1, _parser.Current?.Start.Line ?? 1);

    private YamlMap? Document()
    {
        Next<StreamStart>();
        if (_parser.Current is StreamEnd)
        {
            _faults.Add(1, $"the file is empty; {_guide} shows what belongs into it");
            return null;
        }
        Next<DocumentStart>();
        var root = Part(0);
        Next<DocumentEnd>();
        if (_parser.Current is DocumentStart)
            _faults.Add(Line, "a second document begins; put the whole program into one");
        if (root is YamlMap map) return map;
        _faults.Add(root.Line, $"the file must be lines of 'key: value'; {_guide} shows them");
        return null;
    }

    private YamlPart Part(int depth)
    {
        if (depth > DepthMax) throw Bound($"more than {DepthMax} levels of nesting");
        if (++_parts > PartsMax) throw Bound($"more than {PartsMax:N0} values");
        var line = Line;
        if (_parser.Current is NodeEvent { Tag.IsEmpty: false } tagged && !tagged.Tag.IsNonSpecific)
            _faults.Add(line, $"a tag, {tagged.Tag}; leave it out");
        switch (_parser.Current)
        {
            case AnchorAlias alias:
                _faults.Add(line, $"a reference, *{alias.Value}; write out what it stands for");
                _parser.MoveNext();
                return new YamlText(line, "", Quoted: true);
            case Scalar scalar:
                _parser.MoveNext();
                return new YamlText(line, scalar.Value, scalar.Style is not ScalarStyle.Plain);
            case SequenceStart:
                return Items(line, depth);
            default:
                return Pairs(line, depth);
        }
    }

    private YamlList Items(int line, int depth)
    {
        Next<SequenceStart>();
        var items = new List<YamlPart>();
        while (_parser.Current is not SequenceEnd) items.Add(Part(depth + 1));
        Next<SequenceEnd>();
        return new YamlList(line, items);
    }

    private YamlMap Pairs(int line, int depth)
    {
        Next<MappingStart>();
        var pairs = new List<YamlPair>();
        var lines = new Dictionary<string, int>();
        while (_parser.Current is not MappingEnd)
        {
            var key = Part(depth + 1);
            var value = Part(depth + 1);
            if (key is not YamlText { Value: var name })
                _faults.Add(key.Line, "a list or mapping where a key should be; write a word before the colon");
            else if (!lines.TryAdd(name, key.Line))
                _faults.Add(key.Line, $"'{Words.Short(name)}' comes twice, first on line {lines[name]}; keep one");
            else pairs.Add(new YamlPair(key.Line, name, value));
        }
        Next<MappingEnd>();
        return new YamlMap(line, pairs);
    }

    // The parser's state machine promises the event; what it can't promise is that the file goes on.
    private void Next<T>() where T : ParsingEvent
    {
        if (_parser.Current is null) _parser.MoveNext();
        if (_parser.Current is not T) throw Bound("a broken structure");
        _parser.MoveNext();
    }

    private YamlException Bound(string what)
    {
        var mark = _parser.Current?.Start ?? Mark.Empty;
        return new YamlException(mark, mark, what);
    }

    private static string Reason(YamlException e)
    {
        var words = e.Message.Split('\n')[0].Trim().TrimEnd('.');
        return words.Length == 0 ? "it can't be read" : char.ToLowerInvariant(words[0]) + words[1..];
    }
}
