using LeadGrains.Lifecycle;

namespace LeadGrains.Intake;

/// <summary>One inquiry by some door, ready to be told to its lead.</summary>
/// <param name="Door">Such as <c>google</c> or <c>form:contact</c>.</param>
/// <param name="CommandId">The same whenever the same submission comes again.</param>
public sealed record Submitted(string Door, LeadId Lead, Inquire Inquiry, string CommandId)
{
    /// <summary>Channels that the person doesn't want to be reached by; told right after the inquiry.</summary>
    public IReadOnlyList<Channel> Refused { get; init; } = [];

    /// <summary>Why somebody should look at it before it becomes a lead; null when it is as it should be (I8).</summary>
    public Suspicion? Suspicion { get; init; }

    /// <summary>The id of that command, for the channel that is refused.</summary>
    public string RefusalId(Channel channel) => $"{CommandId}/{channel}";
}

/// <summary>Why an inquiry is kept in quarantine.</summary>
public enum Suspicion
{
    /// <summary>There is no e-mail address and no telephone number.</summary>
    Unreachable,

    /// <summary>A mailbox of the kind that is thrown away.</summary>
    Disposable,

    /// <summary>A field was filled in that people don't see.</summary>
    Trap,

    /// <summary>Too many by the same person, or from the same place.</summary>
    TooMany,
}
