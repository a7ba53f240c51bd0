using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Engine.Tests;

/// <summary>A real journal whose commits can be held up or made to fail.</summary>
internal sealed class FaultyJournal(IJournal inner) : IJournal
{
    private readonly ManualResetEventSlim _mayCommit = new(true);

    /// <summary>Thrown instead of the next commits; null when all is well.</summary>
    public volatile Exception? Fault;

    /// <summary>Commits wait until <see cref="Release"/>.</summary>
    public void HoldCommits() => _mayCommit.Reset();

    public void Release() => _mayCommit.Set();

    public long LastSeq => inner.LastSeq;
    public long LastLead => inner.LastLead;
    public long LastParcel => inner.LastParcel;
    public LeadRow? Find(LeadId id) => inner.Find(id);
    public LeadRow? Find(long row) => inner.Find(row);
    public TeamRow? FindTeam(string name) => inner.FindTeam(name);
    public HeardAnswer? HeardLongAgo(long lead, ulong command) => inner.HeardLongAgo(lead, command);
    public IReadOnlyList<long> DueLeads(Moment until, int max) => inner.DueLeads(until, max);
    public IReadOnlyList<string> DueTeams(Moment until) => inner.DueTeams(until);
    public Moment? NextDue() => inner.NextDue();
    public IReadOnlyList<long> Waiting(string team, int max) => inner.Waiting(team, max);
    public IReadOnlyList<OutboxParcel> Ready(Moment until, int max) => inner.Ready(until, max);
    public Moment? NextReady() => inner.NextReady();
    public string? Setting(string name) => inner.Setting(name);
    public int QuarantinedCount => inner.QuarantinedCount;
    public Quarantined? FindQuarantined(long number) => inner.FindQuarantined(number);
    public IReadOnlyList<long> QuarantinedUntil(Moment until, int max) => inner.QuarantinedUntil(until, max);

    public void Commit(JournalBatch batch)
    {
        _mayCommit.Wait();
        if (Fault is { } fault) throw fault;
        inner.Commit(batch);
    }

    public void Dispose()
    {
        _mayCommit.Set();
        inner.Dispose();
        _mayCommit.Dispose();
    }
}
