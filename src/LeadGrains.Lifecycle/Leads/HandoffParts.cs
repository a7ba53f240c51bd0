namespace LeadGrains.Lifecycle;

/// <summary>One line of a decision trace: a criterion, what it saw, and the points it gave.</summary>
public sealed record TraceLine(string Criterion, string Saw, int Points);

/// <summary>What the definition says of a lead, and why (Q2). Points are whole; potential adds what unknown facts could still bring.</summary>
public sealed record Verdict(
    int ProgramVersion, int Score, int Potential, Route Route, string Because, IReadOnlyList<TraceLine> Trace);

/// <summary>A verdict as the state keeps it; the trace is in the journal and can be recomputed.</summary>
public sealed record Standing(int ProgramVersion, int Score, Route Route, Moment At);

/// <summary>A qualified lead shown to one member until a deadline in their working hours (Q7).</summary>
public sealed record OpenOffer(
    int Number, string Team, string Member, WorkingHours Hours, Moment OfferedAt, Moment RemindAt, Moment DueAt)
{
    public Moment? ViewedAt { get; init; }
    public bool Reminded { get; init; }
}

/// <summary>Who turned the lead down in this cycle; never offered to them again.</summary>
public sealed record Declined(string Team, string Member, string Reason, Moment At);

/// <summary>On the way to an owner: where on the ladder, with whom.</summary>
public sealed record Handoff
{
    public Route Route { get; init; }

    /// <summary>Step of the route's ladder, from 0.</summary>
    public int Rung { get; init; }

    /// <summary>Offers tried on this rung.</summary>
    public int Tries { get; init; }

    /// <summary>The number of the latest request to a team; its answer carries the same.</summary>
    public int Number { get; init; }
    public string? Team { get; init; }

    /// <summary>The request has no answer yet.</summary>
    public bool Asked { get; init; }

    /// <summary>Qualified or assigned by a person: while it waits, the score doesn't take it off the ladder again.</summary>
    public bool ByHand { get; init; }

    /// <summary>Named by somebody, so that only this member is asked.</summary>
    public string? Named { get; init; }

    /// <summary>Since when the lead waits on this rung for somebody with a free hand.</summary>
    public Moment? WaitingSinceAt { get; init; }
    public OpenOffer? Offer { get; init; }
}

/// <summary>How far an owner has come.</summary>
public enum Step { Accepted, Contacted, Working, Meeting, Proposal }

/// <summary>What an owner has done since acceptance, and what is expected next (Q8).</summary>
public sealed record Work
{
    public Moment AcceptedAt { get; init; }
    public WorkingHours Hours { get; init; } = new WorkingHours();
    public Step Step { get; init; }
    public Moment? FirstContactAt { get; init; }

    /// <summary>First contact, and later progress, is due here; missing it takes the lead back.</summary>
    public Moment RemindAt { get; init; }
    public Moment DueAt { get; init; }
    public bool Reminded { get; init; }
}

/// <summary>How a cycle ended.</summary>
public sealed record Outcome(bool Won, Moment At, decimal? Value, string? Currency, string? Reason, string? Competitor, Owner By);
