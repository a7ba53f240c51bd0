using System.Diagnostics;
using LeadGrains.Store;
using Microsoft.Data.Sqlite;

namespace LeadGrains.Benchmarks;

/// <summary>
/// The baseline: a plain loop with Microsoft.Data.Sqlite that writes the same rows into the same schema, durably, in
/// batches of 256. No mailbox, no rules, no JSON: the bytes are copied from what the engine wrote.
/// </summary>
internal sealed class BareLoop : IDisposable
{
    public const int Batch = 256;

    private readonly SqliteConnection _connection;
    private readonly List<(byte[] State, byte[]? Heard, byte[] Body)> _sample;
    private readonly Random _random = new(1);
    private long _row, _seq;

    /// <summary>Opens a fresh file of the product's schema, with rows as large as those in another file.</summary>
    public BareLoop(string file, string like)
    {
        SqliteJournal.Create(file).Dispose();
        _sample = Sample(like);
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        using var pragma = _connection.CreateCommand();
        pragma.CommandText = $"PRAGMA synchronous = FULL; PRAGMA cache_size = -{SqliteJournal.CacheKibibytes}; PRAGMA wal_autocheckpoint = {SqliteJournal.CheckpointPages}";
        pragma.ExecuteNonQuery();
    }

    /// <summary>New leads per second over a span.</summary>
    public double NewLeads(TimeSpan span) => PerSecond(span, transaction =>
    {
        using var lead = Prepare(transaction, """
            INSERT INTO lead (row, id, version, last_seq, stage, team, owner, score, route, source, due_at, rank, heard, state)
            VALUES ($row, $id, 1, $seq, 'Inquiry', 'marketing', NULL, 0, 'NeedNurturing', 'web', $due, NULL, $heard, CAST($state AS TEXT))
            """, "$row", "$id", "$seq", "$due", "$heard", "$state");
        using var entry = PrepareEntry(transaction);
        for (var i = 0; i < Batch; i++)
        {
            var (state, heard, body) = _sample[_random.Next(_sample.Count)];
            var id = new byte[16];
            _random.NextBytes(id);
            Set(lead, ++_row, id, ++_seq, Due(), heard, state);
            lead.ExecuteNonQuery();
            Set(entry, _seq, _row, 0L, 1, _seq, body);
            entry.ExecuteNonQuery();
        }
    });

    /// <summary>Updates of random leads per second over a span, each with its event.</summary>
    public double Updates(TimeSpan span) => PerSecond(span, transaction =>
    {
        using var lead = Prepare(transaction, """
            UPDATE lead SET version = version + 1, last_seq = $seq, stage = 'Nurturing', score = 5, route = 'NeedNurturing', source = 'web',
              due_at = $due, heard = $heard, state = CAST($state AS TEXT) WHERE row = $row
            """, "$row", "$seq", "$due", "$heard", "$state");
        using var entry = PrepareEntry(transaction);
        for (var i = 0; i < Batch; i++)
        {
            var (state, heard, body) = _sample[_random.Next(_sample.Count)];
            var row = _random.NextInt64(_row) + 1;
            Set(lead, row, ++_seq, Due(), heard, state);
            lead.ExecuteNonQuery();
            Set(entry, _seq, row, _seq - 1, 2, _seq, body);
            entry.ExecuteNonQuery();
        }
    });

    /// <summary>Fills up to so many leads.</summary>
    public void Fill(long leads)
    {
        while (_row < leads) NewLeads(TimeSpan.FromMilliseconds(200));
    }

    public void Dispose() => _connection.Dispose();

    private double PerSecond(TimeSpan span, Action<SqliteTransaction> batch)
    {
        var clock = Stopwatch.StartNew();
        var done = 0;
        while (clock.Elapsed < span)
        {
            using var transaction = _connection.BeginTransaction();
            batch(transaction);
            transaction.Commit();
            done += Batch;
        }
        return done / clock.Elapsed.TotalSeconds;
    }

    private long Due() => 1_800_000_000_000 + _random.NextInt64(2_419_200_000);

    private SqliteCommand PrepareEntry(SqliteTransaction transaction) => Prepare(transaction, """
        INSERT INTO event (seq, lead, team, previous, version, at, by, command, body)
        VALUES ($seq, $row, NULL, $previous, $version, $at, 'bench', NULL, CAST($body AS TEXT))
        """, "$seq", "$row", "$previous", "$version", "$at", "$body");

    private SqliteCommand Prepare(SqliteTransaction transaction, string sql, params string[] names)
    {
        var command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var name in names) command.Parameters.AddWithValue(name, DBNull.Value);
        return command;
    }

    private static void Set(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }

    private static List<(byte[], byte[]?, byte[])> Sample(string like)
    {
        using var connection = new SqliteConnection($"Data Source={like};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var query = connection.CreateCommand();
        query.CommandText = """
            SELECT CAST(l.state AS BLOB), l.heard, CAST(e.body AS BLOB) FROM lead l JOIN event e ON e.seq = l.last_seq LIMIT 1000
            """;
        using var rows = query.ExecuteReader();
        var sample = new List<(byte[], byte[]?, byte[])>();
        while (rows.Read()) sample.Add(((byte[])rows[0], rows[1] as byte[], (byte[])rows[2]));
        return sample;
    }
}
