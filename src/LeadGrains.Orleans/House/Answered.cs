namespace LeadGrains.Orleans;

/// <summary>What was answered, so that a command id is answered once and for ever the same.</summary>
public sealed record Answered
{
    /// <summary>Of our own ids, kept at most: a repeat comes within seconds, after a silo was lost.</summary>
    public const int OursMax = 16;

    /// <summary>Begins the ids that the cluster gives to its own messages and to commands without one; callers' don't.</summary>
    public const char Ours = '~';

    /// <summary>The latest of callers' ids, oldest first, at most <see cref="HeardAnswer.KeptMax"/>; older ones have a table.</summary>
    public IReadOnlyList<HeardAnswer> Named { get; init; } = [];

    /// <summary>Some are in the table.</summary>
    public bool LongAgo { get; init; }

    /// <summary>The latest of our own ids, oldest first.</summary>
    public IReadOnlyList<HeardAnswer> Own { get; init; } = [];

    /// <summary>The answer to this id, if it is still kept here.</summary>
    public HeardAnswer? To(string commandId)
    {
        var hash = Workbench.Hash(commandId);
        return (IsOurs(commandId) ? Own : Named).FirstOrDefault(h => h.Command == hash);
    }

    /// <summary>With one more; when the place is full, all callers' before it go to the table.</summary>
    public (Answered Kept, IReadOnlyList<HeardAnswer> ToTable) With(string? commandId, Reply reply)
    {
        if (commandId is null) return (this, []);
        var answer = Workbench.Heard(commandId, reply with { Words = reply.Words is { } words ? Row.Storable(words) : null });
        if (IsOurs(commandId)) return (this with { Own = [.. Own.TakeLast(OursMax - 1), answer] }, []);
        return Named.Count < HeardAnswer.KeptMax ? (this with { Named = [.. Named, answer] }, [])
            : (this with { Named = [answer], LongAgo = true }, Named);
    }

    public static bool IsOurs(string commandId) => commandId[0] == Ours;

    internal static Reply Again(HeardAnswer heard) => new(Workbench.KindOf(heard.Kind), heard.Version, heard.Words);

    internal static Reply Of(string? refusal, int events, int version) =>
        refusal is not null ? new Reply(ReplyKind.Refused, version, refusal) : new Reply(events > 0 ? ReplyKind.Done : ReplyKind.AlreadySo, version);
}
