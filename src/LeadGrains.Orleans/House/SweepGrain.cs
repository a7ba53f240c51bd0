namespace LeadGrains.Orleans;

/// <summary>Finds what reminders missed. One in the cluster, on whichever silo is up.</summary>
public interface ISweepGrain : IGrainWithIntegerKey
{
    /// <summary>From now on it sweeps every <see cref="SweepGrain.Every"/>.</summary>
    Task Begin();

    /// <summary>Wakes whoever is overdue and whoever has something untold; how many they were.</summary>
    Task<int> Sweep();
}

/// <summary>
/// Reminders can be missed, doubled, and late; the due time in the lead's row is the truth. Every half minute the sweep wakes
/// what is overdue by that, a bounded number at a time, and lets mail out.
/// </summary>
public sealed class SweepGrain(ClusterHouse house) : Grain, ISweepGrain, IRemindable
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    /// <summary>Leads woken in one sweep, and of them at once: each takes a connection for its write.</summary>
    public const int WokenMax = 2_000, AtOnceMax = 12;

    /// <summary>Whoever has had something to tell for so long is woken to tell it.</summary>
    public static readonly TimeSpan UntoldFor = TimeSpan.FromSeconds(15);

    private bool _begun;

    public async Task Begin()
    {
        if (_begun) return;
        _begun = true;
        // Should this silo go, the reminder brings the sweep back on another.
        await this.RegisterOrUpdateReminder("sweep", TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        this.RegisterGrainTimer(_ => Sweep(), new GrainTimerCreationOptions(Every, Every) { KeepAlive = true, Interleave = false });
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => Begin();

    public async Task<int> Sweep()
    {
        var now = house.Now;
        foreach (var team in await house.DueTeams(now)) await GrainFactory.GetGrain<ITeamGrain>(team).Tell(new OpenValve(), default);
        var due = await house.DueLeads(now, WokenMax);
        var untold = await house.Unheard(now - UntoldFor, WokenMax);
        await Parallel.ForEachAsync(due.Concat(untold).Distinct(), new ParallelOptions { MaxDegreeOfParallelism = AtOnceMax, TaskScheduler = TaskScheduler.Current },
            async (id, _) => await GrainFactory.GetGrain<ILeadGrain>(id.ToString()).Wake(new Wake()));
        await house.NoteAlive();
        await GrainFactory.GetGrain<IPostOfficeGrain>(0).HandOut();
        return due.Count + untold.Count;
    }
}
