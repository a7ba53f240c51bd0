using Npgsql;

namespace LeadGrains.Orleans;

/// <summary>What the web keeps beside the leads: settings of its own, and how far webhooks have come. Thread-safe.</summary>
public sealed class KeptTables(NpgsqlDataSource database)
{
    /// <summary>A setting, or null.</summary>
    public string? Setting(string name)
    {
        using var query = database.CreateCommand("SELECT value FROM setting WHERE name = $1");
        query.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        return (string?)query.ExecuteScalar();
    }

    /// <summary>All settings whose names begin so, as they are at one instant.</summary>
    public IReadOnlyDictionary<string, string> Settings(string prefix)
    {
        using var query = database.CreateCommand("SELECT name, value FROM setting WHERE starts_with(name, $1)");
        query.Parameters.Add(new NpgsqlParameter<string> { TypedValue = prefix });
        using var reader = query.ExecuteReader();
        var settings = new Dictionary<string, string>();
        while (reader.Read()) settings.Add(reader.GetString(0), reader.GetString(1));
        return settings;
    }

    /// <summary>Keeps a setting; ends when it is durable.</summary>
    public Task Keep(string name, string value) => Keep([new(name, value)]);

    /// <summary>Keeps several, all or none.</summary>
    public async Task Keep(IReadOnlyCollection<KeyValuePair<string, string>> settings, CancellationToken cancel = default)
    {
        await using var command = database.CreateCommand("""
            INSERT INTO setting (name, value) SELECT * FROM unnest($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. settings.Select(s => s.Key)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. settings.Select(s => s.Value)] });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Keeps a setting unless there is one already; what is kept now.</summary>
    public async Task<string> KeepFirst(string name, string value)
    {
        await using var command = database.CreateCommand("INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        await command.ExecuteNonQueryAsync();
        return Setting(name)!;
    }

    /// <summary>Keeps what has changed of a webhook, in one transaction.</summary>
    public async Task Keep(WebhookChange change)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Run(connection, """
            INSERT INTO webhook (number, body, cursor, replay_after, replay_to) VALUES ($1, coalesce($2, ''), coalesce($3, 0), coalesce($4, 0), coalesce($5, 0))
            ON CONFLICT (number) DO UPDATE SET body = coalesce($2, webhook.body), cursor = coalesce($3, webhook.cursor),
              replay_after = coalesce($4, webhook.replay_after), replay_to = coalesce($5, webhook.replay_to)
            """, Number(change.Number), Text(change.Body), Long(change.Cursor), Long(change.Replay?.After), Long(change.Replay?.To));
        if (change.Forgets) await Run(connection, "DELETE FROM webhook_miss WHERE webhook = $1", Number(change.Number));
        foreach (var miss in change.Settled)
            await Run(connection, "DELETE FROM webhook_miss WHERE webhook = $1 AND seq = $2 AND part = $3", Number(change.Number), Long(miss.Seq), Number(miss.Part));
        foreach (var miss in change.Missed)
            await Run(connection, """
                INSERT INTO webhook_miss (webhook, seq, part, tries, due_at, tried_at, answer) VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT (webhook, seq, part) DO UPDATE SET tries = excluded.tries, due_at = excluded.due_at, tried_at = excluded.tried_at, answer = excluded.answer
                """, Number(change.Number), Long(miss.Seq), Number(miss.Part), Number(miss.Tries), Long(miss.DueAt?.Milliseconds), Long(miss.TriedAt.Milliseconds), Text(miss.Answer));
        await transaction.CommitAsync();
    }

    private static async Task Run(NpgsqlConnection connection, string sql, params NpgsqlParameter[] values)
    {
#pragma warning disable CA2100 // our own text
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.Parameters.AddRange(values);
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlParameter<int> Number(int value) => new() { TypedValue = value };

    private static NpgsqlParameter Long(long? value) => new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint, Value = (object?)value ?? DBNull.Value };

    private static NpgsqlParameter Text(string? value) => new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text, Value = (object?)value ?? DBNull.Value };
}
