using System.Text;
using System.Text.Json;

namespace LeadGrains.Orleans;

/// <summary>A lead as its grain keeps it, and as the database's trigger reads it.</summary>
public sealed record LeadRecord
{
    public int Version { get; init; }
    public Columns Columns { get; init; } = new();
    public Addition Added { get; init; } = new();
    public LeadState State { get; init; } = LeadState.Unknown;
    public Answered Heard { get; init; } = new();
    public Outbox Outbox { get; init; } = new();

    /// <summary>The reminder that was set last; null: none yet.</summary>
    public Bell? Bell { get; init; }
}

/// <summary>A team as its grain keeps it.</summary>
public sealed record TeamRecord
{
    public int Version { get; init; }
    public Columns Columns { get; init; } = new();
    public Addition Added { get; init; } = new();
    public TeamState State { get; init; } = TeamState.Empty;
    public Answered Heard { get; init; } = new();
    public Outbox Outbox { get; init; } = new();
}

/// <summary>What the columns of the lists hold; a trigger copies them in the transaction that writes the grain's state.</summary>
public sealed record Columns
{
    public Stage Stage { get; init; }
    public long Since { get; init; }
    public string Team { get; init; } = "";
    public string? Owner { get; init; }
    public int? Score { get; init; }
    public Route? Route { get; init; }
    public string Source { get; init; } = "";
    public long? DueAt { get; init; }
    public long? Rank { get; init; }

    /// <summary>Messages that have not arrived yet; the sweep wakes who has some for too long.</summary>
    public int Messages { get; init; }

    /// <summary>Nobody knows, or not yet, whether one of its touches was sent.</summary>
    public bool InDoubt { get; init; }

    internal static Columns Of(LeadState lead, Moment? dueAt, Outbox outbox)
    {
        var rank = WaitingRank.Of(lead);
        return new Columns
        {
            Stage = lead.Stage,
            Since = lead.StageSinceAt.Milliseconds,
            Team = LeadRow.TeamOf(lead, rank is not null),
            Owner = lead.Owner.Member,
            Score = lead.Standing?.Score,
            Route = lead.Handoff?.Route ?? lead.Standing?.Route,
            Source = Storable(lead.Origin.Source),
            DueAt = dueAt?.Milliseconds,
            Rank = rank,
            Messages = outbox.Waiting.Count,
            InDoubt = LeadRow.InDoubt(lead),
        };
    }

    /// <summary>What PostgreSQL takes as text: without NUL and without halves of characters.</summary>
    internal static string Storable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace("\0", "", StringComparison.Ordinal);
}

/// <summary>What one write adds beside the state; the trigger puts it into the tables, and the next write replaces it. Null: nothing.</summary>
public sealed record Addition
{
    internal static Addition None { get; } = new();

    public Line? Line { get; init; }
    public IReadOnlyList<LeadId>? Aliases { get; init; }
    public IReadOnlyList<HeardAnswer>? HeardLongAgo { get; init; }
    public IReadOnlyList<Posting>? Posted { get; init; }

    /// <summary>What people look for the lead by, where it has changed.</summary>
    public string? Who { get; init; }

    /// <summary>Earlier entries as forgetting leaves them (<see cref="Forgetting"/>); they take the place of what was there.</summary>
    public IReadOnlyList<Line>? Rewritten { get; init; }

    internal static string WhoOf(Person person) => Columns.Storable($"{person.FirstName} {person.LastName} {person.Company}");

    internal static IReadOnlyList<T>? Some<T>(IEnumerable<T> items) => items.ToList() is { Count: > 0 } list ? list : null;
}

/// <summary>One command's entry as the journal's table gets it.</summary>
public sealed record Line(int Version, long At, string By, string? Command, RawJson Events)
{
    internal static Line Of<TEvent>(int version, Moment at, Ticket ticket, IReadOnlyList<TEvent> events) =>
        new(version, at.Milliseconds, Columns.Storable(ticket.By ?? "system"), ticket.CommandId is { } id && !Answered.IsOurs(id) ? Columns.Storable(id) : null,
            Raw(events));

    internal static RawJson Raw<T>(T value) => new(JsonSerializer.SerializeToUtf8Bytes(value, JournalJson.Options));
}
