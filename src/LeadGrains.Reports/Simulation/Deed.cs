using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>What somebody in the simulated world is going to do.</summary>
internal enum Act : byte
{
    // Prospects.
    Arrive, Return, Click, Reply, Visit, AnswerOne, AnswerReadiness, WantCall, OptOut, Prefer, Pause, Bounce,
    Complain, Buy, Erase, Confirm,

    // Owners; stale once somebody else is responsible.
    View, Accept, Decline, Contact, Step, FillIn, Win, Lose, GiveBack,

    // Team members.
    Holiday, Leave, Join,

    // The marketer.
    Drop,
}

/// <summary>One thing to be done, by or about the prospect <paramref name="Number"/>.</summary>
/// <param name="Turn">Which touch, offer or step it answers.</param>
/// <param name="Shift">The prospect's <see cref="Prospect.Shift"/> when it was planned.</param>
internal readonly record struct Deed(Act Act, int Number, int Turn = 0, int Shift = 0);

/// <summary>What the simulated world knows of a prospect, learnt from the journal's entries alone.</summary>
internal sealed class Prospect
{
    public required int Number { get; init; }
    public required LeadId Id { get; init; }
    public Moment? BuysAt { get; init; }
    public Intention Intention { get; init; }
    public Stage Stage { get; set; }

    /// <summary>Raised whenever somebody else becomes responsible: what was planned before is stale.</summary>
    public int Shift { get; set; }

    /// <summary>Who is offered it or owns it now.</summary>
    public string? Member { get; set; }
    public WorkingHours? Hours { get; set; }
    public TeamKind Kind { get; set; }
    public Route Route { get; set; } = Route.NeedNurturing;

    /// <summary>Bit n: the population's fact n is known.</summary>
    public ulong Known { get; set; }

    /// <summary>The latest piece, to answer to.</summary>
    public string? Piece { get; set; }
    public bool IsOwned { get; set; }
}
