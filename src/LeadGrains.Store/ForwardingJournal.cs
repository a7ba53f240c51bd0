using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>A journal in front of another one that does as that does, but for what a subclass does otherwise.</summary>
/// <param name="inner">Closed with this one.</param>
public abstract class ForwardingJournal(IJournal inner) : IJournal
{
    public virtual long LastSeq => inner.LastSeq;
    public virtual long LastLead => inner.LastLead;
    public virtual long LastParcel => inner.LastParcel;
    public virtual LeadRow? Find(LeadId id) => inner.Find(id);
    public virtual LeadRow? Find(long row) => inner.Find(row);
    public virtual TeamRow? FindTeam(string name) => inner.FindTeam(name);
    public virtual HeardAnswer? HeardLongAgo(long lead, ulong command) => inner.HeardLongAgo(lead, command);
    public virtual void Commit(JournalBatch batch) => inner.Commit(batch);
    public virtual IReadOnlyList<long> DueLeads(Moment until, int max) => inner.DueLeads(until, max);
    public virtual IReadOnlyList<string> DueTeams(Moment until) => inner.DueTeams(until);
    public virtual Moment? NextDue() => inner.NextDue();
    public virtual IReadOnlyList<long> Waiting(string team, int max) => inner.Waiting(team, max);
    public virtual IReadOnlyList<OutboxParcel> Ready(Moment until, int max) => inner.Ready(until, max);
    public virtual Moment? NextReady() => inner.NextReady();
    public virtual string? Setting(string name) => inner.Setting(name);
    public virtual int QuarantinedCount => inner.QuarantinedCount;
    public virtual Quarantined? FindQuarantined(long number) => inner.FindQuarantined(number);
    public virtual IReadOnlyList<long> QuarantinedUntil(Moment until, int max) => inner.QuarantinedUntil(until, max);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes it, and the inner one.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
    }
}
