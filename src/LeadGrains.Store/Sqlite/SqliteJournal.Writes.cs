using System.Globalization;
using LeadGrains.Lifecycle;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LeadGrains.Store;

/// <summary>One batch, one transaction, each row once.</summary>
public sealed partial class SqliteJournal
{
    /// <summary>The setting that keeps the highest number a parcel ever had.</summary>
    public const string LastParcelSetting = "outbox.last";
    private const string Plain = "version = ?2, last_seq = ?3, score = ?5, route = ?6, source = ?7, heard = ?8, state = ?9";

    // Naming a column in an UPDATE rewrites its index entries even where the value stays, so there is a statement per
    // case.
    private readonly Statement[] _updates = new Statement[8];
    private readonly List<LeadRow> _leads = [];
    private bool _isOpen;
    private readonly StageChanges _stages = new();
    private readonly JsonAhead<LeadRow> _leadJson = new((to, lead) => JournalJson.Write(to, lead.State));
    private readonly JsonAhead<Entry> _entryJson = new(JournalJson.Write);
    private Statement _begin = null!, _commit = null!, _rollback = null!, _event = null!, _insert = null!,
        _alias = null!, _writeHeard = null!;
    private Statement _writeTeam = null!, _post = null!, _delay = null!, _remove = null!, _writeStage = null!,
        _writeSetting = null!, _past = null!, _redact = null!, _doubt = null!, _noDoubt = null!;

    private void PrepareWrites()
    {
        PrepareQuarantine();
        PrepareWebhooks();
        (_begin, _commit, _rollback) = (Prepare("BEGIN"), Prepare("COMMIT"), Prepare("ROLLBACK"));
        _event = Prepare("INSERT INTO event (seq, lead, team, previous, version, at, by, command, body) "
            + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
        _insert = Prepare("""
            INSERT INTO lead (row, version, last_seq, stage, score, route, source, heard, state, id, due_at, rank,
              team, owner)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
            """);
        for (var i = 0; i < _updates.Length; i++)
            _updates[i] = Prepare($"UPDATE lead SET {Plain}{((i & 1) == 0 ? "" : ", due_at = ?11")}"
                + $"{((i & 2) == 0 ? "" : ", rank = ?12, team = ?13, owner = ?14")}{((i & 4) == 0 ? "" : ", stage = ?4")} WHERE row = ?1 AND version = ?10");
        _alias = Prepare("INSERT INTO alias (id, lead) VALUES (?, ?) ON CONFLICT (id) "
            + "DO UPDATE SET lead = excluded.lead");
        _writeHeard = Prepare("INSERT INTO heard (lead, command, kind, version, words) "
            + "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
        _writeTeam = Prepare("""
            INSERT INTO team (name, version, last_seq, due_at, heard, state) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET version = excluded.version, last_seq = excluded.last_seq,
              due_at = excluded.due_at, heard = excluded.heard, state = excluded.state WHERE version = ?7
            """);
        _post = Prepare("INSERT INTO outbox (number, lead, ready_at, attempts, parcel) VALUES (?, ?, ?, ?, ?)");
        _doubt = Prepare("INSERT INTO doubtful (lead) VALUES (?)");
        _noDoubt = Prepare("DELETE FROM doubtful WHERE lead = ?");
        _past = Prepare("SELECT previous, body FROM event WHERE seq = ?");
        _redact = Prepare("UPDATE event SET body = ?2, command = NULL WHERE seq = ?1");
        _delay = Prepare("UPDATE outbox SET ready_at = ?2, attempts = attempts + 1 WHERE number = ?1");
        _remove = Prepare("DELETE FROM outbox WHERE number = ?");
        _writeStage = Prepare("""
            INSERT INTO stage (stage, count, entered, left) VALUES (?, ?, ?, ?) ON CONFLICT (stage) DO UPDATE
            SET count = count + excluded.count, entered = entered + excluded.entered, left = left + excluded.left
            """);
        _writeSetting = Prepare("INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) "
            + "DO UPDATE SET value = excluded.value");
    }

    /// <inheritdoc/>
    public void Commit(JournalBatch batch)
    {
        if (batch.IsEmpty && batch.Aliases.Count + batch.HeardLongAgo.Count == 0) return;
        try
        {
            Begin();
            Write(batch);
            _commit.Run();
            _isOpen = false;
        }
        catch (Exception e)
        {
            RollBack();
            // SHMSIZE: there was no space for the index of the log, which is a file of its own.
            if (e is SqliteException { SqliteErrorCode: raw.SQLITE_FULL }
                or SqliteException { SqliteExtendedErrorCode: raw.SQLITE_IOERR_SHMSIZE })
                throw new JournalFullException($"The disk of {Path} is full; make space, then it goes on by itself.",
                    e);
            throw;
        }
        Remember(batch);
        _forgetsInLog |= batch.Forgotten.Count > 0;
        CheckpointWhenDue();
    }

    private void Begin()
    {
        if (_isOpen) return;
        _begin.Run();
        _isOpen = true;
    }

    private void RollBack()
    {
        // SQLite may have rolled back by itself.
        if (raw.sqlite3_get_autocommit(_connection.Handle!) == 0) _rollback.Run();
        _isOpen = false;
    }

    private void Write(JournalBatch batch)
    {
        _leads.Clear();
        _leads.AddRange(batch.Leads);
        // Neighbours share pages, and new leads are appended in order.
        _leads.Sort(static (a, b) => a.Row.CompareTo(b.Row));
        _stages.Clear();

        _leadJson.Each(_leads, WriteLead);
        _entryJson.Each(batch.Entries, WriteEntry);
        foreach (var (_, seq) in batch.Forgotten) Forget(seq);
        foreach (var team in batch.Teams) WriteTeam(team);
        // In the order of the index: neighbours share a page.
        batch.Aliases.Sort(static (a, b) => a.Alias.CompareTo(b.Alias));
        foreach (var (id, lead) in batch.Aliases) _alias.Bind(1, id).Bind(2, lead.Row).Run();
        WriteQuarantine(batch);
        WriteWebhooks(batch);
        foreach (var (lead, answer) in batch.HeardLongAgo) WriteHeard(lead.Row, answer);
        foreach (var p in batch.Posted)
            _post.Bind(1, p.Number).Bind(2, p.Lead).Bind(3, p.ReadyAt.Milliseconds).Bind(4, p.Attempts)
                .BindText(5, _json.Of(p.Parcel)).Run();
        foreach (var (number, readyAt) in batch.Delayed) _delay.Bind(1, number).Bind(2, readyAt.Milliseconds).Run();
        foreach (var number in batch.Removed) _remove.Bind(1, number).Run();
        foreach (var (stage, change) in _stages.All)
            _writeStage.Bind(1, stage.ToString()).Bind(2, change.Entered - change.Left).Bind(3, change.Entered)
                .Bind(4, change.Left).Run();
        foreach (var (name, value) in batch.Settings) _writeSetting.Bind(1, name).Bind(2, value).Run();
        if (batch.Posted.Count > 0)
            _writeSetting.Bind(1, LastParcelSetting)
                .Bind(2, HighestParcel(batch).ToString(CultureInfo.InvariantCulture)).Run();
    }

    private void WriteLead(LeadRow lead, ReadOnlySpan<byte> json)
    {
        var isNew = lead.Row > LastLead;
        var state = lead.State;
        var due = lead.DueAt != lead.StoredDueAt;
        var place = lead.Rank != lead.StoredRank || lead.Team != lead.StoredTeam
            || state.Owner.Member != lead.StoredOwner;
        var stage = state.Stage != lead.StoredStage;
        var write = isNew ? _insert : _updates[(due ? 1 : 0) | (place ? 2 : 0) | (stage ? 4 : 0)];
        write.Bind(1, lead.Row).Bind(2, lead.Version).Bind(3, lead.LastSeq)
            .Bind(5, state.Standing?.Score).Bind(6, state.Standing?.Route.ToString()).Bind(7, state.Origin.Source)
            .BindBlob(8, HeardBytes.Write(lead.Heard, lead.HeardLongAgo, ref _heardBytes)).BindText(9, json);
        if (isNew) write.Bind(10, lead.Id);
        else write.Bind(10, lead.StoredVersion);
        if (isNew || stage) write.Bind(4, state.Stage.ToString());
        if (isNew || due) write.Bind(11, lead.DueAt);
        if (isNew || place) write.Bind(12, lead.Rank).Bind(13, lead.Team).Bind(14, state.Owner.Member);
        if (write.Run() != 1)
            throw new InvalidOperationException(
                $"Lead {lead.Id} (row {lead.Row}) is not at version {lead.StoredVersion} any more.");
        if (lead.IsDoubtful != lead.StoredDoubtful) (lead.IsDoubtful ? _doubt : _noDoubt).Bind(1, lead.Row).Run();
        _stages.Move(lead.StoredStage, state.Stage);
        foreach (var answer in lead.Heard)
            if (answer.Words is not null) WriteHeard(lead.Row, answer);
    }

    private void WriteEntry(Entry entry, ReadOnlySpan<byte> json) => _event
        .Bind(1, entry.Seq).Bind(2, entry.Lead == 0 ? null : entry.Lead).Bind(3, entry.Team).Bind(4, entry.Previous)
        .Bind(5, entry.Version).Bind(6, entry.At.Milliseconds).Bind(7, entry.By).Bind(8, entry.CommandId)
        .BindText(9, json).Run();

    // Along the pointers, from the erasure back to the beginning.
    private void Forget(long last)
    {
        for (var seq = last; seq > 0;)
        {
            if (!_past.Bind(1, seq).Next()) throw new InvalidOperationException($"Entry {seq} of a forgotten lead is missing.");
            var previous = _past.Int(0);
            var kept = Forgetting.Without(JournalJson.ReadLeadEvents(_past.Bytes(1)));
            _past.Reset();
            _redact.Bind(1, seq).BindText(2, _json.Of(kept)).Run();
            seq = previous;
        }
    }

    private void WriteTeam(TeamRow team)
    {
        _writeTeam.Bind(1, team.Name).Bind(2, team.Version).Bind(3, team.LastSeq).Bind(4, team.DueAt)
            .BindText(5, _json.Of(team.Heard)).BindText(6, _json.Of(team.State)).Bind(7, team.StoredVersion);
        if (_writeTeam.Run() != 1)
            throw new InvalidOperationException($"Team {team.Name} is not at version {team.StoredVersion} any more.");
    }

    private void WriteHeard(long lead, HeardAnswer answer) => _writeHeard
        .Bind(1, lead).Bind(2, (long)answer.Command).Bind(3, (long)answer.Kind).Bind(4, answer.Version)
        .Bind(5, answer.Words).Run();

    private void Remember(JournalBatch batch)
    {
        if (batch.Entries.Count > 0) LastSeq = batch.Entries[^1].Seq;
        if (_leads.Count > 0) LastLead = Math.Max(LastLead, _leads[^1].Row);
        LastParcel = HighestParcel(batch);
        foreach (var lead in _leads) lead.Stored();
        foreach (var team in batch.Teams) team.StoredVersion = team.Version;
    }

    private long HighestParcel(JournalBatch batch)
    {
        var highest = LastParcel;
        foreach (var parcel in batch.Posted) highest = Math.Max(highest, parcel.Number);
        return highest;
    }
}
