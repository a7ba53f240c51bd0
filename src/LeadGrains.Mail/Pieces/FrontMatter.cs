using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LeadGrains.Mail;

/// <summary>The front matter of one file: reads each key once, and collects every fault with its line.</summary>
internal sealed class FrontMatter(string file, List<ContentFault> faults)
{
    private static readonly string[] Keys =
    [
        "id", "topic", "subject", "title", "preheader", "stages", "routes", "channel", "kind", "language",
        "notBefore", "notAfter", "question",
    ];
    private static readonly Stage[] Stages = [Stage.Inquiry, Stage.Nurturing, Stage.Qualified, Stage.SalesOwned, Stage.PartnerOwned, Stage.Won, Stage.Lost];

    // Stream, document, mapping, list.
    private const int DepthMax = 4;

    private readonly Dictionary<string, (YamlNode Node, int Line)> found = [];

    /// <summary>Reads the YAML between the fences; the first line of it is line 2 of the file.</summary>
    public void Parse(string yaml)
    {
        try
        {
            if (DeepLine(yaml) is { } line)
            {
                Fault(line, "the front matter is nested; a key has one value or one list of values");
                return;
            }
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents is not [{ RootNode: YamlMappingNode map }])
                Fault(1, "the front matter must be lines of 'key: value'");
            else foreach (var (key, value) in map.Children) Add(key, value);
        }
        catch (YamlException e)
        {
            var problem = e.Message.Split('\n')[0].Trim().TrimEnd('.');
            Fault((int)e.Start.Line + 1, $"the front matter is not YAML: {problem}");
        }
    }

    /// <summary>The metadata, or null when something in it is wrong.</summary>
    public Piece? Read()
    {
        var before = faults.Count;
        var kind = Word("kind", Enum.GetValues<PieceKind>());
        var channel = Word("channel", Enum.GetValues<Channel>());
        var topic = Slug("topic", required: true);
        var piece = new Piece(Slug("id", required: true) ?? "", kind ?? default, channel ?? default)
        {
            Topic = topic == "any" ? null : topic,
            Language = Slug("language", required: true) ?? "",
            Stages = List("stages", Stages),
            Routes = List("routes", Enum.GetValues<Route>()),
            NotBefore = Day("notBefore"),
            NotAfter = Day("notAfter"),
            Question = Slug("question", required: false),
        };
        if (piece.NotAfter < piece.NotBefore)
            Fault(LineOf("notAfter"), "notAfter lies before notBefore, so that nobody can ever get it");
        var (wanted, other) = channel is Channel.Email ? ("subject", "title") : ("title", "subject");
        if (channel is not null && found.ContainsKey(other))
            Fault(LineOf(other), $"channel {Word(channel.Value)} has a {wanted}, not a {other}");
        else if (channel is not null && Text(wanted) is null)
            Fault(1, $"'{wanted}' is missing");
        if (channel is { } c and not Channel.Email && kind is { } k and not (PieceKind.Drip or PieceKind.Welcome or PieceKind.CallScript or PieceKind.Letter))
            Fault(LineOf("channel"), $"a piece of kind {Word(k)} goes by email, not by {Word(c)}");
        return faults.Count == before ? piece : null;
    }

    /// <summary>The text of a key, or null when it is missing or blank.</summary>
    public string? Text(string key)
    {
        if (!found.TryGetValue(key, out var entry)) return null;
        if (entry.Node is YamlScalarNode { Value: { } value })
            return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
        Fault(entry.Line, $"'{key}' must be one value, not a list");
        return null;
    }

    /// <summary>The line of a key in the file, or 1 when it is missing.</summary>
    public int LineOf(string key) => found.TryGetValue(key, out var entry) ? entry.Line : 1;

    /// <summary>An enumeration's name as the files spell it: <c>ThankYou</c> is <c>thank-you</c>.</summary>
    public static string Word<T>(T value) where T : struct, Enum
    {
        var word = new StringBuilder();
        foreach (var c in value.ToString())
        {
            if (char.IsUpper(c) && word.Length > 0) word.Append('-');
            word.Append(char.ToLowerInvariant(c));
        }
        return word.ToString();
    }

    // The document is built by recursion, and thousands of brackets would use up the stack; the parser is a loop.
    private static int? DeepLine(string yaml)
    {
        var depth = 0;
        for (var parser = new Parser(new StringReader(yaml)); parser.MoveNext();)
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > DepthMax) return (int)parser.Current.Start.Line + 1;
        }
        return null;
    }

    private void Add(YamlNode key, YamlNode value)
    {
        var line = (int)key.Start.Line + 1;
        var name = (key as YamlScalarNode)?.Value ?? "";
        if (Keys.Contains(name)) found[name] = (value, line);
        else Fault(line, $"unknown key '{name}'; known are {string.Join(", ", Keys)}");
    }

    private T? Word<T>(string key, T[] known) where T : struct, Enum
    {
        if (Text(key) is not { } text)
        {
            Missing(key);
            return null;
        }
        foreach (var value in known)
            if (Word(value) == text) return value;
        Fault(LineOf(key), $"{key} '{text}' is unknown; known are {string.Join(", ", known.Select(Word))}");
        return null;
    }

    private string? Slug(string key, bool required)
    {
        var text = Text(key);
        if (text is null && required) Missing(key);
        if (text is not null && !(text.Length <= 64 && text.All(IsOfSlug)))
            Fault(LineOf(key), $"{key} '{text}' must be lower-case letters, digits and hyphens, 64 at most");
        return text;
    }

    private static bool IsOfSlug(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-';

    private T[] List<T>(string key, T[] known) where T : struct, Enum
    {
        if (!found.TryGetValue(key, out var entry)) return [];
        string[] items = entry.Node is YamlSequenceNode list
            ? [.. list.Children.Select(item => (item as YamlScalarNode)?.Value ?? "")]
            : [Text(key) ?? ""];
        foreach (var item in items.Where(item => !known.Any(value => Word(value) == item)))
            Fault(entry.Line, $"'{item}' is not one of the {key}: {string.Join(", ", known.Select(Word))}");
        return [.. known.Where(value => items.Contains(Word(value)))];
    }

    private DateOnly? Day(string key)
    {
        if (Text(key) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        Fault(LineOf(key), $"{key} '{text}' is not a day like 2027-03-31");
        return null;
    }

    private void Missing(string key)
    {
        if (!found.TryGetValue(key, out var entry) || entry.Node is YamlScalarNode)
            Fault(LineOf(key), $"'{key}' is missing");
    }

    private void Fault(int line, string problem) => faults.Add(new ContentFault(file, line, problem));
}
