using System.Data.Common;
using Dapper;
using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>
/// Questions to a journal, on a connection that writes nothing; a question sees what was committed before it began and
/// never holds the engine up. The same questions to a file and to a cluster's database; <see cref="ViewDialect"/> knows
/// where the two differ. One thread at a time; whoever asks often takes one of a <see cref="ViewPool"/>.
/// </summary>
public sealed partial class LeadViews : IDisposable
{
    /// <summary>The most rows one page has; a larger wish gets this many.</summary>
    public const int PageMax = 1_000;

    /// <summary>Hex digits of an id that find a lead, at least.</summary>
    public const int IdPrefixMin = 4;

    private readonly DbConnection _connection;
    private readonly ViewDialect _sql;
    private readonly ViewPool? _pool;
    private bool _isClosed;

    internal LeadViews(DbConnection connection, ViewDialect sql, ViewPool? pool = null) => (_connection, _sql, _pool) = (connection, sql, pool);

    /// <summary>
    /// Throws <see cref="JournalRefusedException"/> when there is no such file, or it is another program's or a newer
    /// version's.
    /// </summary>
    public static LeadViews Open(string path) => new(JournalFile.OpenReaderChecked(path), new SqliteDialect(path));

    /// <summary>All stages in their order, also empty ones. Takes as long for a million leads as for one.</summary>
    public IReadOnlyList<StageCount> Stages()
    {
        var counts = _connection
            .Query<(string Stage, long Count, long Entered, long Left)>("SELECT stage, count, entered, \"left\" FROM stage")
            .ToDictionary(c => Enum.Parse<Stage>(c.Stage));
        return [.. Enum.GetValues<Stage>().Where(s => s != Stage.None)
            .Select(s => counts.TryGetValue(s, out var c) ? new StageCount(s, c.Count, c.Entered, c.Left)
                : new StageCount(s, 0, 0, 0))];
    }

    /// <summary>A lead by its id or that of a further identity, or null.</summary>
    public LeadLine? Lead(LeadId id)
    {
        var bytes = id.ToBytes();
        return Lines("id = @bytes", new { bytes }, 1).FirstOrDefault()
            ?? Lines("row = (SELECT lead FROM alias WHERE id = @bytes)", new { bytes }, 1).FirstOrDefault();
    }

    /// <summary>Several leads at once, those first that have something to do first; at most <paramref name="max"/>.</summary>
    public IReadOnlyList<LeadLine> Leads(IEnumerable<LeadId> ids, int max) => Lines(
        $"row IN (SELECT row FROM lead WHERE id IN ({_sql.Ids("@ids")}) ORDER BY due_at IS NULL, due_at, row LIMIT @max)",
        new { ids = $"[{string.Join(',', ids.Select(id => $"\"{id}\""))}]" }, max, order: "due_at IS NULL, due_at, row");

    /// <summary>
    /// What a person types: an e-mail address, a phone number in E.164, <c>system:id</c>, or the first
    /// <see cref="IdPrefixMin"/> hex digits of an id or more, all found by an index; else a part of a name or company,
    /// for which a file's every lead is read (seconds for a million), and every name of a cluster's.
    /// </summary>
    public IReadOnlyList<LeadLine> Find(string text, int max = 20)
    {
        text = text.Trim();
        if (LeadId.TryParse(text, out var id)) return One(id);
        if (text.Contains('@')) return One(LeadId.Of(Identity.Email(text.ToLowerInvariant())));
        if (text.StartsWith('+')) return One(LeadId.Of(Identity.Phone(text)));
        if (text.Contains(':')) return One(LeadId.Of(new Identity(IdentityKind.External, text)));
        if (text.Length is >= IdPrefixMin and < LeadId.TextLength && text.All(char.IsAsciiHexDigit))
        {
            var from = Convert.FromHexString(text.PadRight(LeadId.TextLength, '0'));
            var to = Convert.FromHexString(text.PadRight(LeadId.TextLength, 'f'));
            var found = Lines("id BETWEEN @from AND @to", new { from, to }, max);
            if (found.Count > 0) return found;
        }
        if (text.Length == 0) return [];
        return Lines(_sql.Named("@text"), new { text }, max);
    }

    /// <summary>Among so many leads a part of a name is found while somebody waits: in a file within 40 ms, in a cluster within 0.2 s.</summary>
    public int NamesReadMax => _sql.NamesReadMax;

    /// <summary>A page of leads in the order of their rows, after a row (0 for the first page).</summary>
    public IReadOnlyList<LeadLine> Leads(LeadFilter filter, int max, long afterRow = 0)
    {
        var where = Conditions(filter);
        where.Add("row > @afterRow");
        var index = filter.Team is not null and not Owner.MarketingTeam ? "lead_team"
            : filter.DueUntil is not null ? "lead_due" : null;
        return Lines(string.Join(" AND ", where), new
        {
            afterRow,
            stage = filter.Stage?.ToString(),
            team = filter.Team,
            owner = filter.Owner,
            route = filter.Route?.ToString(),
            source = filter.Source,
            scoreMin = filter.ScoreMin,
            dueUntil = filter.DueUntil?.Milliseconds,
        }, max, index);
    }

    private static List<string> Conditions(LeadFilter filter)
    {
        var where = new List<string>();
        if (filter.Stage is not null) where.Add("stage = @stage");
        if (filter.Team is not null)
            where.Add(filter.Team == Owner.MarketingTeam ? "team = @team" : "team = @team AND team <> 'marketing'");
        if (filter.Owner is not null) where.Add("owner = @owner");
        if (filter.Route is not null) where.Add("route = @route");
        if (filter.Source is not null) where.Add("source = @source");
        if (filter.ScoreMin is not null) where.Add("score >= @scoreMin");
        if (filter.DueUntil is not null) where.Add("due_at IS NOT NULL AND due_at <= @dueUntil");
        return where;
    }

    /// <summary>Every team that somebody has joined, by name. A pool remembers what it has read: a large team takes 10 ms.</summary>
    public IReadOnlyList<TeamState> Teams() =>
        [.. _connection.Query<(string Name, int Version)>("SELECT name, version FROM team ORDER BY name").Select(t => _pool?.Known(t.Name, t.Version) ?? Team(t.Name))];

    private TeamState Team(string name)
    {
        var (version, body) = _connection.QuerySingle<(int, byte[])>($"SELECT version, {_sql.Utf8("state")} FROM team WHERE name = @name", new { name });
        var team = JournalJson.ReadTeam(body);
        _pool?.Remember(version, team);
        return team;
    }

    /// <summary>What waits in the outbox at an instant.</summary>
    public OutboxCount Outbox(Moment now)
    {
        var (waiting, ready, retried, next) = _connection.QuerySingle<(long, long, long, long?)>("""
            SELECT count(*), count(*) FILTER (WHERE ready_at <= @at), count(*) FILTER (WHERE attempts > 0), min(ready_at)
              FROM outbox
            """, new { at = now.Milliseconds });
        return new OutboxCount(waiting, ready, retried, next is { } at ? new Moment(at) : null);
    }

    /// <summary>A named setting kept with the data, or null.</summary>
    public string? Setting(string name) =>
        _connection.QuerySingleOrDefault<string>("SELECT value FROM setting WHERE name = @name", new { name });

    /// <summary>
    /// Named settings kept with the data; without those of versions of the program, which are long, and without keys,
    /// which are nobody's business.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings() =>
        _connection.Query<(string Name, string Value)>(
            """
            SELECT name, value FROM setting WHERE name NOT LIKE 'program.step.%' AND name NOT LIKE 'program.text.%'
              AND name NOT LIKE '%.key.%' AND name NOT LIKE '%-key' AND name NOT LIKE 'portal.person.%' ORDER BY name
            """)
            .ToDictionary(s => s.Name, s => s.Value);

    /// <summary>The number of the latest entry before which none can appear any more.</summary>
    public long LastSeq() => _sql.LastSeq(_connection);

    /// <summary>What holds the data, for people, and how many bytes it has.</summary>
    public (string Name, long Bytes) Kept() => _sql.Kept(_connection);

    /// <summary>Closes the connection, or gives it back to the pool that it came from. Twice is once.</summary>
    public void Dispose()
    {
        if (_isClosed) return;
        _isClosed = true;
        if (_pool is null) _connection.Dispose();
        else _pool.TakeBack(_connection);
    }

    private IReadOnlyList<LeadLine> One(LeadId id) => Lead(id) is { } lead ? [lead] : [];

    private List<LeadLine> Lines(string where, object parameters, int max, string? index = null, string order = "row")
    {
        var all = new DynamicParameters(parameters);
        all.Add("max", Math.Clamp(max, 0, PageMax));
        return [.. _connection.Query<LeadRecord>($"""
            SELECT row, id, version, stage, team, owner, score, route, source, due_at AS dueAt,
              {_sql.Utf8("state")} AS state
            FROM lead {_sql.By(index)} WHERE {where} ORDER BY {order} LIMIT @max
            """, all).Select(record => record.Line())];
    }

    // Dapper fills it.
    private sealed class LeadRecord
    {
        public long Row { get; set; }
        public byte[] Id { get; set; } = [];
        public int Version { get; set; }
        public string Stage { get; set; } = "";
        public string Team { get; set; } = "";
        public string? Owner { get; set; }
        public int? Score { get; set; }
        public string? Route { get; set; }
        public string Source { get; set; } = "";
        public long? DueAt { get; set; }
        public byte[] State { get; set; } = [];

        public LeadLine Line() => new(Row, LeadId.FromBytes(Id), Version, Enum.Parse<Stage>(Stage), Team, Owner, Score,
            Route is null ? null : Enum.Parse<Route>(Route), Source, DueAt is { } at ? new Moment(at) : null,
            JournalJson.ReadLead(State));
    }
}
