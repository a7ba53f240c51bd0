namespace LeadGrains.Orleans;

/// <summary>What the columns of the lists hold; a trigger copies them in the transaction that writes the grain's state.</summary>
public sealed record Columns
{
    public Stage Stage { get; init; }
    public string Team { get; init; } = "";
    public string? Owner { get; init; }
    public int? Score { get; init; }
    public Route? Route { get; init; }
    public string Source { get; init; } = "";
    public long? DueAt { get; init; }
    public long? Rank { get; init; }

    /// <summary>Messages that have not arrived yet; the sweep wakes who has some for too long.</summary>
    public int Messages { get; init; }
}

/// <summary>One command's entry as the journal's table gets it.</summary>
public sealed record Line(int Version, long At, string By, string? Command, System.Text.Json.JsonElement Events);

/// <summary>A parcel for the outbox.</summary>
/// <param name="OnceADay">At most one of this name a day (UTC); null: each.</param>
public sealed record Posting(long ReadyAt, System.Text.Json.JsonElement Parcel, string? OnceADay = null, string? Day = null);

/// <summary>What one write adds beside the state; the trigger puts it into the tables, and the next write replaces it.</summary>
public sealed record Addition
{
    public IReadOnlyList<Line> Lines { get; init; } = [];
    public IReadOnlyList<LeadId> Aliases { get; init; } = [];
    public IReadOnlyList<HeardAnswer> HeardLongAgo { get; init; } = [];
    public IReadOnlyList<Posting> Posted { get; init; } = [];

    /// <summary>Earlier entries as forgetting leaves them (<see cref="Forgetting"/>); they take the place of what was there.</summary>
    public IReadOnlyList<Line> Rewritten { get; init; } = [];
}

/// <summary>A lead as its grain keeps it.</summary>
public sealed record LeadRecord
{
    public Columns Columns { get; init; } = new();
    public Addition Added { get; init; } = new();
    public int Version { get; init; }
    public LeadState State { get; init; } = LeadState.Unknown;

    /// <summary>The latest answered command ids, oldest first, at most <see cref="HeardAnswer.KeptMax"/>; older ones have a table.</summary>
    public IReadOnlyList<HeardAnswer> Heard { get; init; } = [];
    public bool HeardLongAgo { get; init; }
    public Outbox Outbox { get; init; } = new();
}

/// <summary>A team as its grain keeps it.</summary>
public sealed record TeamRecord
{
    public Columns Columns { get; init; } = new();
    public Addition Added { get; init; } = new();
    public int Version { get; init; }
    public TeamState State { get; init; } = TeamState.Empty;
    public IReadOnlyList<HeardAnswer> Heard { get; init; } = [];
    public Outbox Outbox { get; init; } = new();
}

/// <summary>Messages on their way, oldest first, and the number of the latest.</summary>
public sealed record Outbox
{
    public int Last { get; init; }
    public IReadOnlyList<Message> Waiting { get; init; } = [];

    /// <summary>With what follows from some events.</summary>
    public Outbox With(IEnumerable<Effect> effects)
    {
        var (last, waiting) = (Last, new List<Message>(Waiting));
        foreach (var effect in effects)
            if (Of(effect, last + 1) is { } message)
            {
                waiting.Add(message);
                last++;
            }
        return last == Last ? this : new Outbox { Last = last, Waiting = waiting };
    }

    /// <summary>Without what has arrived.</summary>
    public Outbox Without(int upTo) => this with { Waiting = [.. Waiting.Where(m => m.Number > upTo)] };

    private static Message? Of(Effect effect, int number) => effect switch
    {
        TellLead(var lead, var command) => new ToLead(number, lead, command),
        TellTeam(var team, var command) => new ToTeam(number, team, command),
        CallWaiting(var team, var free) => new ToWaiting(number, team, free),
        _ => null,
    };
}
