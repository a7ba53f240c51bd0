namespace LeadGrains.Lifecycle.Tests;

/// <summary>A small program and one person, with short words for the tests.</summary>
internal static class Sample
{
    /// <summary>Monday, 2 March 2026, 10:00 in Berlin.</summary>
    public static readonly Moment Monday = Moment.Utc(2026, 3, 2, 9);
    public static readonly WorkingHours Office = new() { Zone = "Europe/Berlin" };
    public static readonly ConsentProof Proof = new() { Words = "Yes, write to me.", Form = "/guide" };
    public static readonly Identity Ann = Identity.Email("ann@example.org");
    public static readonly Identity Bob = Identity.Email("bob@example.org");

    public static readonly Program Program = new()
    {
        Name = "sample",
        Zone = "Europe/Berlin",
        Definition = new Definition
        {
            Criteria =
            [
                new("budget", "budget") { Values = Points(("none", 0), ("planned", 20), ("approved", 40)) },
                new("timeline", "timeline") { Bands = [new(0, 30), new(6, 10), new(12, 0)] },
                new("need", "need") { Values = Points(("curious", 5), ("urgent", 20)) },
            ],
            Engagement = new Dictionary<EngagementKind, int>
            {
                [EngagementKind.Visited] = 1,
                [EngagementKind.Clicked] = 3,
                [EngagementKind.Downloaded] = 5,
                [EngagementKind.Replied] = 8,
            },
            EngagementMax = 15,
        },
        Routes =
        [
            new(Route.Hot, [Is(ConditionKind.Wish)], [SalesRung, PartnerRung]),
            new(Route.Hot, [Is(ConditionKind.Score, 60)], [SalesRung, PartnerRung]),
            new(Route.PartnerOpportunity, [new(ConditionKind.FactIs, 0, "segment", ["small"])], [PartnerRung]),
            new(Route.HighPotential, [Is(ConditionKind.Score, 40)], [CallerRung, SalesRung]),
            new(Route.NeedInformation, [Is(ConditionKind.Score, 20), Is(ConditionKind.Potential, 60)], [CallerRung]),
            new(Route.LowPotential, [Is(ConditionKind.Score, 10)], []),
        ],
        Teams =
        [
            new("sales", TeamKind.Sales) { Hours = Office, CapacityOpen = 4, CapacityNewPerDay = 2 },
            new("partners", TeamKind.Partner) { Hours = Office, CapacityOpen = 3, CapacityNewPerDay = 2 },
            new("callers", TeamKind.CallCentre) { Hours = Office, CapacityOpen = 5, CapacityNewPerDay = 4 },
        ],
        Cadence = new Cadence { Hours = Office },
        Topics = ["news", "guides"],
        Content =
        [
            .. Enumerable.Range(1, 8).Select(n => new Piece($"drip-{n}", PieceKind.Drip, Channel.Email) { Topic = n % 2 == 0 ? "news" : "guides" }),
            .. Enumerable.Range(1, 4).Select(n => new Piece($"ready-{n}", PieceKind.Readiness, Channel.Email)),
            .. Enumerable.Range(1, 3).Select(n => new Piece($"letter-{n}", PieceKind.Letter, Channel.Post)),
            .. Enumerable.Range(1, 3).Select(n => new Piece($"call-{n}", PieceKind.CallScript, Channel.Call)),
            .. Enumerable.Range(1, 3).Select(n => new Piece($"drop-{n}", PieceKind.Welcome, Channel.Email) { Topic = "news" }),
            new Piece("thanks", PieceKind.ThankYou, Channel.Email),
            new Piece("intro", PieceKind.Introduction, Channel.Email),
        ],
        DeclineReasons = ["wrong territory", "too small"],
        LostReasons = ["bought elsewhere", "no need"],
        RecycleReasons = ["not now", "no budget yet"],
    };

    public static Rung SalesRung => new("sales", 2, TimeSpan.FromDays(5));
    public static Rung PartnerRung => new("partners", 1, TimeSpan.FromDays(3));
    public static Rung CallerRung => new("callers", 2, TimeSpan.FromDays(4));

    /// <summary>Somebody who opted in by mail and told nothing yet.</summary>
    public static Inquire Inquiry(Identity? identity = null, params Telling[] facts) => new(identity ?? Ann, new Origin { Source = "guide" },
        new Person { FirstName = "Ann", Email = "ann@example.org", Phone = "+4930123456", PostalAddress = "Hauptstr. 1" })
    {
        Facts = facts,
        Consents = [new ConsentGiven(Consents.EveryTopic, Channel.Email, Proof)],
    };

    /// <summary>Somebody who is hot by the definition at once.</summary>
    public static Inquire HotInquiry(Identity? identity = null) => Inquiry(identity, new("budget", "approved"), new("timeline", "2"));

    /// <summary>The team's answer to a request.</summary>
    public static Offer OfferTo(string team, string member, int number, Moment now) => new(number, team, member, Office,
        BusinessTime.Add(Office, now, TimeSpan.FromHours(6)), BusinessTime.Add(Office, now, TimeSpan.FromHours(8)));

    public static LeadId IdOf(Identity identity) => LeadId.Of(identity);

    public static TimeSpan Days(double days) => TimeSpan.FromDays(days);
    public static TimeSpan Hours(double hours) => TimeSpan.FromHours(hours);

    private static Condition Is(ConditionKind kind, decimal atLeast = 0) => new(kind, atLeast, null, []);
    private static Dictionary<string, int> Points(params (string, int)[] points) => points.ToDictionary(p => p.Item1, p => p.Item2);
}
