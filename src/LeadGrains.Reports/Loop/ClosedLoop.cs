using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>Leads that went from one stage to another within the last day and the last seven.</summary>
/// <param name="From"><see cref="Stage.None"/> for those that came in.</param>
public sealed record StageFlow(Stage From, Stage To, int LastDay, int LastWeek);

/// <summary>How long the leads of a stage have been in it, in days.</summary>
/// <param name="OldestSinceAt">Since when the one is there that waits longest.</param>
public sealed record StageAge(Stage Stage, Spread Days, Moment OldestSinceAt);

/// <summary>The leads that first asked in one month, and what became of them (L1).</summary>
/// <param name="Month">Its first day, UTC.</param>
/// <param name="WonWithin">Won within 3, 6, 12 and 18 months of the inquiry; null where that time isn't over for all of them.</param>
public sealed record Cohort(DateOnly Month, int Leads, int Qualified, int Accepted, int Won, IReadOnlyList<int?> WonWithin)
{
    /// <summary>The months of <see cref="WonWithin"/>.</summary>
    public static readonly IReadOnlyList<int> Months = [3, 6, 12, 18];
}

/// <summary>One week of inquiries and wins.</summary>
/// <param name="Monday">Its first day, UTC.</param>
public sealed record LoopWeek(DateOnly Monday, int Inquiries, int Qualified, int Won);

/// <summary>One way of a lead, in days; null where nobody went it yet.</summary>
public sealed record Velocity(string Way, Spread? Days);

/// <summary>What a member made of what they got (L2). Times are medians.</summary>
/// <param name="HoursToAccept">From the offer, by the clock on the wall.</param>
/// <param name="HoursToContact">From acceptance.</param>
/// <param name="DaysToWon">From acceptance.</param>
/// <param name="Values">Sums of wins by currency.</param>
public sealed record Scorecard(
    string Team, string Member, int Offers, int Accepted, int Declined, int Expired, int Won, int Lost,
    double? HoursToAccept, double? HoursToContact, double? DaysToWon, IReadOnlyList<(string Currency, decimal Sum)> Values)
{
    /// <summary>Offers that were answered or ran out.</summary>
    public int Answered => Accepted + Declined + Expired;

    /// <summary>Part of the answered offers that was accepted.</summary>
    public Interval Acceptance => Interval.Of(Accepted, Answered);

    /// <summary>Part of the accepted leads that was won.</summary>
    public Interval Close => Interval.Of(Won, Accepted);
}

/// <summary>The closed loop in figures (L1, L2); no person's name is in it but those of members.</summary>
/// <param name="BySource">Won of all leads.</param>
/// <param name="ByRoute">Won of those qualified, by the latest route.</param>
/// <param name="ByScore">Won of those qualified, by the tens of their latest score.</param>
/// <param name="ByOwner">Won of those accepted, by team and member.</param>
public sealed record ClosedLoop(
    IReadOnlyList<StageFlow> Flow, IReadOnlyList<StageAge> Ages, IReadOnlyList<Velocity> Velocities, IReadOnlyList<Cohort> Cohorts,
    IReadOnlyList<LoopWeek> Weeks, IReadOnlyList<WonOf> BySource, IReadOnlyList<WonOf> ByRoute, IReadOnlyList<WonOf> ByScore,
    IReadOnlyList<WonOf> ByOwner, IReadOnlyList<Scorecard> Scorecards);
