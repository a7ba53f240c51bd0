namespace LeadGrains.Store;

/// <summary>How far each webhook has come, by the same commits as everything else.</summary>
public sealed partial class SqliteJournal
{
    private Statement _webhook = null!, _missed = null!, _settled = null!, _forgetMissed = null!;

    private void PrepareWebhooks()
    {
        _webhook = Prepare("""
            INSERT INTO webhook (number, body, cursor, replay_after, replay_to)
              VALUES (?1, coalesce(?2, ''), coalesce(?3, 0), coalesce(?4, 0), coalesce(?5, 0))
            ON CONFLICT (number) DO UPDATE SET body = coalesce(?2, body), cursor = coalesce(?3, cursor),
              replay_after = coalesce(?4, replay_after), replay_to = coalesce(?5, replay_to)
            """);
        _missed = Prepare("""
            INSERT INTO webhook_miss (webhook, seq, part, tries, due_at, tried_at, answer) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET tries = excluded.tries, due_at = excluded.due_at, tried_at = excluded.tried_at, answer = excluded.answer
            """);
        _settled = Prepare("DELETE FROM webhook_miss WHERE webhook = ? AND seq = ? AND part = ?");
        _forgetMissed = Prepare("DELETE FROM webhook_miss WHERE webhook = ?");
    }

    private void WriteWebhooks(JournalBatch batch)
    {
        foreach (var change in batch.Webhooks)
        {
            _webhook.Bind(1, change.Number).Bind(2, change.Body).Bind(3, change.Cursor).Bind(4, change.Replay?.After).Bind(5, change.Replay?.To).Run();
            if (change.Forgets) _forgetMissed.Bind(1, change.Number).Run();
            foreach (var miss in change.Settled) _settled.Bind(1, change.Number).Bind(2, miss.Seq).Bind(3, miss.Part).Run();
            foreach (var miss in change.Missed)
                _missed.Bind(1, change.Number).Bind(2, miss.Seq).Bind(3, miss.Part).Bind(4, miss.Tries).Bind(5, miss.DueAt)
                    .Bind(6, miss.TriedAt.Milliseconds).Bind(7, miss.Answer).Run();
        }
    }
}
