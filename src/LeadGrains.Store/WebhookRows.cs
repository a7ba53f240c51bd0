using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>A webhook as it is kept.</summary>
/// <param name="Body">What it is, as whoever tells it writes it down.</param>
/// <param name="Cursor">The number of the latest entry that was told, or came to nothing for it.</param>
/// <param name="Replay">A range that is told again; null when there is none.</param>
public sealed record WebhookRow(int Number, string Body, long Cursor, WebhookReplay? Replay);

/// <summary>Entries that are told again: those after <paramref name="After"/> up to <paramref name="To"/>.</summary>
public sealed record WebhookReplay(long After, long To)
{
    /// <summary>It has come to its end.</summary>
    public bool IsOver => After >= To;
}

/// <summary>A message that wasn't taken: one event of one entry.</summary>
/// <param name="Part">Which of the entry's events, from 0.</param>
/// <param name="Tries">So far.</param>
/// <param name="DueAt">The next one; null for a dead letter.</param>
/// <param name="Answer">What became of the latest, in our own words.</param>
public sealed record WebhookMiss(long Seq, int Part, int Tries, Moment? DueAt, Moment TriedAt, string Answer);

/// <summary>How many messages of a webhook wait for another try, and since when one of them is due; how many are dead.</summary>
public sealed record WebhookCount(long Waiting, Moment? NextDueAt, long Dead);

/// <summary>What one commit changes of a webhook; what is null stays.</summary>
public sealed record WebhookChange(int Number)
{
    public string? Body { get; init; }
    public long? Cursor { get; init; }
    public WebhookReplay? Replay { get; init; }

    /// <summary>Messages that weren't taken, new or again.</summary>
    public IReadOnlyList<WebhookMiss> Missed { get; init; } = [];

    /// <summary>Messages that are missed no longer.</summary>
    public IReadOnlyList<WebhookMiss> Settled { get; init; } = [];

    /// <summary>None of its messages is missed any more.</summary>
    public bool Forgets { get; init; }
}
