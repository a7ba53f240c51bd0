using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace LeadGrains.Orleans;

/// <summary>
/// Publishes how many leads stand in each stage, on a meter named <c>Orleans</c>: that is the one whose figures the Orleans
/// dashboard shows among a silo's counters, by instrument and without tags. It asks the stages' grains, so they are always
/// there to be looked at.
/// </summary>
internal sealed class StageMeter : ILifecycleParticipant<ISiloLifecycle>, IAsyncDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Orleans";

    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private static readonly Stage[] Stages = [.. Enum.GetValues<Stage>().Where(s => s != Stage.None)];

    private readonly ConcurrentDictionary<Stage, long> _counts = []; // written by the loop, read by whoever measures
    private readonly Meter _meter = new(Name);
    private readonly IGrainFactory _grains;
    private Rounds? _looks;

    public StageMeter(IGrainFactory grains)
    {
        _grains = grains;
        foreach (var stage in Stages)
            _meter.CreateObservableGauge(InstrumentOf(stage), () => _counts.GetValueOrDefault(stage), "{lead}", $"Leads that are {stage}, in the whole cluster.");
    }

    public static string InstrumentOf(Stage stage) => $"leadgrains-stage-{stage.ToString().ToLowerInvariant()}";

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(StageMeter), ServiceLifecycleStage.Active, Begin, _ => End().AsTask());

    public ValueTask DisposeAsync()
    {
        _meter.Dispose();
        return End();
    }

    private Task Begin(CancellationToken cancel)
    {
        _looks = new Rounds(Every, TimeProvider.System, _ => Task.WhenAll(Stages.Select(Read)), isPassing: _ => true); // what can't be read keeps its last figure
        return Task.CompletedTask;
    }

    private ValueTask End() => _looks?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task Read(Stage stage) => _counts[stage] = (await _grains.GetGrain<ILifecycleStageGrain>(stage.ToString()).GetState()).Count;
}
