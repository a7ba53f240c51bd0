using Npgsql;

namespace LeadGrains.Orleans;

/// <summary>The stages as the database counts them.</summary>
public sealed class StageTable(NpgsqlDataSource database)
{
    /// <summary>A stage now; zeros where nobody ever came.</summary>
    public async Task<StageFlow> Read(Stage stage, Moment now)
    {
        // Of leads that came in the same instant, the first by id, so that two who look see the same.
        await using var query = database.CreateCommand("""
            SELECT coalesce(c.count, 0), coalesce(c.entered, 0), coalesce(c."left", 0), o.id, o.since
            FROM (SELECT $1::text AS stage) s LEFT JOIN stage c USING (stage)
            LEFT JOIN LATERAL (SELECT id, since FROM lead_row WHERE lead_row.stage = s.stage ORDER BY since, id LIMIT 1) o ON true
            """);
        query.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stage.ToString() });
        await using var reader = await query.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new StageFlow(stage, reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), 0, 0,
            reader.IsDBNull(3) ? null : LeadId.FromBytes(reader.GetFieldValue<byte[]>(3)), reader.IsDBNull(4) ? null : new Moment(reader.GetInt64(4)), now);
    }
}
