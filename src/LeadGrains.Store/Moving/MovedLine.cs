using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>
/// One line of a moving file: a JSON document whose first member, <c>is</c>, says what it holds. They come in this order:
/// the header, settings, stages, webhooks and what they missed, the quarantine, teams, leads, aliases, the outbox, the end.
/// An actor is followed by its entries, oldest first, and by their sum.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(MovedHeader), MovedHeader.Kind)]
[JsonDerivedType(typeof(MovedSetting), "setting")]
[JsonDerivedType(typeof(MovedStage), "stage")]
[JsonDerivedType(typeof(MovedWebhook), "webhook")]
[JsonDerivedType(typeof(MovedMiss), "missed")]
[JsonDerivedType(typeof(MovedQuarantined), "quarantined")]
[JsonDerivedType(typeof(MovedTeam), "team")]
[JsonDerivedType(typeof(MovedLead), "lead")]
[JsonDerivedType(typeof(MovedEntry), "entry")]
[JsonDerivedType(typeof(MovedSum), "sum")]
[JsonDerivedType(typeof(MovedAlias), "alias")]
[JsonDerivedType(typeof(MovedParcel), "parcel")]
[JsonDerivedType(typeof(MovedEnd), "end")]
public abstract record MovedLine
{
    private static readonly JsonTypeInfo<MovedLine> Info = (JsonTypeInfo<MovedLine>)JournalJson.Options.GetTypeInfo(typeof(MovedLine));

    /// <summary>As <see cref="JournalJson"/> writes: the same line always gives the same bytes.</summary>
    public void Write(Utf8JsonWriter to) => JsonSerializer.Serialize(to, this, Info);

    /// <summary>Throws <see cref="JsonException"/> for what is no line of a moving file.</summary>
    public static MovedLine Read(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, Info) ?? throw new JsonException("There is no line in 'null'.");
}

/// <summary>What the file is.</summary>
/// <param name="Format">How it is written; a program reads its own and older ones.</param>
/// <param name="From">The edition that wrote it: <c>file</c> or <c>cluster</c>.</param>
/// <param name="Quarantined">The highest number the quarantine ever gave.</param>
public sealed record MovedHeader(int Format, Moment MadeAt, string From, MovedCounts Counts, long Quarantined) : MovedLine
{
    /// <summary>The format that this program writes, and the highest it reads.</summary>
    public const int Latest = 1;

    /// <summary>What the first line of every moving file is.</summary>
    public const string Kind = "leadgrains-moving";
}

/// <summary>How many lines of each kind there are; the file is whole when it holds as many.</summary>
public sealed record MovedCounts(long Leads, long Entries, long Teams, long Aliases, long Parcels, long Quarantined, long Webhooks, long Settings);

/// <summary>A named setting: program versions and signatures, people, keys, what was imported.</summary>
public sealed record MovedSetting(string Name, string Value) : MovedLine;

/// <summary>How many are in a stage, and ever came and left.</summary>
public sealed record MovedStage(Stage Stage, long Count, long Entered, long Left) : MovedLine;

/// <summary>A webhook and how far it has come.</summary>
public sealed record MovedWebhook(int Number, string Body, long Cursor, long ReplayAfter, long ReplayTo) : MovedLine;

/// <summary>A message that a webhook didn't take.</summary>
public sealed record MovedMiss(int Webhook, WebhookMiss Miss) : MovedLine;

/// <summary>An inquiry in quarantine.</summary>
public sealed record MovedQuarantined(long Number, RawJson Body) : MovedLine;

/// <summary>A team or a lead, as it stands.</summary>
/// <param name="Version">How many entries follow.</param>
/// <param name="DueAt">Computed from the state; kept so that it can be compared.</param>
/// <param name="Heard">The latest command ids and their answers; null for none.</param>
public abstract record MovedActor(int Version, Moment? DueAt, IReadOnlyList<HeardAnswer>? Heard) : MovedLine
{
    /// <summary>For people: <c>lead 1f…</c>, <c>team sales</c>.</summary>
    [JsonIgnore]
    public abstract string Title { get; }
}

public sealed record MovedTeam(string Name, int Version, Moment? DueAt, IReadOnlyList<HeardAnswer>? Heard, TeamState State) : MovedActor(Version, DueAt, Heard)
{
    public override string Title => $"team {Name}";
}

/// <param name="Row">The lead's number in its house, which aliases and parcels name.</param>
/// <param name="Rank">Its place among those who wait for a team; null when it doesn't wait.</param>
/// <param name="Older">Answers that have left <paramref name="Heard"/>; null for none.</param>
public sealed record MovedLead(long Row, LeadId Id, int Version, Moment? DueAt, long? Rank, IReadOnlyList<HeardAnswer>? Heard, IReadOnlyList<HeardAnswer>? Older, LeadState State)
    : MovedActor(Version, DueAt, Heard)
{
    public override string Title => $"lead {Id}";
}

/// <summary>One command's events, byte for byte as the journal has them.</summary>
public sealed record MovedEntry(long Seq, int Version, Moment At, string By, string? Command, RawJson Events) : MovedLine;

/// <summary>The SHA-256 over an actor's entries and its state, in hex: what must come out when they are replayed elsewhere.</summary>
public sealed record MovedSum(string Sha256) : MovedLine;

/// <summary>A further identity that points to a lead.</summary>
public sealed record MovedAlias(LeadId Id, long Lead) : MovedLine;

/// <summary>An intent in the outbox.</summary>
/// <param name="Lead">The lead's row, or 0.</param>
public sealed record MovedParcel(long Number, long Lead, Moment ReadyAt, int Attempts, RawJson Parcel) : MovedLine;

/// <summary>The last line.</summary>
/// <param name="Lines">How many came before it.</param>
/// <param name="Sha256">Of all bytes before it, in hex.</param>
public sealed record MovedEnd(long Lines, string Sha256) : MovedLine;
