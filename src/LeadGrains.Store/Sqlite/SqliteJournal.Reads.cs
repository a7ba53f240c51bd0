using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>What the engine reads before it decides; each a look-up by a key or by an index.</summary>
public sealed partial class SqliteJournal
{
    private const string LeadColumns = "row, id, version, last_seq, due_at, rank, heard, state";

    private Statement _leadById = null!, _leadByAlias = null!, _leadByRow = null!, _team = null!, _heard = null!,
        _setting = null!;
    private Statement _dueLeads = null!, _dueTeams = null!, _nextLead = null!, _nextTeam = null!, _waiting = null!,
        _ready = null!, _nextReady = null!;

    private void PrepareReads()
    {
        _leadById = Prepare($"SELECT {LeadColumns} FROM lead WHERE id = ?");
        _leadByAlias = Prepare($"SELECT {LeadColumns} FROM lead WHERE row = (SELECT lead FROM alias WHERE id = ?)");
        _leadByRow = Prepare($"SELECT {LeadColumns} FROM lead WHERE row = ?");
        _team = Prepare("SELECT version, last_seq, due_at, heard, state FROM team WHERE name = ?");
        _heard = Prepare("SELECT kind, version, words FROM heard WHERE lead = ? AND command = ?");
        _setting = Prepare("SELECT value FROM setting WHERE name = ?");
        _dueLeads = Prepare("SELECT row FROM lead WHERE due_at IS NOT NULL AND due_at <= ? "
            + "ORDER BY due_at, row LIMIT ?");
        _dueTeams = Prepare("SELECT name FROM team WHERE due_at <= ? ORDER BY due_at, name");
        _nextLead = Prepare("SELECT min(due_at) FROM lead WHERE due_at IS NOT NULL");
        _nextTeam = Prepare("SELECT min(due_at) FROM team");
        _waiting = Prepare("SELECT row FROM lead WHERE rank IS NOT NULL AND team = ? ORDER BY rank, row LIMIT ?");
        _ready = Prepare("SELECT number, lead, ready_at, attempts, parcel FROM outbox WHERE ready_at <= ? "
            + "ORDER BY ready_at, number LIMIT ?");
        _nextReady = Prepare("SELECT min(ready_at) FROM outbox");
    }

    // Reads between two commits share a transaction with the next write: without one, each takes and gives back a lock of
    // the log, which costs as much as the read. Nobody else writes, so the snapshot can't be outrun.
    private Statement Reading(Statement read)
    {
        Begin();
        return read;
    }

    /// <inheritdoc/>
    public LeadRow? Find(LeadId id) => ReadLead(Reading(_leadById).Bind(1, id)) ?? ReadLead(Reading(_leadByAlias).Bind(1, id));

    /// <inheritdoc/>
    public LeadRow? Find(long row) => ReadLead(Reading(_leadByRow).Bind(1, row));

    /// <inheritdoc/>
    public TeamRow? FindTeam(string name)
    {
        var found = Reading(_team).Bind(1, name);
        if (!found.Next()) return null;
        var team = new TeamRow
        {
            Name = name,
            Version = (int)found.Int(0),
            StoredVersion = (int)found.Int(0),
            LastSeq = found.Int(1),
            DueAt = found.At(2),
            Heard = JournalJson.ReadHeard(found.Bytes(3)),
            State = JournalJson.ReadTeam(found.Bytes(4)),
        };
        found.Reset();
        return team;
    }

    /// <inheritdoc/>
    public HeardAnswer? HeardLongAgo(long lead, ulong command)
    {
        var found = Reading(_heard).Bind(1, lead).Bind(2, (long)command);
        if (!found.Next()) return null;
        var answer = new HeardAnswer(command, (AnswerKind)found.Int(0), (int)found.Int(1),
            found.IsNull(2) ? null : found.Text(2));
        found.Reset();
        return answer;
    }

    /// <inheritdoc/>
    public IReadOnlyList<long> DueLeads(Moment until, int max) =>
        Numbers(Reading(_dueLeads).Bind(1, until.Milliseconds).Bind(2, max));

    /// <inheritdoc/>
    public IReadOnlyList<string> DueTeams(Moment until)
    {
        var names = new List<string>();
        for (var team = Reading(_dueTeams).Bind(1, until.Milliseconds); team.Next();) names.Add(team.Text(0));
        return names;
    }

    /// <inheritdoc/>
    public Moment? NextDue() => Moment.Earlier(Only(Reading(_nextLead)), Only(Reading(_nextTeam)));

    /// <inheritdoc/>
    public IReadOnlyList<long> Waiting(string team, int max) => Numbers(Reading(_waiting).Bind(1, team).Bind(2, max));

    /// <inheritdoc/>
    public IReadOnlyList<OutboxParcel> Ready(Moment until, int max)
    {
        var parcels = new List<OutboxParcel>();
        for (var p = Reading(_ready).Bind(1, until.Milliseconds).Bind(2, max); p.Next();)
            parcels.Add(new OutboxParcel(p.Int(0), p.Int(1), new Moment(p.Int(2)),
                JournalJson.ReadParcel(p.Bytes(4)), (int)p.Int(3)));
        return parcels;
    }

    /// <inheritdoc/>
    public Moment? NextReady() => Only(Reading(_nextReady));

    /// <inheritdoc/>
    public string? Setting(string name)
    {
        var found = Reading(_setting).Bind(1, name);
        if (!found.Next()) return null;
        var value = found.Text(0);
        found.Reset();
        return value;
    }

    private LeadRow? ReadLead(Statement found)
    {
        if (!found.Next()) return null;
        var number = found.Int(0);
        var (heard, longAgo) = HeardBytes.Read(found.Bytes(6), command => HeardLongAgo(number, command)?.Words);
        var row = new LeadRow
        {
            Row = number,
            Id = LeadId.FromBytes(found.Bytes(1)),
            Version = (int)found.Int(2),
            LastSeq = found.Int(3),
            DueAt = found.At(4),
            Rank = found.IsNull(5) ? null : found.Int(5),
            Heard = heard,
            HeardLongAgo = longAgo,
            State = JournalJson.ReadLead(found.Bytes(7)),
        };
        row.Stored();
        found.Reset();
        return row;
    }

    private static List<long> Numbers(Statement found)
    {
        var numbers = new List<long>();
        while (found.Next()) numbers.Add(found.Int(0));
        return numbers;
    }

    private static Moment? Only(Statement found)
    {
        if (!found.Next()) return null;
        var at = found.At(0);
        found.Reset();
        return at;
    }
}
