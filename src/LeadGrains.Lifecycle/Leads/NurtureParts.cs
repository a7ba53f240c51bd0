using System.Text.Json.Serialization;

namespace LeadGrains.Lifecycle;

/// <summary>A touch that was decided and not yet finished.</summary>
/// <param name="Number">1, 2, 3 … over the whole life of the lead.</param>
/// <param name="DueAt">When the plan wanted it; lateness is counted from here.</param>
/// <param name="Begun">The message was handed to the transport: from here on it may have been sent.</param>
public sealed record PendingTouch(int Number, string Piece, Channel Channel, Moment DueAt, Moment SendAt, bool Begun)
{
    /// <summary>A drop that doesn't get out waits again; the drip chooses anew.</summary>
    public TouchPlace Place { get; init; }

    /// <summary>Where people make the touch: what waits for them.</summary>
    public OpenTask? Task { get; init; }
}

/// <summary>A call to be made or a letter to be printed: it waits for whoever takes it.</summary>
/// <param name="FromAt">Not before this instant: later than queued after a call in vain.</param>
/// <param name="LapseAt">Nobody did it by then: the plan goes on without it.</param>
public sealed record OpenTask(Moment QueuedAt, Moment FromAt, Moment LapseAt)
{
    /// <summary>Calls in vain so far.</summary>
    public int Attempts { get; init; }

    /// <summary>Who has it in hand, or had it last.</summary>
    public string? By { get; init; }
}

/// <summary>How a call went.</summary>
public enum CallOutcome { Reached, NotReached, WantsToTalk, WantsNoCalls, NotBefore }

/// <summary>What a touch is part of: a drop and an introduction leave the drip's place as it was.</summary>
public enum TouchPlace { Drip, Readiness, Drop, Introduction }

/// <summary>
/// What became of a touch. Refused for good says that this one can't be sent, no such address that none can (N9).
/// </summary>
public enum TouchOutcome { Sent, RefusedForNow, RefusedForGood, Uncertain, NoSuchAddress }

/// <summary>A touch of which nobody knows whether it was sent; an operator may say so later.</summary>
public sealed record Doubt(int Number, string Piece, Channel Channel, Moment At);

/// <summary>Why a touch that was due was not made.</summary>
public enum SkipReason { Late, NoConsent, NotNurtured, Budget, Quiet, NoChannel, Superseded }

/// <summary>What keeps the lead gently in touch: what was seen, when, and what comes next.</summary>
public sealed record Nurture
{
    /// <summary>Contacts remembered; the budget can't count further than this.</summary>
    public const int ContactsKept = 8;

    /// <summary>Ids of pieces the person got or may have got, oldest first; never offered again (N2).</summary>
    public IReadOnlyList<string> Seen { get; init; } = [];

    /// <summary>The instants of the latest contacts by anyone, oldest first, at most <see cref="ContactsKept"/> (C4).</summary>
    public IReadOnlyList<Moment> Contacts { get; init; } = [];

    /// <summary>The latest place on the cadence that was used or skipped; the next one is counted from here.</summary>
    public Moment SlotAt { get; init; }

    /// <summary>No place of this cycle was used yet: the first comes sooner than the rhythm says.</summary>
    public bool Fresh { get; init; }

    /// <summary>The latest readiness check, or the start of the cycle.</summary>
    public Moment ReadinessAt { get; init; }

    /// <summary>When a touch last didn't get out: the next try keeps its distance, so that nothing is tried in a loop.</summary>
    public Moment TriedAt { get; init; }

    /// <summary>When the person last wrote to us: a conversation has begun, and the drip keeps its distance from it.</summary>
    public Moment HeardAt { get; init; }

    /// <summary>Touches decided so far; the next one has the next number.</summary>
    public int Touches { get; init; }
    public PendingTouch? Pending { get; init; }

    /// <summary>Pieces dropped by a market event, to be sent before the drip goes on (N4).</summary>
    public IReadOnlyList<string> Drops { get; init; } = [];

    /// <summary>Touches that were perhaps sent, oldest first; no more than there are pieces, as each is sent once.</summary>
    public IReadOnlyList<Doubt> Doubts { get; init; } = [];

    /// <summary>The earliest instant for the first of <see cref="Drops"/>: each person has another, so that a drop isn't a burst.</summary>
    public Moment DropAt { get; init; }

    /// <summary>Topics they did something with, the latest first, at most <see cref="InterestsMax"/>: told first.</summary>
    public IReadOnlyList<string> Interests { get; init; } = [];

    /// <summary>Topics remembered as interests.</summary>
    public const int InterestsMax = 3;

    /// <summary>E-mail came back for good: other channels are tried (N9).</summary>
    public bool MailDead { get; init; }

    /// <summary>Calls came to nothing: other channels come first until the person is reached or wants calls (N7).</summary>
    public bool Unreached { get; init; }

    /// <summary>The marketer was told that the stream has run dry.</summary>
    public bool Exhausted { get; init; }

    /// <summary>The latest contact by anyone, or null.</summary>
    [JsonIgnore]
    public Moment? LastContactAt => Contacts.Count == 0 ? null : Contacts[^1];
}
