using LeadGrains.Lifecycle;

namespace LeadGrains.Contract;

/// <summary>A small program that has everything once: for tests of what any engine must do.</summary>
public static class SmallProgram
{
    /// <summary>A Monday, nine in the morning, UTC.</summary>
    public static readonly Moment Monday = Moment.Utc(2026, 3, 2, 9);

    public static readonly Program Program = new()
    {
        Name = "small",
        // Without jitter the first touch of a Monday's inquiry is due on Tuesday at nine.
        Cadence = new Cadence { Jitter = TimeSpan.Zero },
        Definition = new Definition
        {
            Criteria =
            [
                new Criterion("budget", "budget") { Values = new Dictionary<string, int> { ["approved"] = 40, ["none"] = -10 } },
                new Criterion("timeline", "timeline") { Values = new Dictionary<string, int> { ["now"] = 40, ["later"] = 0 } },
            ],
            Engagement = new Dictionary<EngagementKind, int> { [EngagementKind.Clicked] = 5, [EngagementKind.Replied] = 15 },
        },
        Routes =
        [
            new RouteRule(Route.Hot, [new Condition(ConditionKind.Wish, 0, null, [])], [new Rung("sales", 3, TimeSpan.FromDays(10))]),
            new RouteRule(Route.Hot, [new Condition(ConditionKind.Score, 60, null, [])], [new Rung("sales", 3, TimeSpan.FromDays(10))]),
        ],
        Teams = [new TeamRule("sales", TeamKind.Sales) { CapacityOpen = 3, CapacityNewPerDay = 3 }, new TeamRule("partners", TeamKind.Partner)],
        Questions = [new Question("budget", "Is there a budget?", [new Choice("approved", "Yes"), new Choice("none", "No")])],
        Topics = ["planning"],
        Content =
        [
            .. Enumerable.Range(1, 12).Select(n => new Piece($"planning-{n}", PieceKind.Drip, Channel.Email) { Topic = "planning" }),
            .. Enumerable.Range(1, 4).Select(n => new Piece($"readiness-{n}", PieceKind.Readiness, Channel.Email)),
            new Piece("thank-you", PieceKind.ThankYou, Channel.Email),
        ],
        DeclineReasons = ["no-capacity", "wrong-segment"],
        LostReasons = ["no-budget", "competitor"],
        RecycleReasons = ["timing"],
    };

    /// <summary>An inquiry by e-mail with consent to everything.</summary>
    public static Inquire Inquiry(string name, Wish? wish = null, Moment? at = null) =>
        new(Identity.Email($"{name}@example.com"), new Origin { Source = "web" },
            new Person { FirstName = name, Email = $"{name}@example.com" })
        {
            Consents = [new ConsentGiven(Consents.EveryTopic, Channel.Email, new ConsentProof { Words = "Yes, write to me." })],
            Wish = wish,
            At = at,
        };

    public static LeadId IdOf(string name) => LeadId.Of(Identity.Email($"{name}@example.com"));
}
