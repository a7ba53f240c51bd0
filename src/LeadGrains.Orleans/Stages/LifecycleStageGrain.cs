namespace LeadGrains.Orleans;

/// <summary>
/// Counts nothing itself: the counts are written in the transactions of the leads. It remembers what they were within the
/// last hour, so that they become a flow, and spares the database from many who look.
/// </summary>
public sealed class LifecycleStageGrain(StageTable stages, ClusterHouse house) : Grain, ILifecycleStageGrain
{
    /// <summary>What is younger is answered without asking the database.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(2);

    /// <summary>The flow is told over this, from samples a minute apart.</summary>
    public static readonly TimeSpan Lately = TimeSpan.FromHours(1), SampleEvery = TimeSpan.FromMinutes(1);

    private readonly Queue<StageFlow> _samples = [];
    private Stage _stage;
    private StageFlow? _latest;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!Enum.TryParse(this.GetPrimaryKeyString(), out _stage)) throw new ArgumentException($"'{this.GetPrimaryKeyString()}' is no stage of the lifecycle.");
        return Task.CompletedTask;
    }

    public async Task<StageFlow> GetState()
    {
        var now = house.Now;
        if (_latest is { } latest && now - latest.At < KeptFor && now >= latest.At) return latest;
        var seen = await stages.Read(_stage, now);
        while (_samples.TryPeek(out var old) && now - old.At > Lately) _samples.Dequeue();
        if (_samples.Count == 0 || now - _samples.Last().At >= SampleEvery) _samples.Enqueue(seen);
        var first = _samples.Peek();
        return _latest = seen with { InLately = seen.In - first.In, OutLately = seen.Out - first.Out };
    }
}
