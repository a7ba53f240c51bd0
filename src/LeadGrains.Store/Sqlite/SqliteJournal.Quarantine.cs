using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>Inquiries that somebody should look at first: kept, found and gone with the same commits as everything else.</summary>
public sealed partial class SqliteJournal
{
    private Statement _quarantine = null!, _unquarantine = null!, _unquarantineLead = null!, _quarantined = null!, _quarantinedUntil = null!,
        _quarantinedCount = null!;

    private void PrepareQuarantine()
    {
        _quarantine = Prepare("INSERT INTO quarantine (at, lead, command, reason, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
        _unquarantine = Prepare("DELETE FROM quarantine WHERE number = ?");
        _unquarantineLead = Prepare("DELETE FROM quarantine WHERE lead = (SELECT id FROM lead WHERE row = ?1) OR lead IN (SELECT id FROM alias WHERE lead = ?1)");
        _quarantined = Prepare("SELECT number, body FROM quarantine WHERE number = ?");
        _quarantinedUntil = Prepare("SELECT number FROM quarantine WHERE at <= ? ORDER BY at, number LIMIT ?");
        _quarantinedCount = Prepare("SELECT count(*) FROM quarantine");
    }

    /// <inheritdoc/>
    public int QuarantinedCount
    {
        get
        {
            var found = Reading(_quarantinedCount);
            found.Next();
            var count = (int)found.Int(0);
            found.Reset();
            return count;
        }
    }

    /// <inheritdoc/>
    public Quarantined? FindQuarantined(long number)
    {
        var found = Reading(_quarantined).Bind(1, number);
        if (!found.Next()) return null;
        var inquiry = JournalJson.ReadQuarantined(found.Bytes(1)) with { Number = found.Int(0) };
        found.Reset();
        return inquiry;
    }

    /// <inheritdoc/>
    public IReadOnlyList<long> QuarantinedUntil(Moment until, int max) => Numbers(Reading(_quarantinedUntil).Bind(1, until.Milliseconds).Bind(2, max));

    // Who is forgotten is forgotten here too, by every identity.
    private void WriteQuarantine(JournalBatch batch)
    {
        foreach (var inquiry in batch.Quarantined)
            _quarantine.Bind(1, inquiry.At.Milliseconds).Bind(2, inquiry.Lead).Bind(3, inquiry.CommandId).Bind(4, inquiry.Reason)
                .BindText(5, _json.Of(inquiry with { Number = 0 })).Run();
        foreach (var number in batch.Unquarantined) _unquarantine.Bind(1, number).Run();
        foreach (var (lead, _) in batch.Forgotten) _unquarantineLead.Bind(1, lead).Run();
    }
}
