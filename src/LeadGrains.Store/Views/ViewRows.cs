using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>How many leads are in a stage now, ever came into it, and ever left it.</summary>
public sealed record StageCount(Stage Stage, long Count, long Entered, long Left);

/// <summary>A lead as a list shows it.</summary>
public sealed record LeadLine(
    long Row, LeadId Id, int Version, Stage Stage, string Team, string? Owner, int? Score, Route? Route,
    string Source, Moment? DueAt, LeadState State);

/// <summary>What a list shows; null means any. All that are given must hold.</summary>
public sealed record LeadFilter
{
    public Stage? Stage { get; init; }

    /// <summary>The team that owns it, has it on offer, or that it waits for.</summary>
    public string? Team { get; init; }

    /// <summary>The member who owns it; with <see cref="Team"/> found by an index.</summary>
    public string? Owner { get; init; }
    public Route? Route { get; init; }
    public string? Source { get; init; }
    public int? ScoreMin { get; init; }

    /// <summary>Due at this instant or before; found by an index.</summary>
    public Moment? DueUntil { get; init; }
}

/// <summary>An entry as it is read back.</summary>
/// <param name="LeadId">Null for a team's entry.</param>
public sealed record EntryLine(Entry Entry, LeadId? LeadId);

/// <summary>A lead as it is exported.</summary>
/// <param name="Wins">Over all cycles.</param>
/// <param name="WonAt">The first win, which by, and its value; null when it never won.</param>
/// <param name="LostReason">Why this cycle was lost, or null.</param>
public sealed record LeadExport(
    LeadId Id, Stage Stage, int Cycle, string Owner, string Source, string? Campaign, Moment FirstInquiryAt,
    Moment LastInquiryAt, Moment StageSinceAt, int Wins, Moment? WonAt, string? WonBy, decimal? Value, string? Currency, string? LostReason, int? Score,
    Route? Route, Person Person);

/// <summary>What waits to leave.</summary>
/// <param name="NextAt">When the earliest may leave, or null.</param>
public sealed record OutboxCount(long Waiting, long Ready, long Retried, Moment? NextAt);
