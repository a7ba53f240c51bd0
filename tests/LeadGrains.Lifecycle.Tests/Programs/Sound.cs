namespace LeadGrains.Lifecycle.Tests.Programs;

/// <summary>A small program without a fault, and short words to make one.</summary>
internal static class Sound
{
    public static readonly Criterion Budget = new("budget", "budget")
    {
        Values = new Dictionary<string, int> { ["approved"] = 30, ["planned"] = 10, ["none"] = -5 },
    };

    public static readonly Criterion Size = new("size", "fit") { Bands = [new(250, 20), new(1, 0), new(50, 12)] };

    public static readonly Criterion Timeline = new("timeline", "timeline")
    {
        Values = new Dictionary<string, int> { ["now"] = 25, ["later"] = 0 },
    };

    public static readonly Program Plain = new()
    {
        Name = "Sound",
        Definition = new Definition
        {
            Criteria = [Budget, Size, Timeline],
            Engagement = new Dictionary<EngagementKind, int> { [EngagementKind.Clicked] = 8 },
        },
        Teams = [new("sales", TeamKind.Sales), new("callers", TeamKind.CallCentre)],
        Routes =
        [
            new(Route.Hot, [Score(60)], [Rung("sales"), Rung("callers")]),
            new(Route.NeedInformation, [new(ConditionKind.FactUnknown, 0, "timeline", []), Score(20)],
                [Rung("callers")]),
            new(Route.NeedNurturing, [], []),
        ],
        Questions =
        [
            new("size", "How many are you?", [new("1", "Few"), new("250", "Many")]),
            new("budget", "Is there a budget?", [new("approved", "Yes"), new("none", "No")]),
            new("timeline", "When?", [new("now", "Now"), new("later", "Later")]),
        ],
        Topics = ["planning"],
        Content = [new("a", PieceKind.Drip, Channel.Email) { Topic = "planning", Question = "budget" }],
        DeclineReasons = ["no-capacity"],
        LostReasons = ["no-need"],
    };

    public static Condition Score(decimal least) => new(ConditionKind.Score, least, null, []);

    public static Rung Rung(string team) => new(team, 3, TimeSpan.FromDays(1));

    public static TimeSpan Days(double days) => TimeSpan.FromDays(days);

    /// <summary>The program with a change to its first team, route, question or criterion.</summary>
    public static Program With(
        Func<TeamRule, TeamRule>? team = null, Func<RouteRule, RouteRule>? route = null,
        Func<Question, Question>? question = null, Func<Criterion, Criterion>? criterion = null,
        Func<Cadence, Cadence>? cadence = null) => Plain with
        {
            Teams = First(Plain.Teams, team),
            Routes = First(Plain.Routes, route),
            Questions = First(Plain.Questions, question),
            Definition = Plain.Definition with { Criteria = First(Plain.Definition.Criteria, criterion) },
            Cadence = cadence is null ? Plain.Cadence : cadence(Plain.Cadence),
        };

    private static IReadOnlyList<T> First<T>(IReadOnlyList<T> all, Func<T, T>? change) =>
        change is null ? all : [change(all[0]), .. all.Skip(1)];
}
