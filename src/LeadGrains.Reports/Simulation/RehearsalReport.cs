using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>What is rehearsed.</summary>
public sealed record RehearsalPlan
{
    /// <summary>The same seed gives the same run, entry by entry.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Leads, 1 to 10,000,000.</summary>
    public int Leads { get; init; } = 1_000;

    /// <summary>Months of 30.44 days, 1 to 120.</summary>
    public int Months { get; init; } = 18;

    /// <summary>All inquiries come within this much of the start, as in a thundershower; null: over the whole
    /// time.</summary>
    public TimeSpan? ArriveWithin { get; init; }

    /// <summary>Members of each sales team, 1 to 1,000, with the capacity that the program gives them; null: enough for
    /// the leads.</summary>
    public int? Members { get; init; }

    /// <summary>Members take no more than their capacity; false to see what happens without.</summary>
    public bool Valve { get; init; } = true;

    /// <summary>Market events: so many drops over the time, to everybody who wants the topic; 0 to 100.</summary>
    public int Drops { get; init; }

    /// <summary>The courier refuses for now or for good, answers late or not at all, and the house crashes.</summary>
    public bool Faults { get; init; }

    /// <summary>People come from every time zone that the system knows.</summary>
    public bool AllZones { get; init; }

    /// <summary>Consent to mail counts when it was confirmed from the mailbox, whatever the program says.</summary>
    public bool DoubleOptIn { get; init; }

    /// <summary>
    /// A year in which everything happens that can: twelve drops, a courier with faults, people of every zone, consent in
    /// two steps.
    /// </summary>
    public static RehearsalPlan Year(int leads, ulong seed = 1) => new()
    {
        Seed = seed,
        Leads = leads,
        Months = 12,
        Drops = 12,
        Faults = true,
        AllZones = true,
        DoubleOptIn = true,
    };

    /// <summary>When it begins.</summary>
    public Moment Start { get; init; } = Moment.Utc(2025, 1, 6);

    /// <summary>Progress is told each time this much simulated time has passed; 1 hour or more.</summary>
    public TimeSpan ProgressEvery { get; init; } = TimeSpan.FromDays(3);

    /// <summary>When it ends.</summary>
    public Moment EndAt => Start + TimeSpan.FromDays(Months * BuyingTimes.DaysPerMonth);
}

/// <summary>How far a rehearsal is; for a live table.</summary>
/// <param name="Done">Part of the simulated time, 0 to 1.</param>
/// <param name="Stages">Leads in each stage at this instant, indexed by <see cref="Stage"/>; only valid during the
/// call.</param>
public sealed record RehearsalProgress(Moment Now, double Done, IReadOnlyList<int> Stages, long Entries);

/// <summary>What a rehearsal showed (L6).</summary>
/// <param name="Hash">Over all entries in order; equal for equal runs, in memory and on a file.</param>
/// <param name="Refused">Commands that came too late or were out of place, by their names: that is life, not a
/// fault.</param>
public sealed record RehearsalReport(
    RehearsalPlan Plan, FunnelReport Funnel, Spread? TouchesPerPerson, OfferCounts Offers,
    IReadOnlyList<OwnerLoad> Owners, ReleaseReport Release,
    CheckReport Check, IReadOnlyDictionary<string, int> Refused, ulong Hash, TimeSpan Elapsed)
{
    /// <summary>How often the courier misbehaved, by what it did; empty without faults.</summary>
    public IReadOnlyDictionary<Misdeed, long> Misdeeds { get; init; } = new Dictionary<Misdeed, long>();
}
