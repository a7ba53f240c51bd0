using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace LeadGrains.Orleans;

/// <summary>
/// A cluster's database to move into, while no silo is up: everything within one transaction, so that all of it is there or
/// nothing. States are written as their grains would write them; the trigger fills the lists from them as it always does.
/// </summary>
internal sealed class NewCluster : INewHouse
{
    /// <summary>Rows that go to the database at once: so many, or so many bytes.</summary>
    private const int RowsMax = 2_000, BytesMax = 8 * 1024 * 1024;

    /// <summary>A silo that said so less than this ago is up.</summary>
    private const string UpWithin = "2 minutes";

    private const string Analyze = "ANALYZE lead_row; ANALYZE lead_who; ANALYZE team_row; ANALYZE event; ANALYZE heard; ANALYZE OrleansStorage";

    private static readonly JournalStorageSerializer Json = new();
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly ClusterLines _lines;
    private readonly List<(MovedActor Actor, long LastSeq, Moment LastAt, byte[] Payload)> _actors = [];
    private readonly List<(MovedActor Actor, long Previous, MovedEntry Entry)> _entries = [];
    private MovedActor? _actor;
    private MovedEntry? _last;
    private MovedHeader? _header;
    private long _lastParcel;
    private int _bytes;

    private NewCluster(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        (_connection, _transaction) = (connection, transaction);
        _lines = new ClusterLines(connection, program: null);
    }

    /// <summary>Throws <see cref="JournalRefusedException"/> where a silo is up, or something has happened already.</summary>
    public static NewCluster In(NpgsqlDataSource database)
    {
        var connection = database.OpenConnection();
        try
        {
            var house = new NewCluster(connection, connection.BeginTransaction());
            if (house.Number($"SELECT count(*) FROM OrleansMembershipTable WHERE Status = 3 AND IAmAliveTime > now() - interval '{UpWithin}'") is > 0 and var up)
                throw new JournalRefusedException($"{up} silos of this database are up, or were a moment ago; stop them first, and wait {UpWithin}.");
            house.Run("SET LOCAL lock_timeout = '10s'");
            house.Run("LOCK TABLE OrleansStorage, lead_row, team_row, event, setting IN SHARE ROW EXCLUSIVE MODE");
            if (house.Number("SELECT (SELECT count(*) FROM lead_row) + (SELECT count(*) FROM team_row) + (SELECT count(*) FROM event)") > 0)
                throw new JournalRefusedException("The database has leads or teams already, and two houses don't become one; name an empty one.");
            // What a first start leaves: its program and keys give way to those that move in.
            house.Run("DELETE FROM setting; DELETE FROM outbox; DELETE FROM quarantine; DELETE FROM webhook_miss; DELETE FROM webhook; DELETE FROM stage_count; DELETE FROM OrleansRemindersTable");
            return house;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Take(MovedLine line) => Guarded(() => Write(line));

    /// <inheritdoc/>
    public IEnumerable<MovedLine> Lines()
    {
        Guarded(Flush);
        SetSequences();
        // Without it the planner takes full tables for empty ones, and reads them whole for each page.
        Run(Analyze);
        return _lines.Body();
    }

    /// <inheritdoc/>
    public void Open()
    {
        Run($"INSERT INTO setting VALUES ('{Sending.Setting}', '{Sending.Held}') ON CONFLICT (name) DO UPDATE SET value = excluded.value");
        _transaction.Commit();
    }

    public void Dispose()
    {
        _lines.Dispose();
        _transaction.Dispose();
        _connection.Dispose();
    }

    private void Write(MovedLine line)
    {
        switch (line)
        {
            case MovedHeader header:
                _header = header;
                break;
            case MovedSetting(SqliteJournal.LastParcelSetting, var number):
                _lastParcel = long.Parse(number, CultureInfo.InvariantCulture);
                break;
            case MovedSetting(var name, var value):
                Run("INSERT INTO setting VALUES ($1, $2)", Text(name), Text(value));
                break;
            case MovedStage stage:
                // In the first of its counters; whoever comes and goes later may use another.
                Run("INSERT INTO stage_count (stage, shard, count, entered, gone) VALUES ($1, 0, $2, $3, $4)", Text(stage.Stage.ToString()), Long(stage.Count), Long(stage.Entered), Long(stage.Left));
                break;
            case MovedWebhook hook:
                Run("INSERT INTO webhook (number, body, cursor, replay_after, replay_to) VALUES ($1, $2, $3, $4, $5)", Int(hook.Number), Text(hook.Body), Long(hook.Cursor), Long(hook.ReplayAfter),
                    Long(hook.ReplayTo));
                break;
            case MovedMiss(var webhook, var miss):
                Run("INSERT INTO webhook_miss (webhook, seq, part, tries, due_at, tried_at, answer) VALUES ($1, $2, $3, $4, $5, $6, $7)", Int(webhook), Long(miss.Seq), Int(miss.Part), Int(miss.Tries),
                    Long(miss.DueAt?.Milliseconds), Long(miss.TriedAt.Milliseconds), Text(miss.Answer));
                break;
            case MovedQuarantined(var number, var body):
                var inquiry = JournalJson.ReadQuarantined(body.Utf8.Span);
                Run("INSERT INTO quarantine (number, at, lead, command, reason, body) OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, $5, convert_from($6, 'UTF8'))", Long(number),
                    Long(inquiry.At.Milliseconds), Bytes(inquiry.Lead.ToBytes()), Text(inquiry.CommandId), Text(inquiry.Reason), Bytes(body.Utf8.ToArray()));
                break;
            case MovedActor actor:
                (_actor, _last) = (actor, null);
                break;
            case MovedEntry entry:
                _entries.Add((_actor!, _last?.Seq ?? 0, entry));
                _last = entry;
                Count(entry.Events.Utf8.Length);
                break;
            case MovedSum:
                var payload = Payload(_actor!);
                _actors.Add((_actor!, _last?.Seq ?? 0, _last?.At ?? default, payload));
                Count(payload.Length);
                break;
            case MovedAlias(var id, var lead):
                Run("INSERT INTO alias (id, lead) VALUES ($1, $2)", Bytes(id.ToBytes()), Long(lead));
                break;
            case MovedParcel parcel:
                Run("INSERT INTO outbox (number, lead, ready_at, attempts, parcel) OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, convert_from($5, 'UTF8'))", Long(parcel.Number), Long(parcel.Lead),
                    Long(parcel.ReadyAt.Milliseconds), Int(parcel.Attempts), Bytes(parcel.Parcel.Utf8.ToArray()));
                break;
        }
    }

    private void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter)
        {
            throw new MovingException($"{_actor?.Title ?? "a line"}, or one shortly before: {e.MessageText}. Nothing was moved.", e);
        }
    }

    // No reminder yet: the sweep wakes who is due, and each next write sets one.
    private static byte[] Payload(MovedActor actor) => actor switch
    {
        MovedLead lead => Json.Serialize(new LeadRecord
        {
            Row = Row.Of(lead.State, lead.Version, lead.DueAt, new Outbox()) with { Added = new Addition { Who = Addition.WhoOf(lead.State.Person) } },
            State = lead.State,
            Heard = new Answered { Named = lead.Heard ?? [], LongAgo = lead.Older is not null },
        }).ToArray(),
        MovedTeam team => Json.Serialize(new TeamRecord
        {
            Row = new Row { Version = team.Version, Team = team.Name, DueAt = team.DueAt?.Milliseconds },
            State = team.State,
            Heard = new Answered { Named = team.Heard ?? [] },
        }).ToArray(),
        _ => throw new InvalidOperationException($"{actor.Title} is neither a lead nor a team."),
    };

    private void Count(int bytes)
    {
        _bytes += bytes;
        if (_bytes >= BytesMax || _entries.Count + _actors.Count >= RowsMax) Flush();
    }

    // Rows first, with their number and stage: the trigger finds them, and doesn't count anybody in who was counted already.
    private void Flush()
    {
        Copy("event (seq, lead, team, previous, version, at, by, command, body)", _entries, (to, e) =>
        {
            to.Write(e.Entry.Seq);
            if (e.Actor is MovedLead lead) to.Write(lead.Row);
            else to.WriteNull();
            if (e.Actor is MovedTeam team) to.Write(team.Name);
            else to.WriteNull();
            to.Write(e.Previous);
            to.Write(e.Entry.Version);
            to.Write(e.Entry.At.Milliseconds);
            to.Write(e.Entry.By);
            if (e.Entry.Command is { } command) to.Write(command);
            else to.WriteNull();
            to.Write(e.Entry.Events.Utf8.ToArray(), NpgsqlDbType.Bytea);
        });
        var leads = _actors.Where(a => a.Actor is MovedLead).Select(a => (Lead: (MovedLead)a.Actor, a.LastSeq, a.LastAt)).ToList();
        Copy("lead_row (row, id, version, last_seq, stage, team, source, written_at)", leads, (to, l) =>
        {
            to.Write(l.Lead.Row);
            to.Write(l.Lead.Id.ToBytes());
            to.Write(l.Lead.Version);
            to.Write(l.LastSeq);
            to.Write(l.Lead.State.Stage.ToString());
            to.Write("");
            to.Write("");
            to.Write(l.LastAt.Milliseconds);
        });
        Copy("heard (lead, command, kind, version, words)", leads.SelectMany(l => l.Lead.Older ?? [], (l, h) => (l.Lead.Row, Answer: h)).ToList(), (to, h) =>
        {
            to.Write(h.Row);
            to.Write(unchecked((long)h.Answer.Command));
            to.Write((short)h.Answer.Kind);
            to.Write(h.Answer.Version);
            if (h.Answer.Words is { } words) to.Write(words);
            else to.WriteNull();
        });
        Copy("team_row (name, version, last_seq)", _actors.Where(a => a.Actor is MovedTeam).ToList(), (to, t) =>
        {
            to.Write(((MovedTeam)t.Actor).Name);
            to.Write(t.Actor.Version);
            to.Write(t.LastSeq);
        });
        Copy("OrleansStorage (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainIdExtensionString, GrainTypeString, ServiceId, PayloadBinary, Version)", _actors, (to, a) =>
        {
            var (type, key) = a.Actor is MovedLead lead ? (StorageKey.Lead, lead.Id.ToString()) : (StorageKey.Team, ((MovedTeam)a.Actor).Name);
            var place = StorageKey.Of(type, key);
            to.Write(place.IdHash);
            to.Write(StorageKey.TypeHash(type));
            to.Write(place.N0);
            to.Write(place.N1);
            to.Write(place.Text);
            to.Write(type);
            to.Write(Silos.ServiceId);
            to.Write(a.Payload, NpgsqlDbType.Bytea);
            to.Write(1);
        });
        _entries.Clear();
        _actors.Clear();
        _bytes = 0;
    }

    private void Copy<T>(string into, List<T> rows, Action<NpgsqlBinaryImporter, T> write)
    {
        if (rows.Count == 0) return;
        using var to = _connection.BeginBinaryImport($"COPY {into} FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            to.StartRow();
            write(to, row);
        }
        to.Complete();
    }

    // No number is given twice, also not those of what is gone.
    private void SetSequences()
    {
        Set("event_seq_seq", Number("SELECT coalesce(max(seq), 0) FROM event"));
        Set("lead_row_row_seq", Number("SELECT coalesce(max(row), 0) FROM lead_row"));
        Set("outbox_number_seq", _lastParcel);
        Set("quarantine_number_seq", _header!.Quarantined);
    }

    private void Set(string sequence, long last) => Run("SELECT setval($1::regclass, greatest($2, 1), $2 > 0)", Text(sequence), Long(last));

    private long Number(string sql)
    {
#pragma warning disable CA2100 // our own text
        using var query = new NpgsqlCommand(sql, _connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        return (long)query.ExecuteScalar()!;
    }

    private void Run(string sql, params NpgsqlParameter[] values)
    {
#pragma warning disable CA2100
        using var command = new NpgsqlCommand(sql, _connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        command.Parameters.AddRange(values);
        command.ExecuteNonQuery();
    }

    private static NpgsqlParameter<string> Text(string value) => new() { TypedValue = value };
    private static NpgsqlParameter<int> Int(int value) => new() { TypedValue = value };
    private static NpgsqlParameter Long(long? value) => new() { NpgsqlDbType = NpgsqlDbType.Bigint, Value = (object?)value ?? DBNull.Value };
    private static NpgsqlParameter<byte[]> Bytes(byte[] value) => new() { TypedValue = value };
}
