namespace LeadGrains.Lifecycle;

/// <summary>What a command led to: new events, "already so", or a refusal worded for a person.</summary>
/// <typeparam name="TEvent">The actor's family of events.</typeparam>
public readonly struct Decision<TEvent>
{
    private static readonly TEvent[] None = [];

    private Decision(IReadOnlyList<TEvent> events, string? refusal)
    {
        Events = events;
        Refusal = refusal;
    }

    /// <summary>What happened; empty when it already was so, or was refused.</summary>
    public IReadOnlyList<TEvent> Events { get; }

    /// <summary>Why not, and what would be accepted instead; null when it was not refused.</summary>
    public string? Refusal { get; }

    /// <summary>Nothing to do: the request was already fulfilled, or a stale alarm.</summary>
    public bool IsAlreadySo => Refusal is null && Events.Count == 0;

    /// <summary>The request was already fulfilled.</summary>
    public static Decision<TEvent> AlreadySo => new(None, null);

    /// <summary>These things happened.</summary>
    public static Decision<TEvent> Happened(params TEvent[] events) => new(events, null);

    /// <summary>These things happened.</summary>
    public static Decision<TEvent> Happened(IReadOnlyList<TEvent> events) => new(events, null);

    /// <summary>Not possible now; the words are for a person and say what would be.</summary>
    public static Decision<TEvent> Refuse(string words) => new(None, words);
}
