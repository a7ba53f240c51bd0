using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>How many leads came how far, each counted once at every step it ever reached.</summary>
public sealed record Funnel(int Leads, int Nurtured, int Qualified, int Offered, int Accepted, int Won, int Lost)
{
    /// <summary>The steps in order with their names, as a chart shows them.</summary>
    public IReadOnlyList<FunnelStep> Steps =>
    [
        new("inquiries", Leads, Leads), new("nurtured", Nurtured, Leads), new("qualified", Qualified, Leads),
        new("offered", Offered, Leads), new("accepted", Accepted, Leads), new("won", Won, Leads),
    ];
}

/// <summary>One step of a funnel.</summary>
public sealed record FunnelStep(string Name, int Count, int Of)
{
    /// <summary>Part of all leads, 0 to 1; 0 without leads.</summary>
    public double Share => Of == 0 ? 0 : (double)Count / Of;
}

/// <summary>Leads and wins of one source, route or the like; a blank name is what nobody said.</summary>
public sealed record WonOf(string Name, int Leads, int Won)
{
    /// <summary>Part of the leads that was won, 0 to 1.</summary>
    public double Share => Leads == 0 ? 0 : (double)Won / Leads;
}

/// <summary>
/// How a set of numbers spreads. A percentile is the smallest number that so many of them don't exceed (nearest rank),
/// so it is always one that occurs.
/// </summary>
public sealed record Spread(
    int Count, double Min, double P25, double Median, double P75, double P90, double Max, double Mean)
{
    /// <summary>The spread of some numbers, in any order; null when there are none.</summary>
    public static Spread? Of(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToArray();
        return sorted.Length == 0 ? null : new Spread(
            sorted.Length, sorted[0], At(sorted, 0.25), At(sorted, 0.5), At(sorted, 0.75), At(sorted, 0.9),
            sorted[^1], sorted.Average());
    }

    private static double At(double[] sorted, double part) =>
        sorted[Math.Max(0, (int)Math.Ceiling(part * sorted.Length) - 1)];
}

/// <summary>The closed loop in figures: from first contact to won, by source and by who made it (L1).</summary>
/// <param name="Stages">How many leads are in each stage now; stages without any are left out.</param>
/// <param name="BySource">Most leads first.</param>
/// <param name="ByRoute">Leads and wins by the latest route they were qualified for.</param>
/// <param name="Qualifiers">Different people who qualified a lead that was won.</param>
/// <param name="Owners">Different members who won a lead.</param>
/// <param name="Pairs">Different pairs of the two.</param>
/// <param name="DaysToWon">Calendar days (UTC) from first contact to won, over all that were won; null without
/// any.</param>
public sealed record FunnelReport(
    Funnel Funnel, IReadOnlyDictionary<Stage, int> Stages, IReadOnlyList<WonOf> BySource, IReadOnlyList<WonOf> ByRoute,
    int Qualifiers, int Owners, int Pairs, Spread? DaysToWon,
    DateOnly? FirstContact, DateOnly? LastContact, DateOnly? FirstWon, DateOnly? LastWon);
