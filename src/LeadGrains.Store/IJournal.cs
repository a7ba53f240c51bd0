using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>
/// Where everything that happened is kept. One thread calls it: it reads what it needs to decide, and commits once per
/// batch. What <see cref="Commit"/> has returned from is durable. The lead row is the read model: it can't lag.
/// </summary>
public interface IJournal : IDisposable
{
    /// <summary>The number of the latest entry; entries are numbered 1, 2, 3 … without gaps over all actors.</summary>
    long LastSeq { get; }

    /// <summary>The highest row number a lead has; the next new lead gets the next.</summary>
    long LastLead { get; }

    /// <summary>The highest number a parcel in the outbox ever had.</summary>
    long LastParcel { get; }

    /// <summary>A lead by its id or by the id of a further identity, or null.</summary>
    LeadRow? Find(LeadId id);

    /// <summary>A lead by its row number, or null.</summary>
    LeadRow? Find(long row);

    /// <summary>A team by its name, or null when nobody has joined it yet.</summary>
    TeamRow? FindTeam(string name);

    /// <summary>
    /// An answer that has left <see cref="LeadRow.Heard"/> because newer ones came; null when this command was never
    /// answered.
    /// </summary>
    HeardAnswer? HeardLongAgo(long lead, ulong command);

    /// <summary>
    /// Writes a batch in one transaction and returns when it is durable. Throws <see cref="JournalFullException"/> when
    /// the disk is full: nothing of the batch is kept, reading goes on. Any other exception is a broken promise: stop.
    /// </summary>
    void Commit(JournalBatch batch);

    /// <summary>Row numbers of leads that are due by an instant, earliest first.</summary>
    IReadOnlyList<long> DueLeads(Moment until, int max);

    /// <summary>Names of teams that are due by an instant.</summary>
    IReadOnlyList<string> DueTeams(Moment until);

    /// <summary>The earliest instant at which anything is due, or null.</summary>
    Moment? NextDue();

    /// <summary>Row numbers of leads that wait for a free hand in a team, best rank (lowest) first.</summary>
    IReadOnlyList<long> Waiting(string team, int max);

    /// <summary>Parcels that may leave by an instant, earliest first.</summary>
    IReadOnlyList<OutboxParcel> Ready(Moment until, int max);

    /// <summary>The earliest instant at which a parcel may leave, or null.</summary>
    Moment? NextReady();

    /// <summary>Named settings kept with the data: whether sending is held, the active program version.</summary>
    string? Setting(string name);

    /// <summary>How many inquiries are in quarantine.</summary>
    int QuarantinedCount { get; }

    /// <summary>An inquiry in quarantine by its number, or null.</summary>
    Quarantined? FindQuarantined(long number);

    /// <summary>Numbers of those that arrived by an instant, earliest first.</summary>
    IReadOnlyList<long> QuarantinedUntil(Moment until, int max);
}

/// <summary>A lead as it is kept: the state and what is indexed beside it. Touched by the engine's loop only.</summary>
public sealed class LeadRow
{
    public required LeadId Id { get; init; }

    /// <summary>Small integer; 0 until the first commit gives it one.</summary>
    public long Row { get; set; }

    /// <summary>Entries so far: 1, 2, 3 … without gaps.</summary>
    public int Version { get; set; }

    /// <summary>The number of its latest entry; each entry points to the one before.</summary>
    public long LastSeq { get; set; }
    public LeadState State { get; set; } = LeadState.Unknown;
    public Moment? DueAt { get; set; }

    /// <summary>Place in the queue of the team it waits for, lower first; null when it doesn't wait.</summary>
    public long? Rank { get; set; }

    /// <summary>The latest answered command ids, oldest first, at most <see cref="HeardAnswer.KeptMax"/>.</summary>
    public IReadOnlyList<HeardAnswer> Heard { get; set; } = [];

    /// <summary>Older answers are in a table of their own.</summary>
    public bool HeardLongAgo { get; set; }

    /// <summary>The stage as last committed, so that the count per stage can be kept; <see cref="Stage.None"/> for a
    /// new lead.</summary>
    public Stage StoredStage { get; set; }

    // What the columns with an index hold, so that a commit touches only the indexes whose columns changed. The
    // journal's.
    internal int StoredVersion { get; set; }
    internal Moment? StoredDueAt { get; set; }
    internal long? StoredRank { get; set; }
    internal string? StoredTeam { get; set; }
    internal string? StoredOwner { get; set; }
    internal bool StoredDoubtful { get; set; }

    /// <summary>Nobody knows, or not yet, whether one of its touches was sent.</summary>
    internal bool IsDoubtful => InDoubt(State);

    /// <summary>The team that owns it, has it on offer, or that it waits for.</summary>
    internal string Team => TeamOf(State, Rank is not null);

    internal static bool InDoubt(LeadState lead) => lead.Nurture is { Pending.Begun: true } or { Doubts.Count: > 0 };

    internal static string TeamOf(LeadState lead, bool waits) =>
        lead.Work is not null || lead.Handoff is not { } handoff ? lead.Owner.Team
        : handoff.Offer?.Team ?? (waits ? handoff.Team : null) ?? lead.Owner.Team;

    /// <summary>Called by a journal when the row is as it stands in the store.</summary>
    internal void Stored()
    {
        StoredStage = State.Stage;
        (StoredVersion, StoredDueAt, StoredRank) = (Version, DueAt, Rank);
        (StoredTeam, StoredOwner, StoredDoubtful) = (Team, State.Owner.Member, IsDoubtful);
    }
}

/// <summary>A team as it is kept. Touched by the engine's loop only.</summary>
public sealed class TeamRow
{
    public required string Name { get; init; }
    public int Version { get; set; }
    public long LastSeq { get; set; }
    public TeamState State { get; set; } = TeamState.Empty;
    public Moment? DueAt { get; set; }
    public IReadOnlyList<HeardAnswer> Heard { get; set; } = [];

    internal int StoredVersion { get; set; }
}

/// <summary>How a command was answered.</summary>
public enum AnswerKind : byte { Done, AlreadySo, Refused }

/// <summary>A command id, as the first 64 bits of its SHA-256, and how it was answered: once and for ever the
/// same.</summary>
/// <param name="Words">Of a refusal; kept apart, since refusals are few.</param>
public sealed record HeardAnswer(ulong Command, AnswerKind Kind, int Version, string? Words = null)
{
    /// <summary>Answers kept with the lead; older ones move to a table, this many at a time.</summary>
    public const int KeptMax = 32;
}

/// <summary>One command's events, as the journal keeps them: one row, append only.</summary>
/// <param name="Lead">The lead's row, or 0 for a team's entry.</param>
/// <param name="Team">The team's name, or null for a lead's entry.</param>
/// <param name="Version">The actor's version with this entry.</param>
/// <param name="Previous">The number of the actor's entry before, or 0.</param>
/// <param name="By">Who did it: a member, "system", an adapter.</param>
/// <param name="CommandId">As the caller gave it, or null.</param>
public sealed record Entry(long Seq, long Lead, string? Team, int Version, long Previous, Moment At, string By,
    string? CommandId)
{
    public IReadOnlyList<LeadEvent> LeadEvents { get; init; } = [];
    public IReadOnlyList<TeamEvent> TeamEvents { get; init; } = [];
}

/// <summary>Something that must leave the house, kept from the same transaction on in which it was decided.</summary>
public sealed record OutboxParcel(long Number, long Lead, Moment ReadyAt, Parcel Parcel, int Attempts = 0);

/// <summary>All that one commit writes. The engine fills it and clears it for the next.</summary>
public sealed class JournalBatch
{
    public List<Entry> Entries { get; } = [];

    /// <summary>Leads whose row changed, each once, as they are at the end of the batch.</summary>
    public HashSet<LeadRow> Leads { get; } = [];
    public HashSet<TeamRow> Teams { get; } = [];

    /// <summary>Further identities that point to a lead.</summary>
    public List<(LeadId Alias, LeadRow Lead)> Aliases { get; } = [];

    /// <summary>Answers that left <see cref="LeadRow.Heard"/>.</summary>
    public List<(LeadRow Lead, HeardAnswer Answer)> HeardLongAgo { get; } = [];

    /// <summary>
    /// Leads that are forgotten with the entry of this number: that entry and all of the lead's before it are written
    /// over, in the same transaction, with what <see cref="Forgetting"/> leaves of them.
    /// </summary>
    public List<(long Lead, long Seq)> Forgotten { get; } = [];
    public List<OutboxParcel> Posted { get; } = [];

    /// <summary>Parcels that wait longer.</summary>
    public List<(long Number, Moment ReadyAt)> Delayed { get; } = [];

    /// <summary>Parcels that have left, or will not.</summary>
    public List<long> Removed { get; } = [];
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>Inquiries that go into quarantine; one that is there already, by lead and command id, stays as it is.</summary>
    public List<Quarantined> Quarantined { get; } = [];

    /// <summary>Numbers of those that leave it.</summary>
    public HashSet<long> Unquarantined { get; } = [];

    /// <summary>How far webhooks have come. Kept where there is a file to read it from.</summary>
    public List<WebhookChange> Webhooks { get; } = [];

    public bool IsEmpty => Entries.Count + Leads.Count + Teams.Count + Posted.Count + Delayed.Count + Removed.Count
        + Settings.Count + Quarantined.Count + Unquarantined.Count + Webhooks.Count == 0;

    public void Clear()
    {
        Entries.Clear(); Leads.Clear(); Teams.Clear(); Aliases.Clear(); HeardLongAgo.Clear();
        Forgotten.Clear(); Posted.Clear(); Delayed.Clear(); Removed.Clear(); Settings.Clear();
        Quarantined.Clear(); Unquarantined.Clear(); Webhooks.Clear();
    }
}

/// <summary>The disk is full: nothing of the batch was kept, and it can be tried again when there is space.</summary>
public sealed class JournalFullException(string message, Exception? inner = null) : Exception(message, inner);
