namespace LeadGrains.Orleans;

/// <summary>The cluster behind the same seam as the embedded engine: each actor a grain, found wherever it lives.</summary>
public sealed class OrleansLeadEngine(IGrainFactory grains, ClusterHouse house) : ILeadEngine
{
    /// <summary>
    /// A command is tried for so long while silos come and go, since its id makes a repeat harmless: twice what it takes until
    /// a killed silo is declared dead and its leads are found elsewhere.
    /// </summary>
    public static readonly TimeSpan TryFor = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan WaitMin = TimeSpan.FromMilliseconds(50), WaitMax = TimeSpan.FromSeconds(2);

    public Task<Reply> Tell(LeadId lead, LeadCommand command, Ticket ticket = default, CancellationToken cancel = default)
    {
        var grain = grains.GetGrain<ILeadGrain>(lead.ToString());
        var named = Named(ticket);
#pragma warning disable format // one row per command, in columns
        return Try(() => command switch
        {
            Inquire c         => grain.Inquire(c, named),
            Answer c          => grain.Answer(c, named),
            Ask c             => grain.Ask(c, named),
            Engage c          => grain.Engage(c, named),
            AnswerReadiness c => grain.AnswerReadiness(c, named),
            OptIn c           => grain.OptIn(c, named),
            ConfirmOptIn c    => grain.ConfirmOptIn(c, named),
            OptOut c          => grain.OptOut(c, named),
            Prefer c          => grain.Prefer(c, named),
            Pause c           => grain.Pause(c, named),
            Purchase c        => grain.Purchase(c, named),
            Qualify c         => grain.Qualify(c, named),
            Accept c          => grain.Accept(c, named),
            Decline c         => grain.Decline(c, named),
            Assign c          => grain.Assign(c, named),
            LogContact c      => grain.LogContact(c, named),
            Progress c        => grain.Progress(c, named),
            Win c             => grain.Win(c, named),
            Lose c            => grain.Lose(c, named),
            Recycle c         => grain.Recycle(c, named),
            Merge c           => grain.Merge(c, named),
            Erase c           => grain.Erase(c, named),
            _                 => grain.Tell(command, named),
        }, cancel);
#pragma warning restore format
    }

    public Task<Reply> Tell(string team, TeamCommand command, Ticket ticket = default, CancellationToken cancel = default)
    {
        var named = Named(ticket);
        return Try(() => grains.GetGrain<ITeamGrain>(team).Tell(command, named), cancel);
    }

    public Task<LeadSnapshot?> Find(LeadId lead, CancellationToken cancel = default) => Try(() => grains.GetGrain<ILeadGrain>(lead.ToString()).GetState(), cancel);

    public Task<TeamSnapshot?> FindTeam(string team, CancellationToken cancel = default) => Try(() => grains.GetGrain<ITeamGrain>(team).GetState(), cancel);

    public Task HoldSending(bool held, CancellationToken cancel = default) => house.Set(Sending.Setting, held ? Sending.Held : Sending.Flowing, cancel);

    // Who gave no id can't tell a repeat; so that we may ask again after a silo was lost, each command has one.
    private static Ticket Named(Ticket ticket) => ticket.CommandId is null ? ticket with { CommandId = $"{Answered.Ours}{Guid.NewGuid():N}" } : ticket;

    private static async Task<T> Try<T>(Func<Task<T>> call, CancellationToken cancel)
    {
        var since = TimeProvider.System.GetTimestamp();
        for (var wait = WaitMin; ; wait = wait * 2 < WaitMax ? wait * 2 : WaitMax)
        {
            try
            {
                return await call().WaitAsync(cancel);
            }
            catch (Exception e) when (Passing.Is(e) && !cancel.IsCancellationRequested)
            {
                if (TimeProvider.System.GetElapsedTime(since) > TryFor)
                    throw new EngineStoppedException($"The cluster didn't answer for {TryFor.TotalSeconds:0} s; what was asked may have been done all the same.", e);
                await Task.Delay(wait, cancel);
            }
        }
    }
}
