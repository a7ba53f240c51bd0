using LeadGrains.Store;

namespace LeadGrains.Engine.Tests;

/// <summary>A real journal whose commits can be held up or made to fail.</summary>
internal sealed class FaultyJournal(IJournal inner) : ForwardingJournal(inner)
{
    private readonly ManualResetEventSlim _mayCommit = new(true);

    /// <summary>Thrown instead of the next commits; null when all is well.</summary>
    public volatile Exception? Fault;

    /// <summary>Commits wait until <see cref="Release"/>.</summary>
    public void HoldCommits() => _mayCommit.Reset();

    public void Release() => _mayCommit.Set();

    public override void Commit(JournalBatch batch)
    {
        _mayCommit.Wait();
        if (Fault is { } fault) throw fault;
        base.Commit(batch);
    }

    protected override void Dispose(bool disposing)
    {
        _mayCommit.Set();
        base.Dispose(disposing);
        _mayCommit.Dispose();
    }
}
