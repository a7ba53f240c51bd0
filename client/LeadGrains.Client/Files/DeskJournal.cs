using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Client.Files;

/// <summary>
/// A journal for a process that only takes commands, such as an import: nothing rings and nothing leaves meanwhile,
/// that is the work of <c>serve</c>. What it keeps beside is written with each commit, so the two can't disagree.
/// </summary>
internal sealed class DeskJournal(IJournal inner) : ForwardingJournal(inner)
{
    /// <summary>Asked at each commit, on the engine's loop: a setting to keep with it, or null.</summary>
    public Func<(string Name, string Value)?>? Beside { get; set; }

    public override IReadOnlyList<long> DueLeads(Moment until, int max) => [];
    public override IReadOnlyList<string> DueTeams(Moment until) => [];
    public override Moment? NextDue() => null;
    public override IReadOnlyList<OutboxParcel> Ready(Moment until, int max) => [];
    public override Moment? NextReady() => null;

    public override void Commit(JournalBatch batch)
    {
        if (Beside?.Invoke() is { } kept) batch.Settings[kept.Name] = kept.Value;
        // A desk is no open house: nobody's alarm rings meanwhile.
        batch.Settings.Remove(Alive.Setting);
        base.Commit(batch);
    }
}
