namespace LeadGrains.Orleans;

/// <summary>
/// When a silo starts it learns how long nobody was up; while it is up it sees to it that somebody sweeps and brings out
/// parcels, though the silo that did should be lost; when it goes, it says so.
/// </summary>
internal sealed class OpenHouse(ClusterHouse house, IGrainFactory grains) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    /// <summary>A lost sweep or post office is back after this, once the cluster knows that its silo is gone.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _closing = new();
    private Task _looking = Task.CompletedTask;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(OpenHouse), ServiceLifecycleStage.ApplicationServices, house.Open);
        lifecycle.Subscribe(nameof(OpenHouse), ServiceLifecycleStage.Active, Begin, End);
    }

    public void Dispose() => _closing.Dispose();

    private Task Begin(CancellationToken cancel)
    {
        _looking = Task.Run(Look, CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task End(CancellationToken cancel)
    {
        await _closing.CancelAsync();
        await _looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await house.NoteAlive(cancel);
    }

    private async Task Look()
    {
        using var timer = new PeriodicTimer(LookEvery);
        do
        {
            // Whoever can't be reached now is looked for again.
            await Task.WhenAll(grains.GetGrain<ISweepGrain>(0).Begin(), grains.GetGrain<IPostOfficeGrain>(0).Begin())
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (await timer.WaitForNextTickAsync(_closing.Token));
    }
}
