namespace LeadGrains.Reports;

/// <summary>How a prospect's search for a solution ends.</summary>
public enum Intention
{
    /// <summary>Buys from somebody, sooner or later.</summary>
    Buys,

    /// <summary>Decides against it within six months.</summary>
    DecidesAgainst,

    /// <summary>Goes on looking without ever deciding.</summary>
    NeverDecides,
}

/// <summary>What a prospect will do, and how long after the inquiry.</summary>
public readonly record struct Decided(Intention Intention, TimeSpan After);

/// <summary>
/// When those who ask really buy. The figures are those of the field studies quoted at the end of DOMAIN.md; what the
/// studies leave open is marked as an assumption.
/// </summary>
public static class BuyingTimes
{
    /// <summary>Part of all who respond that buys from somebody (DOMAIN.md: 45 % of B2B responders).</summary>
    public const double Buy = 0.45;

    /// <summary>
    /// Part of all who respond that decides against it (DOMAIN.md: 10 % six months after responding).
    /// </summary>
    public const double DecideAgainst = 0.10;

    /// <summary>Of the buyers: within three months (DOMAIN.md: 11 %).</summary>
    public const double WithinThreeMonths = 0.11;

    /// <summary>Of the buyers: in months four to six (DOMAIN.md: 17 %).</summary>
    public const double MonthsFourToSix = 0.17;

    /// <summary>Of the buyers: in months seven to twelve (DOMAIN.md: 25 %).</summary>
    public const double MonthsSevenToTwelve = 0.25;

    /// <summary>Of the buyers: after more than a year (DOMAIN.md: 47 %).</summary>
    public const double AfterAYear = 0.47;

    /// <summary>Assumption: the latest buy after three years; within each span all days are alike.</summary>
    public const int MonthsMax = 36;

    /// <summary>Days of a month, on average over the Gregorian calendar.</summary>
    public const double DaysPerMonth = 30.436875;

    /// <summary>The same two chances in [0, 1) always give the same decision.</summary>
    public static Decided Decide(double intention, double when)
    {
        if (intention >= Buy + DecideAgainst) return new Decided(Intention.NeverDecides, TimeSpan.MaxValue);
        if (intention >= Buy) return new Decided(Intention.DecidesAgainst, Months(0.25 + 5.75 * when));
        return new Decided(Intention.Buys, Months(MonthsUntilBought(when)));
    }

    // The inverse of the distribution: each span takes its share of [0, 1). Nobody buys within the first three days.
    private static double MonthsUntilBought(double share)
    {
        (double Share, double From, double To)[] spans =
        [
            (WithinThreeMonths, 0.1, 3), (MonthsFourToSix, 3, 6), (MonthsSevenToTwelve, 6, 12),
            (AfterAYear, 12, MonthsMax),
        ];
        foreach (var (part, from, to) in spans)
        {
            if (share < part) return from + (to - from) * share / part;
            share -= part;
        }
        return MonthsMax;
    }

    private static TimeSpan Months(double months) => TimeSpan.FromDays(months * DaysPerMonth);
}
