using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>
/// Reads a program from the text that marketing and sales agree on. <c>docs/program.md</c> lists every key with its
/// unit, default and range. Thread-safe; never throws for bad content.
/// </summary>
public static partial class ProgramYaml
{
    /// <summary>The program, or all its faults with their lines.</summary>
    /// <param name="text">The content of the file, at most one mebibyte.</param>
    /// <param name="fileName">How the file is named in faults.</param>
    /// <param name="content">The pieces that go with it, in the order of the drip; they are checked against it.</param>
    /// <param name="placeOf">Where a key of a piece stands, so that its faults are told there; null tells them of this file.</param>
    public static ProgramReading Read(string text, string fileName, IReadOnlyList<Piece> content,
        Func<Piece, string, (string File, int Line)?>? placeOf = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(content);
        var faults = new FaultBook(fileName);
        if (YamlTree.Read(text, faults) is not { } map) return new ProgramReading(null, faults.Found);
        var program = Whole(new Section(map, "", faults), content, faults);
        foreach (var fault in ProgramFaults.Of(program))
        {
            if (PartOf(fault.Path, content) is var (piece, key) && placeOf?.Invoke(piece, key) is var (file, line)) faults.AddElsewhere(file, line, fault.Words);
            else faults.Add(fault);
        }
        return faults.Found is { Count: > 0 } found ? new ProgramReading(null, found) : new ProgramReading(program, []);
    }

    // "content[3].topic" is the topic of the fourth piece.
    private static (Piece Piece, string Key)? PartOf(string path, IReadOnlyList<Piece> content) =>
        path.Split('[', ']') is ["content", var at, ['.', .. var key]] && int.TryParse(at, out var i) && i < content.Count
            ? (content[i], key) : null;

    private static Program Whole(Section file, IReadOnlyList<Piece> content, FaultBook faults)
    {
        var zone = file.Text("zone") ?? "UTC";
        var program = new Program
        {
            Version = file.Number("version", 1),
            Name = file.Text("name") ?? "",
            Zone = zone,
            Language = file.Text("language") ?? "en",
            Topics = List(file, "topics"),
            Definition = Definition(file.Inner("definition"), faults),
            Teams = Teams(file, zone, faults),
            Routes = Routes(file, faults),
            Cadence = Cadence(file.Inner("cadence"), zone, faults),
            Consent = Consent(file.Inner("consent")),
            Budget = Budget(file.Inner("budget")),
            Sla = Sla(file.Inner("sla")),
            Questions = Questions(file, faults),
            DeclineReasons = List(file, "declineReasons"),
            LostReasons = List(file, "lostReasons"),
            RecycleReasons = List(file, "recycleReasons"),
            Content = content,
        };
        file.Need("name", "how people call this program");
        file.Need("routes", "when a lead is hot, and whom it is offered to");
        file.Done();
        return program;
    }

    private static List<string> List(Section section, string key) => [.. section.Texts(key).Select(t => t.Value)];

    // A mapping whose keys are names: each entry is a mapping itself, and stands at an index in the program.
    private static IEnumerable<(string Name, Section Entry)> Entries(
        Section file, string key, string path, FaultBook faults)
    {
        var at = 0;
        foreach (var pair in file.Pairs(key))
        {
            faults.Place($"{path}[{at}]", pair.Line);
            if (pair.Value is not YamlMap)
                faults.Add(pair.Line, $"'{Words.Short(pair.Key)}' must hold lines of 'key: value'");
            var map = pair.Value as YamlMap ?? new YamlMap(pair.Line, []);
            yield return (pair.Key, new Section(map with { Line = pair.Line }, $"{path}[{at++}]", faults));
        }
    }

    private static List<Question> Questions(Section file, FaultBook faults)
    {
        var questions = new List<Question>();
        foreach (var (fact, entry) in Entries(file, "questions", "questions", faults))
        {
            entry.Need("words", "the question as people read it");
            var choices = new List<Choice>();
            foreach (var pair in entry.Pairs("choices"))
            {
                faults.Place($"{entry.Path}.choices[{choices.Count}]", pair.Line);
                if (pair.Value is not YamlText)
                    faults.Add(pair.Line, $"the answer '{Words.Short(pair.Key)}' must have the words that people read");
                choices.Add(new Choice(pair.Key, (pair.Value as YamlText)?.Value ?? pair.Key));
            }
            questions.Add(new Question(fact, entry.Text("words") ?? "", choices));
            entry.Done();
        }
        return questions;
    }
}
