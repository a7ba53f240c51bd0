using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Client.Files;

/// <summary>
/// A journal for a process that only takes commands, such as an import: nothing rings and nothing leaves meanwhile,
/// that is
/// the work of <c>serve</c>. What it keeps beside is written with each commit, so the two can't disagree.
/// </summary>
internal sealed class DeskJournal(IJournal inner) : IJournal
{
    /// <summary>Asked at each commit, on the engine's loop: a setting to keep with it, or null.</summary>
    public Func<(string Name, string Value)?>? Beside { get; set; }

    public long LastSeq => inner.LastSeq;
    public long LastLead => inner.LastLead;
    public long LastParcel => inner.LastParcel;
    public LeadRow? Find(LeadId id) => inner.Find(id);
    public LeadRow? Find(long row) => inner.Find(row);
    public TeamRow? FindTeam(string name) => inner.FindTeam(name);
    public HeardAnswer? HeardLongAgo(long lead, ulong command) => inner.HeardLongAgo(lead, command);
    public IReadOnlyList<long> Waiting(string team, int max) => inner.Waiting(team, max);
    public string? Setting(string name) => inner.Setting(name);
    public int QuarantinedCount => inner.QuarantinedCount;
    public Quarantined? FindQuarantined(long number) => inner.FindQuarantined(number);
    public IReadOnlyList<long> QuarantinedUntil(Moment until, int max) => inner.QuarantinedUntil(until, max);

    public IReadOnlyList<long> DueLeads(Moment until, int max) => [];
    public IReadOnlyList<string> DueTeams(Moment until) => [];
    public Moment? NextDue() => null;
    public IReadOnlyList<OutboxParcel> Ready(Moment until, int max) => [];
    public Moment? NextReady() => null;

    public void Commit(JournalBatch batch)
    {
        if (Beside?.Invoke() is { } kept) batch.Settings[kept.Name] = kept.Value;
        // A desk is no open house: nobody's alarm rings meanwhile.
        batch.Settings.Remove(Alive.Setting);
        inner.Commit(batch);
    }

    public void Dispose() => inner.Dispose();
}
