namespace LeadGrains.Lifecycle;

/// <summary>
/// What can be wrong with a program: ranges, names that lead nowhere, promises that contradict each other. A program
/// without a fault can be run: no lead gets stuck in it, and the bounds on gap and silence can be kept. Pure.
/// </summary>
public static partial class ProgramFaults
{
    /// <summary>Bounds on what one program lists.</summary>
    public const int CriteriaMax = 50, ValuesMax = 50, RoutesMax = 50, ConditionsMax = 20, RungsMax = 10,
        TeamsMax = 100, QuestionsMax = 50, ChoicesMin = 2, ChoicesMax = 9, TopicsMax = 50, ReasonsMax = 50,
        PiecesMax = 5_000;

    /// <summary>Points that one value, band or engagement may give or, but for engagement, take.</summary>
    public const int PointsMax = 100;

    /// <summary>Every fault there is, in the order of the program; empty when there is none.</summary>
    public static IReadOnlyList<ProgramFault> Of(Program program)
    {
        var faults = new FaultList();
        Head(program, faults);
        Criteria(program, faults);
        Routes(program, faults);
        Teams(program, faults);
        Rhythm(program, faults);
        Promises(program, faults);
        Consent(program, faults);
        Questions(program, faults);
        Content(program, faults);
        return faults.Found;
    }

    private static void Head(Program program, FaultList faults)
    {
        faults.Within("version", program.Version, 1, 1_000_000);
        faults.Text("name", program.Name);
        Zone("zone", program.Zone, faults);
        if (program.Language.Length is < 2 or > 35 || !program.Language.Split('-').All(part =>
                part.Length is > 0 and <= 8 && part.All(char.IsAsciiLetterOrDigit)))
            faults.Add("language", $"'{FaultList.Short(program.Language)}' is no language tag; "
                + "write one such as en, de or pt-BR");

        Names("topics", "topic", program.Topics, TopicsMax, faults);
        Reasons("declineReasons", "reason to decline an offer", program.DeclineReasons, faults);
        Reasons("lostReasons", "reason for losing a lead", program.LostReasons, faults);
        Names("recycleReasons", "reason", program.RecycleReasons, ReasonsMax, faults);
    }

    private static void Reasons(string path, string what, IReadOnlyList<string> reasons, FaultList faults)
    {
        if (reasons.Count == 0) faults.Add(path, $"there is no {what}, so that nobody could; list at least one");
        Names(path, "reason", reasons, ReasonsMax, faults);
    }

    private static void Names(string path, string what, IReadOnlyList<string> names, int max, FaultList faults)
    {
        faults.AtMost(path, names.Count, max, what + "s");
        for (var i = 0; i < names.Count; i++) faults.Name($"{path}[{i}]", names[i]);
        faults.Once(names, i => $"{path}[{i}]", what);
    }

    private static void Zone(string path, string zone, FaultList faults)
    {
        foreach (var words in new WorkingHours { Zone = zone }.Faults()) faults.Add(path, Clause(words));
    }

    // Sentences of the working hours, as the clauses of a fault.
    private static string Clause(string sentences) => string.Join("; ", sentences.TrimEnd('.').Split(". ")
        .Select(sentence => char.ToLowerInvariant(sentence[0]) + sentence[1..]));

    private static string List(IEnumerable<string> names) =>
        string.Join(", ", names.Take(20).Select(FaultList.Short)) is { Length: > 0 } list ? list : "none";
}
