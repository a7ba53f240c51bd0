using LeadGrains.Lifecycle;

namespace LeadGrains.Reports.Tests;

/// <summary>A program made in code: three teams, six routes, two years of content.</summary>
internal static class SamplePrograms
{
    public static readonly Program Small = new()
    {
        Name = "small",
        Definition = new Definition
        {
            Criteria =
            [
                new Criterion("budget", "budget") { Values = Points(("approved", 25), ("planned", 15), ("none", 0)) },
                new Criterion("authority", "authority") { Values = Points(("decides", 20), ("advises", 10), ("none", 0)) },
                new Criterion("need", "need") { Values = Points(("urgent", 25), ("some", 10), ("none", 0)) },
                new Criterion("timeline", "timeline") { Values = Points(("this_quarter", 20), ("this_year", 10), ("later", 0)) },
                new Criterion("segment", "fit") { Values = Points(("industry", 10), ("retail", 5), ("resale", 2), ("other", 0)) },
            ],
            Engagement = new Dictionary<EngagementKind, int>
            {
                [EngagementKind.Visited] = 2, [EngagementKind.Clicked] = 4, [EngagementKind.Replied] = 10, [EngagementKind.Downloaded] = 5,
            },
        },
        Routes =
        [
            new RouteRule(Route.Hot, [new Condition(ConditionKind.Wish, 0, null, [])], [new("sales", 3, TimeSpan.FromDays(10)), new("partners", 2, TimeSpan.FromDays(5))]),
            new RouteRule(Route.Hot, [Score(80)], [new("sales", 3, TimeSpan.FromDays(10)), new("partners", 2, TimeSpan.FromDays(5))]),
            new RouteRule(Route.PartnerOpportunity, [Score(45), new Condition(ConditionKind.FactIs, 0, "segment", ["resale"])], [new("partners", 3, TimeSpan.FromDays(10))]),
            new RouteRule(Route.HighPotential, [Score(60)], [new("sales", 3, TimeSpan.FromDays(20))]),
            new RouteRule(Route.NeedInformation, [Score(30), new Condition(ConditionKind.Potential, 70, null, []), new Condition(ConditionKind.FactUnknown, 0, "budget", [])], [new("callers", 2, TimeSpan.FromDays(10))]),
            new RouteRule(Route.LowPotential, [Score(30)], []),
        ],
        Teams =
        [
            new TeamRule("sales", TeamKind.Sales),
            new TeamRule("partners", TeamKind.Partner),
            new TeamRule("callers", TeamKind.CallCentre) { CapacityOpen = 30, CapacityNewPerDay = 20 },
        ],
        Questions = [new Question("budget", "Is there a budget?", [new("approved", "Yes"), new("planned", "Soon"), new("none", "No")])],
        Topics = ["product", "market"],
        Content =
        [
            .. Enumerable.Range(1, 24).Select(i => new Piece($"drip-{i:00}", PieceKind.Drip, Channel.Email) { Topic = i % 2 == 0 ? "product" : "market" }),
            .. Enumerable.Range(1, 9).Select(i => new Piece($"ready-{i}", PieceKind.Readiness, Channel.Email)),
            .. Enumerable.Range(1, 3).Select(i => new Piece($"thanks-{i}", PieceKind.ThankYou, Channel.Email)),
        ],
        DeclineReasons = ["not my field", "no time", "bad data"],
        LostReasons = ["chose another", "no budget", "no need"],
        RecycleReasons = ["too early", "not reached"],
    };

    private static Dictionary<string, int> Points(params (string Value, int Points)[] points) => points.ToDictionary(p => p.Value, p => p.Points);

    private static Condition Score(int atLeast) => new(ConditionKind.Score, atLeast, null, []);
}
