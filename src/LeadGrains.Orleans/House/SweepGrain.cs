using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace LeadGrains.Orleans;

/// <summary>Finds what reminders missed. One in the cluster, on whichever silo is up.</summary>
public interface ISweepGrain : IGrainWithIntegerKey
{
    /// <summary>From now on it sweeps every <see cref="SweepGrain.Every"/>; every silo says so again and again.</summary>
    [AlwaysInterleave]
    Task Begin();

    /// <summary>Wakes whoever is overdue and whoever has something untold; how many they were.</summary>
    Task<int> Sweep();
}

/// <summary>
/// Reminders can be missed, doubled, and late; the due time in the lead's row is the truth. Every half minute the sweep wakes
/// what is overdue by that, a bounded number at a time.
/// </summary>
public sealed partial class SweepGrain(ClusterHouse house, ILogger<SweepGrain> log) : Grain, ISweepGrain
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <summary>Leads read in one go, and woken at once: each takes a connection for its write.</summary>
    public const int ReadMax = 2_000, AtOnceMax = 12;

    /// <summary>One sweep ends after this, so that what is most overdue by then comes first again.</summary>
    public static readonly TimeSpan SweepMax = TimeSpan.FromSeconds(25);

    /// <summary>Whoever has had something to tell for so long is woken to tell it.</summary>
    public static readonly TimeSpan UntoldFor = TimeSpan.FromSeconds(15);

    private IGrainTimer? _timer;

    public Task Begin()
    {
        _timer ??= this.RegisterGrainTimer(_ => Sweep(), new GrainTimerCreationOptions(TimeSpan.Zero, Every) { KeepAlive = true, Interleave = false });
        return Task.CompletedTask;
    }

    public async Task<int> Sweep()
    {
        await house.NoteAlive();
        var (since, woken) = (TimeProvider.System.GetTimestamp(), 0);
        foreach (var team in await house.DueTeams(house.Now)) await Attempt(GrainFactory.GetGrain<ITeamGrain>(team).Tell(new OpenValve(), default));
        woken += await Wake(await house.Unheard(house.Now - UntoldFor, ReadMax));
        IReadOnlyList<LeadId> due;
        do
        {
            due = await house.DueLeads(house.Now, ReadMax);
            woken += await Wake(due);
        }
        while (due.Count == ReadMax && TimeProvider.System.GetElapsedTime(since) < SweepMax);
        if (woken > 0) Swept(log, woken);
        if (await house.Setting(AgreementBook.SweptSetting) is { Length: > 0 }) GrainFactory.GetGrain<IDueTimesGrain>(0).Begin().Ignore();
        return woken;
    }

    private async Task<int> Wake(IReadOnlyList<LeadId> leads)
    {
        await Parallel.ForEachAsync(leads, new ParallelOptions { MaxDegreeOfParallelism = AtOnceMax, TaskScheduler = TaskScheduler.Current },
            async (id, _) => await Attempt(GrainFactory.GetGrain<ILeadGrain>(id.ToString()).Wake(new Wake { Outage = house.Outage })));
        return leads.Count;
    }

    // One who can't be woken now keeps nobody else asleep; the next sweep finds it again.
    private async Task Attempt(Task<Reply> waking)
    {
        try
        {
            await waking;
        }
        catch (Exception e) when (Passing.Is(e))
        {
            Missed(log, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The sweep woke {Count} leads that were overdue or had something untold.")]
    private static partial void Swept(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sweep could not wake somebody and tries again: {Why}")]
    private static partial void Missed(ILogger log, string why);
}
