using System.Globalization;
using Npgsql;

namespace LeadGrains.Orleans;

/// <summary>What every grain of a silo knows of the house it lives in: the program, the clock, and what one actor alone can't know.</summary>
public sealed class ClusterHouse(NpgsqlDataSource database, Program program, TimeProvider time) : IDisposable
{
    private const string OutageSetting = "outage.latest";
    private const long Never = -1;

    private volatile Program _program = program; // replaced whole by whoever activates a version
    private volatile Outage? _latest; // replaced whole by whoever opens
    private long _awaySince = Never; // milliseconds; the watch sets it, grains read it

    /// <summary>The active program.</summary>
    public Program Program { get => _program; set => _program = value; }

    public Moment Now => Moment.From(time.GetUtcNow());

    /// <summary>Reminders are set in turn, and leave one connection to the service that reads them.</summary>
    internal Turns Reminders { get; } = new(Silos.ReminderConnectionsMax - 1);

    public void Dispose() => Reminders.Dispose();

    /// <summary>
    /// The latest time for which nobody could answer, since no silo was up or none reached the database, as the first one noted
    /// that came after it, or as this one sees it until then; null when there was none.
    /// </summary>
    public Outage? Outage => Interlocked.Read(ref _awaySince) is >= 0 and var since && Now - new Moment(since) > Alive.Every ? new Outage(new Moment(since), Now) : _latest;

    /// <summary>The database doesn't answer, from now on until the house is opened again.</summary>
    public void DatabaseIsAway() => Interlocked.CompareExchange(ref _awaySince, Now.Milliseconds, Never);

    /// <summary>
    /// The house opens, one more silo joins, or the database is back: what fell due while none could answer is granted a
    /// little more time. One at a time, so that those who come together agree on it.
    /// </summary>
    public async Task Open(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var alone = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({Locks.Opening})", connection)) await alone.ExecuteNonQueryAsync(cancel);
        // Some silo notes it every sweep: what is longer ago means that none was up, or could write it.
        if (Alive.OutageUntil(Now, await Setting(Alive.Setting, cancel)) is { } outage && outage.ToAt - outage.FromAt > Alive.Every)
            await Set(OutageSetting, string.Create(CultureInfo.InvariantCulture, $"{outage.FromAt.Milliseconds} {outage.ToAt.Milliseconds}"), cancel);
        await Set(Alive.Setting, Alive.Text(Now), cancel);
        _latest = (await Setting(OutageSetting, cancel))?.Split(' ') is [var from, var until]
            ? new Outage(new Moment(long.Parse(from, CultureInfo.InvariantCulture)), new Moment(long.Parse(until, CultureInfo.InvariantCulture))) : null;
        await transaction.CommitAsync(cancel);
        Interlocked.Exchange(ref _awaySince, Never);
    }

    /// <summary>Somebody is up.</summary>
    public Task NoteAlive(CancellationToken cancel = default) => Interlocked.Read(ref _awaySince) == Never ? Set(Alive.Setting, Alive.Text(Now), cancel) : Open(cancel);

    public async Task<string?> Setting(string name, CancellationToken cancel = default)
    {
        await using var query = database.CreateCommand("SELECT value FROM setting WHERE name = $1");
        query.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        return (string?)await query.ExecuteScalarAsync(cancel);
    }

    public async Task Set(string name, string value, CancellationToken cancel = default)
    {
        await using var command = database.CreateCommand("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The lead that a further identity points to, or null.</summary>
    public async Task<LeadId?> Alias(LeadId id)
    {
        await using var query = database.CreateCommand("SELECT l.id FROM alias a JOIN lead_row l ON l.row = a.lead WHERE a.id = $1");
        query.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = id.ToBytes() });
        return await query.ExecuteScalarAsync() is byte[] bytes ? LeadId.FromBytes(bytes) : null;
    }

    /// <summary>Where those of these ids stand that are leads, or point to one.</summary>
    public async Task<IReadOnlyList<(LeadId Id, Stage Stage)>> Known(IEnumerable<LeadId> ids)
    {
        await using var query = database.CreateCommand("""
            SELECT id, stage FROM lead_row WHERE id = ANY($1)
            UNION ALL SELECT a.id, l.stage FROM alias a JOIN lead_row l ON l.row = a.lead WHERE a.id = ANY($1)
            """);
        query.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. ids.Select(i => i.ToBytes())] });
        await using var reader = await query.ExecuteReaderAsync();
        var known = new List<(LeadId, Stage)>();
        while (await reader.ReadAsync()) known.Add((LeadId.FromBytes(reader.GetFieldValue<byte[]>(0)), Enum.Parse<Stage>(reader.GetString(1))));
        return known;
    }

    /// <summary>An answer that is no longer kept with the lead, or null when this command was never answered.</summary>
    public async Task<HeardAnswer?> HeardLongAgo(LeadId lead, ulong command)
    {
        await using var query = database.CreateCommand("SELECT h.kind, h.version, h.words FROM heard h JOIN lead_row l ON l.row = h.lead WHERE l.id = $1 AND h.command = $2");
        query.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = lead.ToBytes() });
        query.Parameters.Add(new NpgsqlParameter<long> { TypedValue = unchecked((long)command) });
        await using var reader = await query.ExecuteReaderAsync();
        return await reader.ReadAsync() ? new HeardAnswer(command, (AnswerKind)reader.GetInt16(0), reader.GetInt32(1), reader.IsDBNull(2) ? null : reader.GetString(2)) : null;
    }

    /// <summary>All entries of a lead, as forgetting leaves them.</summary>
    public async Task<IReadOnlyList<Rewritten>> Forgotten(LeadId lead)
    {
        await using var query = database.CreateCommand("SELECT e.version, e.body FROM event e JOIN lead_row l ON l.row = e.lead WHERE l.id = $1 ORDER BY e.version");
        query.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = lead.ToBytes() });
        await using var reader = await query.ExecuteReaderAsync();
        var entries = new List<Rewritten>();
        while (await reader.ReadAsync()) entries.Add(new Rewritten(reader.GetInt32(0), Row.Raw(Forgetting.Without(JournalJson.ReadLeadEvents(reader.GetFieldValue<byte[]>(1))))));
        return entries;
    }

    /// <summary>Those who wait for a free hand in a team, best first.</summary>
    public Task<IReadOnlyList<LeadId>> Waiting(string team, int max) =>
        Ids("SELECT id FROM lead_row WHERE team = $1 AND rank IS NOT NULL ORDER BY rank LIMIT $2", new NpgsqlParameter<string> { TypedValue = team }, max);

    /// <summary>Leads that are due by an instant, earliest first.</summary>
    public Task<IReadOnlyList<LeadId>> DueLeads(Moment until, int max) =>
        Ids("SELECT id FROM lead_row WHERE due_at <= $1 ORDER BY due_at LIMIT $2", new NpgsqlParameter<long> { TypedValue = until.Milliseconds }, max);

    /// <summary>Leads with messages that have not arrived.</summary>
    public Task<IReadOnlyList<LeadId>> Unheard(Moment writtenBefore, int max) =>
        Ids("SELECT id FROM lead_row WHERE messages > 0 AND written_at < $1 LIMIT $2", new NpgsqlParameter<long> { TypedValue = writtenBefore.Milliseconds }, max);

    /// <summary>Teams that are due by an instant, or have something to tell.</summary>
    public async Task<IReadOnlyList<string>> DueTeams(Moment until)
    {
        await using var query = database.CreateCommand("SELECT name FROM team_row WHERE due_at <= $1 OR messages > 0");
        query.Parameters.Add(new NpgsqlParameter<long> { TypedValue = until.Milliseconds });
        await using var reader = await query.ExecuteReaderAsync();
        var names = new List<string>();
        while (await reader.ReadAsync()) names.Add(reader.GetString(0));
        return names;
    }

    private async Task<IReadOnlyList<LeadId>> Ids(string sql, NpgsqlParameter first, int max)
    {
#pragma warning disable CA2100 // our own text
        await using var query = database.CreateCommand(sql);
#pragma warning restore CA2100
        query.Parameters.Add(first);
        query.Parameters.Add(new NpgsqlParameter<int> { TypedValue = max });
        await using var reader = await query.ExecuteReaderAsync();
        var ids = new List<LeadId>();
        while (await reader.ReadAsync()) ids.Add(LeadId.FromBytes(reader.GetFieldValue<byte[]>(0)));
        return ids;
    }
}
