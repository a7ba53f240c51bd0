using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>
/// The seam between what leads do and where they live. Every edition keeps the same promises: one command at a time per
/// actor, an answer only when it is durable, a command id answered once and for ever the same. What follows for other
/// actors is durable with the answer too, and may reach them a moment later where they live apart. Thread-safe.
/// </summary>
public interface ILeadEngine
{
    /// <summary>
    /// Tells a lead something and answers when that is durable. Nothing is lost when the answer is awaited no longer:
    /// cancelling only stops the waiting. Throws <see cref="EngineStoppedException"/> when the engine has stopped.
    /// </summary>
    Task<Reply> Tell(LeadId lead, LeadCommand command, Ticket ticket = default, CancellationToken cancel = default);

    /// <summary>Tells a team something; as for a lead.</summary>
    Task<Reply> Tell(string team, TeamCommand command, Ticket ticket = default, CancellationToken cancel = default);

    /// <summary>The lead as it is after everything answered so far, or null. Follows further identities.</summary>
    Task<LeadSnapshot?> Find(LeadId lead, CancellationToken cancel = default);

    /// <summary>The team as it is after everything answered so far, or null.</summary>
    Task<TeamSnapshot?> FindTeam(string team, CancellationToken cancel = default);

    /// <summary>Holds or releases all sending; kept with the data, so it outlives a restart.</summary>
    Task HoldSending(bool held, CancellationToken cancel = default);
}

/// <summary>What goes with a command.</summary>
/// <param name="CommandId">
/// At most <see cref="CommandIdLengthMax"/> characters; it belongs to the actor it is sent to. The same id again gets the
/// same answer and changes nothing. Null: the command itself is harmless to repeat.
/// </param>
/// <param name="ExpectedVersion">Refused as outdated when the actor has another version; null: any.</param>
/// <param name="By">Who says so, for the journal; "system" when null.</param>
public readonly record struct Ticket(string? CommandId = null, int? ExpectedVersion = null, string? By = null)
{
    public const int CommandIdLengthMax = 200;
}

/// <summary>How a command was answered.</summary>
public enum ReplyKind
{
    /// <summary>It happened and is durable.</summary>
    Done,

    /// <summary>It was so already, durably; nothing changed.</summary>
    AlreadySo,

    /// <summary>It isn't possible; the words say why and what would be.</summary>
    Refused,

    /// <summary>The actor has another version than expected; look again.</summary>
    Outdated,

    /// <summary>Too much at once, or no space: nothing was done; try again after the given time.</summary>
    Busy,
}

/// <summary>The answer to a command.</summary>
/// <param name="Version">The actor's version that the answer speaks of.</param>
/// <param name="Words">For a person; null when there is nothing to say.</param>
/// <param name="Lead">The lead after the command where it was decided just now; null on a repeated answer or for a team.</param>
public sealed record Reply(ReplyKind Kind, int Version, string? Words = null, TimeSpan? RetryAfter = null, LeadState? Lead = null)
{
    /// <summary>It is as the caller wanted it.</summary>
    public bool IsFine => Kind is ReplyKind.Done or ReplyKind.AlreadySo;
}

/// <summary>A lead and its version.</summary>
public sealed record LeadSnapshot(LeadId Id, int Version, LeadState State, Moment? DueAt);

/// <summary>A team and its version.</summary>
public sealed record TeamSnapshot(string Name, int Version, TeamState State);

/// <summary>The engine has stopped, or broke a promise of durability and stopped itself; the inner exception says why.</summary>
public sealed class EngineStoppedException(string message, Exception? inner = null) : Exception(message, inner);
