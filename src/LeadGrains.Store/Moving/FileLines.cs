using LeadGrains.Lifecycle;
using Microsoft.Data.Sqlite;

namespace LeadGrains.Store;

/// <summary>
/// All that one LeadGrains file holds, as the lines of a moving file, at one instant; an engine may be at work. Each actor is
/// replayed on the way. Not thread-safe.
/// </summary>
public sealed class FileLines : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Program? _program;
    private readonly ActorReplay _replay = new();
    private readonly List<long> _chain = [];

    private FileLines(SqliteConnection connection, Program? program)
    {
        (_connection, _program) = (connection, program);
        JournalFile.Run(_connection, "BEGIN");
    }

    /// <summary>Throws <see cref="JournalRefusedException"/> as <see cref="LeadViews.Open"/>.</summary>
    /// <param name="program">With it alarms are compared with what follows from the state.</param>
    public static FileLines Open(string path, Program? program = null) => new(JournalFile.OpenReaderChecked(path), program);

    /// <summary>The header and all lines after it but the end. Throws <see cref="MovingException"/> where the file isn't sound.</summary>
    public IEnumerable<MovedLine> All(Moment now) => Body().Prepend(Header(now));

    /// <summary>The lines after the header.</summary>
    public IEnumerable<MovedLine> Body() => Settings().Concat(Stages()).Concat(Webhooks()).Concat(Missed()).Concat(Quarantine())
        .Concat(Teams()).Concat(Leads()).Concat(Aliases()).Concat(Parcels());

    public void Dispose()
    {
        _replay.Dispose();
        _connection.Dispose();
    }

    private MovedHeader Header(Moment now) => new(MovedHeader.Latest, now, "file", new MovedCounts(Count("lead"), Count("event"), Count("team"), Count("alias"),
        Count("outbox"), Count("quarantine"), Count("webhook"), Count("setting")), JournalFile.Number(_connection, "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'quarantine'), 0)"));

    private long Count(string table) => JournalFile.Number(_connection, $"SELECT count(*) FROM {table}");

    private IEnumerable<MovedLine> Settings() => Rows("SELECT name, value FROM setting ORDER BY name", r => new MovedSetting(r.Text(0), r.Text(1)));

    private IEnumerable<MovedLine> Stages() =>
        Rows("SELECT stage, count, entered, left FROM stage ORDER BY stage", r => new MovedStage(Enum.Parse<Stage>(r.Text(0)), r.Int(1), r.Int(2), r.Int(3)));

    private IEnumerable<MovedLine> Webhooks() =>
        Rows("SELECT number, body, cursor, replay_after, replay_to FROM webhook ORDER BY number", r => new MovedWebhook((int)r.Int(0), r.Text(1), r.Int(2), r.Int(3), r.Int(4)));

    private IEnumerable<MovedLine> Missed() => Rows("SELECT webhook, seq, part, tries, due_at, tried_at, answer FROM webhook_miss ORDER BY webhook, seq, part",
        r => new MovedMiss((int)r.Int(0), new WebhookMiss(r.Int(1), (int)r.Int(2), (int)r.Int(3), r.At(4), new Moment(r.Int(5)), r.Text(6))));

    private IEnumerable<MovedLine> Quarantine() => Rows("SELECT number, body FROM quarantine ORDER BY number", r => new MovedQuarantined(r.Int(0), Raw(r.Bytes(1))));

    private IEnumerable<MovedLine> Aliases() => Rows("SELECT id, lead FROM alias ORDER BY id", r => new MovedAlias(LeadId.FromBytes(r.Bytes(0)), r.Int(1)));

    private IEnumerable<MovedLine> Parcels() => Rows("SELECT number, lead, ready_at, attempts, parcel FROM outbox ORDER BY number",
        r => new MovedParcel(r.Int(0), r.Int(1), new Moment(r.Int(2)), (int)r.Int(3), Raw(r.Bytes(4))));

    private IEnumerable<MovedLine> Teams()
    {
        using var teams = new Statement(_connection, "SELECT name, version, last_seq, due_at, heard, state FROM team ORDER BY name");
        while (teams.Next())
        {
            var heard = JournalJson.ReadHeard(teams.Bytes(4));
            var team = Read($"team {teams.Text(0)}", () => new MovedTeam(teams.Text(0), (int)teams.Int(1), teams.At(3), heard.Count > 0 ? heard : null, JournalJson.ReadTeam(teams.Bytes(5))));
            foreach (var line in Actor(team, teams.Int(2))) yield return line;
        }
    }

    private IEnumerable<MovedLine> Leads()
    {
        using var leads = new Statement(_connection, "SELECT row, id, version, last_seq, due_at, rank, heard, state FROM lead ORDER BY row");
        using var answers = new Statement(_connection, "SELECT command, kind, version, words FROM heard WHERE lead = ? ORDER BY command");
        while (leads.Next())
        {
            var (heard, older) = Answers(leads.Bytes(6), leads.Int(0), answers);
            var lead = Read($"lead {LeadId.FromBytes(leads.Bytes(1))}", () => new MovedLead(leads.Int(0), LeadId.FromBytes(leads.Bytes(1)), (int)leads.Int(2), leads.At(4),
                leads.IsNull(5) ? null : leads.Int(5), heard, older, JournalJson.ReadLead(leads.Bytes(7))));
            foreach (var line in Actor(lead, leads.Int(3))) yield return line;
        }
    }

    private static (IReadOnlyList<HeardAnswer>? Heard, IReadOnlyList<HeardAnswer>? Older) Answers(ReadOnlySpan<byte> bytes, long row, Statement answers)
    {
        if (bytes.IsEmpty) return (null, null);
        var others = new List<HeardAnswer>();
        for (answers.Bind(1, row); answers.Next();)
            others.Add(new HeardAnswer((ulong)answers.Int(0), (AnswerKind)answers.Int(1), (int)answers.Int(2), answers.IsNull(3) ? null : answers.Text(3)));
        var (heard, longAgo) = HeardBytes.Read(bytes, command => others.Find(o => o.Command == command)?.Words);
        var known = heard.Select(h => h.Command).ToHashSet();
        return (heard.Count > 0 ? heard : null, longAgo ? [.. others.Where(o => !known.Contains(o.Command))] : null);
    }

    // Back along the pointers, then forward: a busy team has more entries than fit in memory, but not more numbers.
    private IEnumerable<MovedLine> Actor(MovedActor actor, long lastSeq)
    {
        yield return actor;
        _replay.Begin(actor);
        using var entries = new Statement(_connection, "SELECT previous, version, at, by, command, body FROM event WHERE seq = ?");
        _chain.Clear();
        for (var seq = lastSeq; seq > 0;)
        {
            if (!entries.Bind(1, seq).Next()) throw new MovingException($"{actor.Title}: entry {seq} is missing; 'leadgrains doctor' looks closer.");
            var previous = entries.Int(0);
            entries.Reset();
            if (previous >= seq) throw new MovingException($"{actor.Title}: entry {seq} points forward to {previous}; 'leadgrains doctor' looks closer.");
            _chain.Add(seq);
            seq = previous;
        }
        for (var i = _chain.Count - 1; i >= 0; i--)
        {
            _ = entries.Bind(1, _chain[i]).Next();
            var entry = new MovedEntry(_chain[i], (int)entries.Int(1), new Moment(entries.Int(2)), entries.Text(3), entries.IsNull(4) ? null : entries.Text(4), Raw(entries.Bytes(5)));
            entries.Reset();
            _replay.Add(entry);
            yield return entry;
        }
        yield return _replay.End(_program);
    }

    private IEnumerable<MovedLine> Rows(string sql, Func<Statement, MovedLine> line)
    {
        using var rows = new Statement(_connection, sql);
        while (rows.Next()) yield return line(rows);
    }

    private static T Read<T>(string title, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (System.Text.Json.JsonException e)
        {
            throw new MovingException($"{title}: its state can't be read; 'leadgrains doctor' looks closer.", e);
        }
    }

    private static RawJson Raw(ReadOnlySpan<byte> bytes) => new(bytes.ToArray());
}
