namespace LeadGrains.Lifecycle;

/// <summary>
/// What marketing and sales agree on, as data: what a lead is worth, where it goes, how it is nurtured. Read from
/// <c>program.yaml</c>; the ranges stand here, and <see cref="ProgramFaults"/> holds a program against them.
/// </summary>
public sealed record Program
{
    /// <summary>Raised with each signed change; stamped on every verdict. 1 to 1,000,000.</summary>
    public int Version { get; init; } = 1;
    public string Name { get; init; } = "";

    /// <summary>Zone of people whose own is unknown.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>Language of people whose own is unknown.</summary>
    public string Language { get; init; } = "en";
    public Definition Definition { get; init; } = new();
    public IReadOnlyList<RouteRule> Routes { get; init; } = [];
    public IReadOnlyList<TeamRule> Teams { get; init; } = [];
    public Cadence Cadence { get; init; } = new();
    public ConsentRules Consent { get; init; } = new();
    public AttentionBudget Budget { get; init; } = new();
    public Sla Sla { get; init; } = new();
    public IReadOnlyList<Question> Questions { get; init; } = [];
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Every piece there is, in the order of the drip.</summary>
    public IReadOnlyList<Piece> Content { get; init; } = [];
    public IReadOnlyList<string> DeclineReasons { get; init; } = [];
    public IReadOnlyList<string> LostReasons { get; init; } = [];
    public IReadOnlyList<string> RecycleReasons { get; init; } = [];

    /// <summary>The rule of a route; a route the program doesn't mention has no ladder.</summary>
    public RouteRule RuleOf(Route route)
    {
        foreach (var rule in Routes)
            if (rule.Route == route) return rule;
        return new RouteRule(route, [], []);
    }

    /// <summary>A team by its name, or null.</summary>
    public TeamRule? Team(string? name)
    {
        foreach (var team in Teams)
            if (team.Name == name) return team;
        return null;
    }

    /// <summary>A piece by its id, or null.</summary>
    public Piece? Piece(string id)
    {
        foreach (var piece in Content)
            if (piece.Id == id) return piece;
        return null;
    }
}

/// <summary>The agreed meaning of a lead: which facts count, and for how much (Q1, Q2).</summary>
public sealed record Definition
{
    public IReadOnlyList<Criterion> Criteria { get; init; } = [];

    /// <summary>Engagement points halve in this time; 1 to 366 days.</summary>
    public TimeSpan HalfLife { get; init; } = TimeSpan.FromDays(45);

    /// <summary>Points for one engagement of a kind, 0 to 100.</summary>
    public IReadOnlyDictionary<EngagementKind, int> Engagement { get; init; } = new Dictionary<EngagementKind, int>();

    /// <summary>Engagement adds at most this to the score, 0 to 100 points.</summary>
    public int EngagementMax { get; init; } = 30;
}

/// <summary>One fact that counts. Either its values give points, or bands of its number do.</summary>
/// <param name="Group">budget, authority, need, timeline or fit.</param>
public sealed record Criterion(string Fact, string Group)
{
    /// <summary>Points of each value, −100 to 100; a value not listed gives 0.</summary>
    public IReadOnlyDictionary<string, int> Values { get; init; } = new Dictionary<string, int>();

    /// <summary>From a number on (inclusive), these points, −100 to 100; the highest band reached counts.</summary>
    public IReadOnlyList<Band> Bands { get; init; } = [];

    /// <summary>The most that this fact can bring.</summary>
    public int PointsMax
    {
        get
        {
            var most = 0;
            foreach (var points in Values.Values) most = Math.Max(most, points);
            foreach (var band in Bands) most = Math.Max(most, band.Points);
            return most;
        }
    }
}

/// <summary>From this number on (inclusive), these points.</summary>
public sealed record Band(decimal From, int Points);

/// <summary>
/// When a route is taken, and whom it is offered to. The first rule whose conditions all hold decides. A route may have
/// several rules ("this, or that"), all with the same ladder.
/// </summary>
public sealed record RouteRule(Route Route, IReadOnlyList<Condition> When, IReadOnlyList<Rung> Ladder);

/// <summary>What a condition looks at.</summary>
public enum ConditionKind { Score, Potential, Engagement, Wish, FactIs, FactAtLeast, FactUnknown }

/// <summary>One condition of a route: a threshold, a wish, or a fact.</summary>
public sealed record Condition(ConditionKind Kind, decimal AtLeast, string? Fact, IReadOnlyList<string> Values)
{
    /// <summary>As it is said to a person.</summary>
    public override string ToString() => Kind switch
    {
        ConditionKind.Wish => "asked for a person",
        ConditionKind.FactIs => $"{Fact} is {string.Join(" or ", Values)}",
        ConditionKind.FactAtLeast => $"{Fact} is at least {AtLeast}",
        ConditionKind.FactUnknown => $"{Fact} is unknown",
        _ => $"{Kind} is at least {AtLeast}".ToLowerInvariant(),
    };
}

/// <summary>One step of a ladder: this team, so many members tried, so long waited for a free hand.</summary>
/// <param name="Tries">Members asked before the next rung, 1 to 20.</param>
/// <param name="WaitMax">Longest wait for somebody with a free hand, 0 to 90 days.</param>
public sealed record Rung(string Team, int Tries, TimeSpan WaitMax);

/// <summary>What holds for everybody in a team.</summary>
public sealed record TeamRule(string Name, TeamKind Kind)
{
    public WorkingHours Hours { get; init; } = new WorkingHours();

    /// <summary>An offer stands for this much of the member's working time; 15 minutes to 80 hours.</summary>
    public TimeSpan OfferFor { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Open leads and offers per member where the member has no own figure; 1 to 1,000.</summary>
    public int CapacityOpen { get; init; } = 15;

    /// <summary>New offers per member and working day where the member has no own figure; 1 to 1,000.</summary>
    public int CapacityNewPerDay { get; init; } = 5;
}

/// <summary>One good question (I5): the fact it asks for, its words, the answers to choose from.</summary>
public sealed record Question(string Fact, string Words, IReadOnlyList<Choice> Choices);

/// <summary>An answer to choose: the value it records and the words it shows.</summary>
public sealed record Choice(string Value, string Words);

/// <summary>What a piece of content is for.</summary>
public enum PieceKind { Drip, Readiness, Welcome, ThankYou, Introduction, Letter, CallScript, OfferNotice, ConfirmOptIn, Drop }

/// <summary>A piece of content as the planner sees it; its words are with the mail.</summary>
public sealed record Piece(string Id, PieceKind Kind, Channel Channel)
{
    /// <summary>Null for what belongs to no topic.</summary>
    public string? Topic { get; init; }

    /// <summary>Stages it suits; empty means all that are nurtured.</summary>
    public IReadOnlyList<Stage> Stages { get; init; } = [];

    /// <summary>Routes it suits; empty means all.</summary>
    public IReadOnlyList<Route> Routes { get; init; } = [];
    public string Language { get; init; } = "en";

    /// <summary>Not sent before this day, or after that one (inclusive, UTC).</summary>
    public DateOnly? NotBefore { get; init; }
    public DateOnly? NotAfter { get; init; }

    /// <summary>Has room for one question, written with this fact in mind; asked is the one that decides most then. Null: asks none.</summary>
    public string? Question { get; init; }

    /// <summary>Is it meant for leads in this stage and on this route?</summary>
    public bool Suits(Stage stage, Route route) =>
        (Stages.Count == 0 || Stages.Contains(stage)) && (Routes.Count == 0 || Routes.Contains(route));

    /// <summary>Is a day neither too early nor too late for it?</summary>
    public bool InSeason(DateOnly day) => (NotBefore is not { } from || day >= from) && (NotAfter is not { } to || day <= to);
}
