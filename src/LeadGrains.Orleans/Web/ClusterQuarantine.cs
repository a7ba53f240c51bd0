using System.Text.Json;
using Npgsql;

namespace LeadGrains.Orleans;

/// <summary>
/// The quarantine of a cluster. A release tells the lead first, under the inquiry's own command id, and lets go of it then: what
/// a crash interrupts is told again and answered as before.
/// </summary>
public sealed class ClusterQuarantine(NpgsqlDataSource database, ILeadEngine engine) : IQuarantine
{
    public async Task<Reply> Quarantine(Quarantined inquiry, QuarantineLimits limits, CancellationToken cancel = default)
    {
        await Discard("at <= $1 AND number IN (SELECT number FROM quarantine ORDER BY at, number LIMIT $2)", cancel,
            new NpgsqlParameter<long> { TypedValue = (inquiry.At - limits.KeepFor).Milliseconds }, new NpgsqlParameter<int> { TypedValue = QuarantineLimits.AgedAtOnceMax });
        await using var insert = database.CreateCommand("""
            INSERT INTO quarantine (at, lead, command, reason, body)
            SELECT $1, $2, $3, $4, $5 WHERE (SELECT count(*) FROM quarantine) < $6 OR EXISTS (SELECT 1 FROM quarantine WHERE lead = $2 AND command = $3)
            ON CONFLICT (lead, command) DO UPDATE SET reason = quarantine.reason
            """);
        insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = inquiry.At.Milliseconds });
        insert.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = inquiry.Lead.ToBytes() });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = inquiry.CommandId });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = inquiry.Reason });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = JsonSerializer.Serialize(inquiry with { Number = 0 }, JournalJson.Options) });
        insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limits.ItemsMax });
        return await insert.ExecuteNonQueryAsync(cancel) > 0 ? new Reply(ReplyKind.Done, 0) : Workbench.QuarantineIsFull(limits);
    }

    public async Task<Reply> Release(long number, Identity? better, string by, CancellationToken cancel = default)
    {
        if (await Find(number, cancel) is not { } kept) return new Reply(ReplyKind.Refused, 0, $"There is no inquiry {number} in quarantine.");
        var inquiry = Workbench.Reached(kept, better);
        var lead = LeadId.Of(inquiry.Identity);
        var reply = await engine.Tell(lead, inquiry, new Ticket(kept.CommandId, By: by), cancel);
        if (!reply.IsFine) return reply;
        foreach (var channel in kept.Refused) await engine.Tell(lead, new OptOut(Channel: channel), new Ticket($"{kept.CommandId}/{channel}", By: by), cancel);
        await using var gone = database.CreateCommand("DELETE FROM quarantine WHERE number = $1");
        gone.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
        await gone.ExecuteNonQueryAsync(cancel);
        return reply;
    }

    public async Task<Reply> Purge(IReadOnlyCollection<long> numbers, CancellationToken cancel = default) =>
        new(ReplyKind.Done, await Discard("number = ANY($1)", cancel, new NpgsqlParameter<long[]> { TypedValue = [.. numbers] }));

    private async Task<Quarantined?> Find(long number, CancellationToken cancel)
    {
        await using var query = database.CreateCommand("SELECT body FROM quarantine WHERE number = $1");
        query.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
        return await query.ExecuteScalarAsync(cancel) is string body ? JsonSerializer.Deserialize<Quarantined>(body, JournalJson.Options)! with { Number = number } : null;
    }

    // Gone for good, and counted with the same commit.
    private async Task<int> Discard(string which, CancellationToken cancel, params NpgsqlParameter[] values)
    {
#pragma warning disable CA2100 // our own text
        await using var command = database.CreateCommand($"""
            WITH gone AS (DELETE FROM quarantine WHERE {which} RETURNING 1), counted AS (
              INSERT INTO setting (name, value) SELECT '{QuarantineLimits.PurgedSetting}', count(*)::text FROM gone HAVING count(*) > 0
              ON CONFLICT (name) DO UPDATE SET value = (setting.value::bigint + excluded.value::bigint)::text)
            SELECT count(*)::integer FROM gone
            """);
#pragma warning restore CA2100
        command.Parameters.AddRange(values);
        return (int)(await command.ExecuteScalarAsync(cancel))!;
    }
}
