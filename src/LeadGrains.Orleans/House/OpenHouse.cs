namespace LeadGrains.Orleans;

/// <summary>
/// When a silo starts it learns how long nobody was up; while it is up it sees to it that somebody sweeps and brings out
/// parcels, though the silo that did should be lost; when it goes, it says so.
/// </summary>
internal sealed class OpenHouse(ClusterHouse house, IGrainFactory grains) : ILifecycleParticipant<ISiloLifecycle>, IAsyncDisposable
{
    /// <summary>A lost sweep or post office is back after this, once the cluster knows that its silo is gone.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private Rounds? _looks;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(OpenHouse), ServiceLifecycleStage.ApplicationServices, house.Open);
        lifecycle.Subscribe(nameof(OpenHouse), ServiceLifecycleStage.Active, Begin, End);
    }

    public ValueTask DisposeAsync() => _looks?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Task Begin(CancellationToken cancel)
    {
        _looks = new Rounds(LookEvery, TimeProvider.System, _ => Look(), isPassing: _ => true); // whoever can't be reached now is looked for again
        return Task.CompletedTask;
    }

    private async Task End(CancellationToken cancel)
    {
        await DisposeAsync();
        await house.NoteAlive(cancel);
    }

    private Task Look() => Task.WhenAll(grains.GetGrain<ISweepGrain>(0).Begin(), grains.GetGrain<IPostOfficeGrain>(0).Begin());
}
