using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace LeadGrains.Orleans;

/// <summary>
/// Publishes how many leads stand in each stage, on a meter named <c>Orleans</c>: that is the one whose figures the Orleans
/// dashboard shows among a silo's counters, by instrument and without tags. It asks the stages' grains, so they are always
/// there to be looked at.
/// </summary>
internal sealed class StageMeter : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Orleans";

    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private static readonly Stage[] Stages = [.. Enum.GetValues<Stage>().Where(s => s != Stage.None)];

    private readonly ConcurrentDictionary<Stage, long> _counts = []; // written by the loop, read by whoever measures
    private readonly CancellationTokenSource _closing = new();
    private readonly Meter _meter = new(Name);
    private readonly IGrainFactory _grains;
    private Task _looking = Task.CompletedTask;

    public StageMeter(IGrainFactory grains)
    {
        _grains = grains;
        foreach (var stage in Stages)
            _meter.CreateObservableGauge(InstrumentOf(stage), () => _counts.GetValueOrDefault(stage), "{lead}", $"Leads that are {stage}, in the whole cluster.");
    }

    public static string InstrumentOf(Stage stage) => $"leadgrains-stage-{stage.ToString().ToLowerInvariant()}";

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(StageMeter), ServiceLifecycleStage.Active, Begin, End);

    public void Dispose()
    {
        _meter.Dispose();
        _closing.Dispose();
    }

    private Task Begin(CancellationToken cancel)
    {
        _looking = Task.Run(Look, CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task End(CancellationToken cancel)
    {
        await _closing.CancelAsync();
        await _looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Look()
    {
        using var timer = new PeriodicTimer(Every);
        do await Task.WhenAll(Stages.Select(Read)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (await timer.WaitForNextTickAsync(_closing.Token));
    }

    private async Task Read(Stage stage) => _counts[stage] = (await _grains.GetGrain<ILifecycleStageGrain>(stage.ToString()).GetState()).Count;
}
