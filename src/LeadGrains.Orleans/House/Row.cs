using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadGrains.Orleans;

/// <summary>What the tables get of a write: the columns of the lists, and what this write adds; a trigger puts it there in the same transaction.</summary>
public sealed record Row
{
    public int Version { get; init; }
    public Stage Stage { get; init; }
    public long Since { get; init; }

    /// <summary>Of a team: its name.</summary>
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

    /// <summary>This write's entry in the journal; null: it has none.</summary>
    public RawJson? Events { get; init; }

    /// <summary>When the entry was made, by whom, and by which command.</summary>
    public long? At { get; init; }

    /// <inheritdoc cref="At"/>
    public string? By { get; init; }

    /// <inheritdoc cref="At"/>
    public string? Command { get; init; }

    /// <summary>What a write seldom adds; null: nothing.</summary>
    public Addition? Added { get; init; }

    internal static Row Of(LeadState lead, int version, Moment? dueAt, Outbox outbox)
    {
        var rank = WaitingRank.Of(lead);
        return new Row
        {
            Version = version,
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

    internal Row With<TEvent>(IReadOnlyList<TEvent> events, Moment at, Ticket ticket) => events.Count == 0 ? this : this with
    {
        Events = Raw(events),
        At = at.Milliseconds,
        By = Storable(ticket.By ?? "system"),
        Command = ticket.CommandId is { } id && !Answered.IsOurs(id) ? Storable(id) : null,
    };

    /// <summary>As the next write begins with it: what this one added is in the tables, and would be added twice.</summary>
    internal Row Told() => this with { Events = null, At = null, By = null, Command = null, Added = null };

    internal static RawJson Raw<T>(T value) => new(JsonSerializer.SerializeToUtf8Bytes(value, JournalJson.Options));

    /// <summary>What PostgreSQL takes as text: without NUL and without halves of characters.</summary>
    internal static string Storable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace("\0", "", StringComparison.Ordinal);
}

/// <summary>What a write seldom adds to the tables. Null: nothing.</summary>
public sealed record Addition
{
    public IReadOnlyList<LeadId>? Aliases { get; init; }
    public IReadOnlyList<HeardAnswer>? HeardLongAgo { get; init; }
    public IReadOnlyList<Posting>? Posted { get; init; }

    /// <summary>What people look for the lead by, where it has changed.</summary>
    public string? Who { get; init; }

    /// <summary>Earlier entries as forgetting leaves them (<see cref="Forgetting"/>); they take the place of what was there.</summary>
    public IReadOnlyList<Rewritten>? Rewritten { get; init; }

    internal static string WhoOf(Person person) => Row.Storable($"{person.FirstName} {person.LastName} {person.Company}");

    internal static IReadOnlyList<T>? Some<T>(IEnumerable<T> items) => items.ToList() is { Count: > 0 } list ? list : null;

    internal Addition? OrNone() => this == new Addition() ? null : this;
}

/// <summary>One entry as forgetting leaves it.</summary>
public sealed record Rewritten(int Version, RawJson Events);

/// <summary>Ends the line after the row, which tells the trigger how far to read: nothing else in compact JSON is a line's end.</summary>
internal sealed class RowOnItsLine : JsonConverter<Row>
{
    public override Row? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => JsonSerializer.Deserialize<Row>(ref reader, options);

    public override void Write(Utf8JsonWriter writer, Row value, JsonSerializerOptions options) =>
        writer.WriteRawValue([.. JsonSerializer.SerializeToUtf8Bytes(value, options), (byte)'\n'], skipInputValidation: true);
}
