using static LeadGrains.Lifecycle.Tests.Programs.Sound;

namespace LeadGrains.Lifecycle.Tests.Programs;

public sealed class ProgramDiffTests
{
    [Fact]
    public void A_program_differs_in_nothing_from_itself_under_another_number() =>
        Assert.Empty(ProgramDiff.Of(Plain, Plain with { Version = 9 }));

    [Fact]
    public void A_raised_threshold_reads_as_one_would_say_it()
    {
        var raised = With(route: r => r with { When = [Score(71)] });
        Assert.Equal([new ProgramChange("routes", "hot, when", "score is at least 60", "score is at least 71")], ProgramDiff.Of(Plain, raised));
    }

    [Fact]
    public void What_is_new_and_what_is_gone_show()
    {
        var changed = Plain with { Definition = Plain.Definition with { Criteria = [Budget, Size] } };
        Assert.Contains(new ProgramChange("definition", "timeline is now", "25 points", null), ProgramDiff.Of(Plain, changed));
        Assert.Contains(new ProgramChange("definition", "timeline is now", null, "25 points"), ProgramDiff.Of(changed, Plain));
    }

    [Fact]
    public void No_setting_can_change_unseen()
    {
        Assert.Empty(Unseen(Plain.Cadence, c => Plain with { Cadence = c }));
        Assert.Empty(Unseen(Plain.Consent, c => Plain with { Consent = c }));
        Assert.Empty(Unseen(Plain.Sla, s => Plain with { Sla = s }));
        Assert.Empty(Unseen(Plain.Budget, b => Plain with { Budget = b }));
        Assert.Empty(Unseen(Plain.Definition, d => Plain with { Definition = d }));
        Assert.Empty(Unseen(Plain.Teams[0], t => With(team: _ => t)));
        Assert.Empty(Unseen(Plain.Routes[0], r => With(route: _ => r)));
        Assert.Empty(Unseen(Plain.Questions[0], q => With(question: _ => q)));
        Assert.Empty(Unseen(Plain.Definition.Criteria[0], c => With(criterion: _ => c)));
        Assert.Empty(Unseen(Plain.Content[0], p => Plain with { Content = [p] }));
        Assert.Equal([nameof(Program.Version)], Unseen(Plain, p => p));
    }

    // Each property set to something else, one at a time.
    private static List<string> Unseen<T>(T part, Func<T, Program> within) where T : notnull
    {
        var unseen = new List<string>();
        var clone = typeof(T).GetMethod("<Clone>$")!;
        foreach (var property in typeof(T).GetProperties().Where(p => p.CanWrite))
        {
            var copy = (T)clone.Invoke(part, null)!;
            property.SetValue(copy, Other(property.PropertyType, property.GetValue(part)));
            if (ProgramDiff.Of(Plain, within(copy)).Count == 0) unseen.Add(property.Name);
        }
        return unseen;
    }

    private static object? Other(Type type, object? value) => value switch
    {
        string text => text + "x",
        int number => number + 1,
        bool yes => !yes,
        double number => number + 0.125,
        TimeSpan span => span + TimeSpan.FromHours(5),
        WorkingHours hours => hours with { Zone = "Asia/Tokyo" },
        Enum one => Enum.ToObject(type, Convert.ToInt32(one, System.Globalization.CultureInfo.InvariantCulture) + 1),
        Definition d => d with { EngagementMax = d.EngagementMax + 1 },
        Cadence c => c with { Every = c.Every + TimeSpan.FromDays(1) },
        ConsentRules c => c with { DoubleOptIn = !c.DoubleOptIn },
        AttentionBudget b => b with { ContactsMax = b.ContactsMax + 1 },
        Sla s => s with { ProgressEvery = s.ProgressEvery + TimeSpan.FromDays(1) },
        IReadOnlyDictionary<string, IReadOnlyList<DateOnly>> => new Dictionary<string, IReadOnlyList<DateOnly>> { ["DE"] = [new DateOnly(2027, 10, 3)] },
        IReadOnlyDictionary<string, int> => new Dictionary<string, int> { ["odd"] = 3 },
        IReadOnlyDictionary<EngagementKind, int> => new Dictionary<EngagementKind, int> { [EngagementKind.Attended] = 3 },
        IReadOnlyList<string> list => (string[])[.. list, "odd"],
        IReadOnlyList<Stage> => (Stage[])[Stage.Won],
        IReadOnlyList<Route> => (Route[])[Route.LowPotential],
        IReadOnlyList<Band> list => (Band[])[.. list, new Band(7, 7)],
        IReadOnlyList<Condition> list => (Condition[])[.. list, Score(5)],
        IReadOnlyList<Rung> list => (Rung[])[.. list, Rung("odd")],
        IReadOnlyList<Choice> list => (Choice[])[.. list, new Choice("odd", "Odd")],
        IReadOnlyList<Criterion> list => (Criterion[])[.. list, new Criterion("odd", "fit")],
        IReadOnlyList<RouteRule> list => (RouteRule[])[.. list, new RouteRule(Route.LowPotential, [], [])],
        IReadOnlyList<TeamRule> list => (TeamRule[])[.. list, new TeamRule("odd", TeamKind.Partner)],
        IReadOnlyList<Question> list => (Question[])[.. list, new Question("odd", "Odd?", [])],
        IReadOnlyList<Piece> list => (Piece[])[.. list, new Piece("odd", PieceKind.Drip, Channel.Email)],
        _ when type == typeof(DateOnly?) => new DateOnly(2027, 1, 1),
        _ when type == typeof(string) => "odd",
        _ => throw new NotSupportedException($"{type} needs another value here."),
    };
}
