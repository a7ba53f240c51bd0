namespace LeadGrains.Orleans;

/// <summary>Brings an actor's messages to others, in order, until none is left or one can't be brought now.</summary>
internal static class Messenger
{
    /// <summary>Called in vain, at most, when a team has free hands; then those behind them wait for the next call.</summary>
    private const int CalledBeyondMax = 32;

    /// <param name="arrived">Told after each stretch, so that what has arrived leaves the outbox.</param>
    public static async Task Bring(Func<IReadOnlyList<Message>> waiting, IGrainFactory grains, ClusterHouse house, Func<int, Task> arrived)
    {
        await Task.Yield();
        while (waiting() is { Count: > 0 } messages)
        {
            foreach (var message in messages) await Bring(message, grains, house);
            await arrived(messages[^1].Number);
        }
    }

    private static async Task Bring(Message message, IGrainFactory grains, ClusterHouse house)
    {
        switch (message)
        {
            case ToLead(_, var id, Offer offer):
                // An offer that the lead doesn't want any more must not be held against the member.
                if ((await grains.GetGrain<ILeadGrain>(id.ToString()).Offer(offer, default)).Kind == ReplyKind.Refused)
                    await grains.GetGrain<ITeamGrain>(offer.Team).Settle(new Settle(id, offer.Number, Settlement.Withdrawn), default);
                break;
            case ToLead(_, var id, var command):
                await grains.GetGrain<ILeadGrain>(id.ToString()).Tell(command, default);
                break;
            case ToTeam(_, var team, Seek seek):
                await grains.GetGrain<ITeamGrain>(team).Seek(seek, default);
                break;
            case ToTeam(_, var team, Settle settle):
                await grains.GetGrain<ITeamGrain>(team).Settle(settle, default);
                break;
            case ToTeam(_, var team, var command):
                await grains.GetGrain<ITeamGrain>(team).Tell(command, default);
                break;
            case ToWaiting(_, var team, var free):
                await CallWaiting(team, free, grains, house);
                break;
        }
    }

    // Some more than there are hands: who fits none of the free members must not keep the others waiting.
    private static async Task CallWaiting(string team, int free, IGrainFactory grains, ClusterHouse house)
    {
        var target = grains.GetGrain<ITeamGrain>(team);
        var waiting = await house.Waiting(team, free + CalledBeyondMax);
        foreach (var id in waiting)
        {
            if (await target.GetState() is { } state && TeamLifecycle.FreeHands(state.State, house.Now, house.Program) == 0) return;
            await grains.GetGrain<ILeadGrain>(id.ToString()).Tell(new SeekAgain(team), default);
        }
        if (waiting.Count < free + CalledBeyondMax && (await house.Waiting(team, 1)).Count == 0) await target.Tell(new NoneWaiting(), default);
    }
}
