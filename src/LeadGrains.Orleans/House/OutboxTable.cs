using Npgsql;

namespace LeadGrains.Orleans;

/// <summary>A parcel in the outbox, and whose it is.</summary>
public sealed record WaitingParcel(OutboxParcel Parcel, LeadId Lead);

/// <summary>The outbox in the database; a lead's own write fills it.</summary>
public sealed class OutboxTable(NpgsqlDataSource database)
{
    /// <summary>What may leave by an instant, earliest first.</summary>
    public async Task<IReadOnlyList<WaitingParcel>> Ready(Moment until, int max)
    {
        await using var query = database.CreateCommand("""
            SELECT o.number, o.lead, o.ready_at, o.attempts, o.parcel, l.id FROM outbox o JOIN lead_row l ON l.row = o.lead
            WHERE o.ready_at <= $1 ORDER BY o.ready_at, o.number LIMIT $2
            """);
        query.Parameters.Add(new NpgsqlParameter<long> { TypedValue = until.Milliseconds });
        query.Parameters.Add(new NpgsqlParameter<int> { TypedValue = max });
        await using var reader = await query.ExecuteReaderAsync();
        var parcels = new List<WaitingParcel>();
        while (await reader.ReadAsync())
            parcels.Add(new WaitingParcel(new OutboxParcel(reader.GetInt64(0), reader.GetInt64(1), new Moment(reader.GetInt64(2)),
                JournalJson.ReadParcel(System.Text.Encoding.UTF8.GetBytes(reader.GetString(4))), reader.GetInt32(3)), LeadId.FromBytes(reader.GetFieldValue<byte[]>(5))));
        return parcels;
    }

    /// <summary>It waits longer.</summary>
    /// <param name="tried">It was tried in vain, which is counted.</param>
    public async Task Delay(WaitingParcel item, Moment until, bool tried)
    {
        await using var command = database.CreateCommand("UPDATE outbox SET ready_at = $2, attempts = attempts + $3 WHERE number = $1");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = item.Parcel.Number });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = until.Milliseconds });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = tried ? 1 : 0 });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>It has left, or will not.</summary>
    public async Task Remove(WaitingParcel item)
    {
        await using var command = database.CreateCommand("DELETE FROM outbox WHERE number = $1");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = item.Parcel.Number });
        await command.ExecuteNonQueryAsync();
    }
}
