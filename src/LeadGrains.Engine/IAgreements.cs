using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>Where versions of the program are proposed, signed and activated (Q1). Thread-safe.</summary>
public interface IAgreements
{
    /// <summary>
    /// Tells the program something: a proposal, a signature, an activation; answers when that is durable. After an
    /// activation every due time is computed anew, a chunk a turn, between the commands.
    /// </summary>
    Task<Reply> Tell(AgreementCommand command, CancellationToken cancel = default);
}
