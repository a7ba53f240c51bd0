using System.Text.Json.Serialization;

namespace LeadGrains.Orleans;

/// <summary>A lead as its grain keeps it. The row comes first, on a line of its own: the database's trigger reads that and no more.</summary>
public sealed record LeadRecord
{
    [JsonRequired, JsonPropertyOrder(-1), JsonConverter(typeof(RowOnItsLine))]
    public Row Row { get; init; } = new();

    public LeadState State { get; init; } = LeadState.Unknown;
    public Answered Heard { get; init; } = new();
    public Outbox Outbox { get; init; } = new();

    /// <summary>The reminder that was set last; null: none yet.</summary>
    public Bell? Bell { get; init; }

    [JsonIgnore]
    public int Version => Row.Version;
}

/// <summary>A team as its grain keeps it, written as a lead is.</summary>
public sealed record TeamRecord
{
    [JsonRequired, JsonPropertyOrder(-1), JsonConverter(typeof(RowOnItsLine))]
    public Row Row { get; init; } = new();

    public TeamState State { get; init; } = TeamState.Empty;
    public Answered Heard { get; init; } = new();
    public Outbox Outbox { get; init; } = new();

    [JsonIgnore]
    public int Version => Row.Version;
}
