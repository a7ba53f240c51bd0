using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LeadGrains.Store;

/// <summary>
/// A new LeadGrains file to move into. It is made under a temporary name beside its own, and takes that when it opens; an
/// existing file is only replaced when nothing ever happened in it.
/// </summary>
public sealed class NewFile : INewHouse
{
    // Nobody reads it before it is whole, so nothing is made durable on the way.
    private const string Bulk = "PRAGMA journal_mode = DELETE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144";

    private readonly string _path, _part;
    private readonly FileLock _held;
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _inserts = []; // by table
    private readonly JsonBuffer _json = new();
    private byte[] _heardBytes = new byte[1024];
    private MovedActor? _actor;
    private long _lastSeq;
    private bool _isTaking = true;

    private NewFile(string path, FileLock held)
    {
        (_path, _part, _held) = (path, path + ".moving", held);
        Remove(_part);
        SqliteJournal.Create(_part).Dispose();
        _connection = JournalFile.OpenWriter(_part);
        JournalFile.Run(_connection, Bulk);
        JournalFile.Run(_connection, "BEGIN");
    }

    /// <summary>
    /// Throws <see cref="JournalRefusedException"/> where there is a file in which something has happened, and as
    /// <see cref="SqliteJournal.OpenOrCreate"/>.
    /// </summary>
    public static NewFile At(string path)
    {
        if (File.Exists(path))
            using (var there = SqliteJournal.Open(path))
                if (there.LastSeq + there.LastLead > 0)
                    throw new JournalRefusedException($"{path} has leads or teams already, and two houses don't become one; name a new file with --file.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder)) throw new JournalRefusedException($"There is no folder {folder}; make it first.");
        var held = FileLock.Take(path);
        try
        {
            return new NewFile(path, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Take(MovedLine line)
    {
        try
        {
            Write(line);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_CONSTRAINT)
        {
            throw new MovingException($"{(line as MovedActor ?? _actor)?.Title ?? "a line"}: a number or an id comes twice ({e.Message}).", e);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_FULL)
        {
            throw new JournalFullException($"There is not enough space for {_part}; make some, or name another folder.", e);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<MovedLine> Lines()
    {
        StopTaking();
        using var lines = FileLines.Open(_part);
        foreach (var line in lines.Body()) yield return line;
    }

    /// <inheritdoc/>
    public void Open()
    {
        StopTaking();
        JournalFile.Run(_connection, "PRAGMA journal_mode = DELETE");
        Backup.Hold(_connection);
        Close();
        foreach (var fault in Doctor.Quick(_part)) throw new MovingException($"the new file isn't sound ({fault}). Nothing was moved.");
        using (var file = File.OpenHandle(_part, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(file);
        // A log of the empty file that a reader kept open belongs to no new one.
        foreach (var left in (string[])[_path + "-wal", _path + "-shm"]) File.Delete(left);
        File.Move(_part, _path, overwrite: true);
    }

    public void Dispose()
    {
        Close();
        Remove(_part);
        _held.Dispose();
    }

    private void Write(MovedLine line)
    {
        switch (line)
        {
            case MovedHeader header:
                Remember(header);
                break;
            case MovedSetting(var name, var value):
                Into("setting", "name, value").Bind(1, name).Bind(2, value).Run();
                break;
            case MovedStage stage:
                Into("stage", "stage, count, entered, left")
                    .Bind(1, stage.Stage.ToString()).Bind(2, stage.Count).Bind(3, stage.Entered).Bind(4, stage.Left).Run();
                break;
            case MovedWebhook hook:
                Into("webhook", "number, body, cursor, replay_after, replay_to")
                    .Bind(1, hook.Number).Bind(2, hook.Body).Bind(3, hook.Cursor).Bind(4, hook.ReplayAfter).Bind(5, hook.ReplayTo).Run();
                break;
            case MovedMiss(var webhook, var miss):
                Into("webhook_miss", "webhook, seq, part, tries, due_at, tried_at, answer")
                    .Bind(1, webhook).Bind(2, miss.Seq).Bind(3, miss.Part).Bind(4, miss.Tries).Bind(5, miss.DueAt).Bind(6, miss.TriedAt.Milliseconds).Bind(7, miss.Answer).Run();
                break;
            case MovedQuarantined(var number, var body):
                var inquiry = JournalJson.ReadQuarantined(body.Utf8.Span);
                Into("quarantine", "number, at, lead, command, reason, body")
                    .Bind(1, number).Bind(2, inquiry.At.Milliseconds).Bind(3, inquiry.Lead).Bind(4, inquiry.CommandId).Bind(5, inquiry.Reason).BindText(6, body.Utf8.Span).Run();
                break;
            case MovedActor actor:
                (_actor, _lastSeq) = (actor, 0);
                break;
            case MovedEntry entry:
                Into("event", "seq, lead, team, previous, version, at, by, command, body")
                    .Bind(1, entry.Seq).Bind(2, (_actor as MovedLead)?.Row).Bind(3, (_actor as MovedTeam)?.Name).Bind(4, _lastSeq).Bind(5, entry.Version)
                    .Bind(6, entry.At.Milliseconds).Bind(7, entry.By).Bind(8, entry.Command).BindText(9, entry.Events.Utf8.Span).Run();
                _lastSeq = entry.Seq;
                break;
            case MovedSum when _actor is MovedTeam team:
                Into("team", "name, version, last_seq, due_at, heard, state")
                    .Bind(1, team.Name).Bind(2, team.Version).Bind(3, _lastSeq).Bind(4, team.DueAt).BindText(5, _json.Of(team.Heard ?? [])).BindText(6, _json.Of(team.State)).Run();
                break;
            case MovedSum when _actor is MovedLead lead:
                Write(lead);
                break;
            case MovedAlias(var id, var lead):
                Into("alias", "id, lead").Bind(1, id).Bind(2, lead).Run();
                break;
            case MovedParcel parcel:
                Into("outbox", "number, lead, ready_at, attempts, parcel")
                    .Bind(1, parcel.Number).Bind(2, parcel.Lead).Bind(3, parcel.ReadyAt.Milliseconds).Bind(4, parcel.Attempts).BindText(5, parcel.Parcel.Utf8.Span).Run();
                break;
        }
    }

    private void Write(MovedLead lead)
    {
        var (state, heard) = (lead.State, lead.Heard ?? []);
        var row = new LeadRow { Id = lead.Id, Row = lead.Row, State = state, Rank = lead.Rank };
        Into("lead", "row, id, version, last_seq, stage, team, owner, score, route, source, due_at, rank, heard, state")
            .Bind(1, lead.Row).Bind(2, lead.Id).Bind(3, lead.Version).Bind(4, _lastSeq).Bind(5, state.Stage.ToString()).Bind(6, row.Team).Bind(7, state.Owner.Member)
            .Bind(8, state.Standing?.Score).Bind(9, state.Standing?.Route.ToString()).Bind(10, state.Origin.Source).Bind(11, lead.DueAt).Bind(12, lead.Rank)
            .BindBlob(13, HeardBytes.Write(heard, lead.Older is not null, ref _heardBytes)).BindText(14, _json.Of(state)).Run();
        if (row.IsDoubtful) Into("doubtful", "lead").Bind(1, lead.Row).Run();
        foreach (var answer in heard.Where(h => h.Words is not null).Concat(lead.Older ?? []))
            Into("heard", "lead, command, kind, version, words")
                .Bind(1, lead.Row).Bind(2, (long)answer.Command).Bind(3, (long)answer.Kind).Bind(4, answer.Version).Bind(5, answer.Words).Run();
    }

    private void StopTaking()
    {
        if (!_isTaking) return;
        _isTaking = false;
        JournalFile.Run(_connection, "COMMIT");
    }

    // Numbers of the quarantine are never given twice, also not those of inquiries that are gone.
    private void Remember(MovedHeader header)
    {
        if (header.Quarantined > 0)
            JournalFile.Run(_connection, string.Create(CultureInfo.InvariantCulture, $"INSERT INTO sqlite_sequence (name, seq) VALUES ('quarantine', {header.Quarantined})"));
    }

    // Prepared at its first use.
    private Statement Into(string table, string columns)
    {
        if (_inserts.TryGetValue(table, out var known)) return known;
        return _inserts[table] = new Statement(_connection, $"INSERT INTO {table} ({columns}) VALUES ({string.Join(", ", columns.Split(',').Select(_ => "?"))})");
    }

    private void Close()
    {
        foreach (var insert in _inserts.Values) insert.Dispose();
        _inserts.Clear();
        _connection.Dispose();
        _json.Dispose();
    }

    private static void Remove(string part)
    {
        foreach (var file in (string[])[part, part + "-wal", part + "-shm", part + "-journal", part + ".lock"]) File.Delete(file);
    }
}
