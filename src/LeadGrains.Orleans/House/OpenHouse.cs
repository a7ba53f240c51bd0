namespace LeadGrains.Orleans;

/// <summary>When a silo starts it learns how long nobody was up, and sees to it that somebody sweeps; when it goes, it says so.</summary>
internal sealed class OpenHouse(ClusterHouse house, IGrainFactory grains) : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(OpenHouse), ServiceLifecycleStage.ApplicationServices, house.Open);
        lifecycle.Subscribe(nameof(OpenHouse), ServiceLifecycleStage.Active, _ => grains.GetGrain<ISweepGrain>(0).Begin(), house.NoteAlive);
    }
}
