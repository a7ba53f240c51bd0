namespace LeadGrains.Orleans;

/// <summary>Brings an actor's messages to others, in order, until none is left or one can't be brought now.</summary>
/// <param name="sender">Its name, unlike any other actor's.</param>
internal sealed class Messenger(string sender, IGrainFactory grains, ClusterHouse house)
{
    /// <summary>Who can't be reached is tried again after this, doubled each time.</summary>
    public static readonly TimeSpan AgainMin = TimeSpan.FromMilliseconds(500), AgainMax = TimeSpan.FromSeconds(8);

    private Task _bringing = Task.CompletedTask;
    private volatile bool _gone;

    /// <summary>The actor goes away; what has not arrived is brought by its next activation.</summary>
    public void Stop() => _gone = true;

    /// <summary>
    /// Beside the turns of the grain, so that two who tell each other something never wait for one another. Does nothing
    /// while it is under way already.
    /// </summary>
    /// <param name="waiting">What has not arrived, asked again after each stretch.</param>
    /// <param name="arrived">Told after each stretch, so that it leaves the outbox.</param>
    public void Bring(Func<IReadOnlyList<Message>> waiting, Func<int, Task> arrived)
    {
        if (waiting().Count == 0 || !_bringing.IsCompleted) return;
        _bringing = Go();

        async Task Go()
        {
            await Task.Yield();
            for (var again = AgainMin; !_gone && waiting() is { Count: > 0 } messages;)
                try
                {
                    foreach (var message in messages) await Bring(message);
                    await arrived(messages[^1].Number);
                    again = AgainMin;
                }
                catch (Exception e) when (Passing.Is(e))
                {
                    await Task.Delay(again);
                    again = again * 2 < AgainMax ? again * 2 : AgainMax;
                }
        }
    }

    private async Task Bring(Message message)
    {
        var name = $"{Answered.Ours}{sender}:{message.Number}";
        switch (message)
        {
            case ToLead(_, var id, Offer offer):
                // An offer that the lead doesn't want any more must not be held against the member.
                if ((await Lead(id).Hear(offer, name)).Kind == ReplyKind.Refused)
                    await Team(offer.Team).Settle(new Settle(id, offer.Number, Settlement.Withdrawn), default);
                break;
            case ToLead(_, var id, var command): await Lead(id).Hear(command, name); break;
            case ToTeam(_, var team, Seek seek): await Team(team).Seek(seek, default); break;
            case ToTeam(_, var team, Settle settle): await Team(team).Settle(settle, default); break;
            case ToTeam(_, var team, var command): await Team(team).Tell(command, default); break;
            case ToWaiting(_, var team, var free): await CallWaiting(team, free, name); break;
        }
    }

    // Some more than there are hands: who fits none of the free members must not keep the others waiting.
    private async Task CallWaiting(string team, int free, string name)
    {
        var max = free + Workbench.CalledBeyondMax;
        var waiting = await house.Waiting(team, max);
        foreach (var id in waiting)
        {
            if (await Team(team).GetState() is { } state && TeamLifecycle.FreeHands(state.State, house.Now, house.Program) == 0) return;
            await Lead(id).Hear(new SeekAgain(team), name);
        }
        if (waiting.Count < max && (await house.Waiting(team, 1)).Count == 0) await Team(team).Tell(new NoneWaiting(), default);
    }

    private ILeadGrain Lead(LeadId id) => grains.GetGrain<ILeadGrain>(id.ToString());

    private ITeamGrain Team(string name) => grains.GetGrain<ITeamGrain>(name);
}
