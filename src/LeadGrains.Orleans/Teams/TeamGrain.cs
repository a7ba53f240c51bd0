namespace LeadGrains.Orleans;

/// <summary>A team as an actor: a thin shell over <see cref="TeamLifecycle"/>, written as a lead is.</summary>
public sealed class TeamGrain([PersistentState("team", Silos.Storage)] IPersistentState<TeamRecord> kept, ClusterHouse house) : Grain, ITeamGrain
{
    private Messenger _messenger = null!;

    // As it is durable: what is being written is nobody's to see.
    private TeamRecord _team = new();

    private string Name => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _team = kept.State with { Row = kept.State.Row.Told() };
        _messenger = new Messenger($"team {Name}", GrainFactory, house);
        TellOthers();
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _messenger.Stop();
        return Task.CompletedTask;
    }

    public Task<TeamSnapshot?> GetState() => Task.FromResult(_team.Version > 0 ? new TeamSnapshot(Name, _team.Version, _team.State) : null);

    public Task<Reply> Seek(Seek request, Ticket ticket) => Tell(request, ticket);

    public Task<Reply> Settle(Settle answer, Ticket ticket) => Tell(answer, ticket);

    public async Task<Reply> Tell(TeamCommand command, Ticket ticket)
    {
        if (Workbench.Unusable(ticket) is { } unusable) return unusable;
        if (ticket.CommandId is { } id && _team.Heard.To(id) is { } heard) return Answered.Again(heard);
        if (ticket.ExpectedVersion is { } expected && expected != _team.Version)
            return new Reply(ReplyKind.Outdated, _team.Version, $"The team has changed meanwhile: it has version {_team.Version}, not {expected}. Look again.");
        var (now, program) = (house.Now, house.Program);
        if (program.Team(Name) is null)
            return new Reply(ReplyKind.Refused, 0, $"The program has no team '{Name}'; it has {string.Join(", ", program.Teams.Select(t => t.Name))}.");
        // Somebody was told to wait and may not have heard it yet, so that no list has them.
        if (command is NoneWaiting && _team.Outbox.Waiting.Any(m => m is ToLead { Command: Wait })) return new Reply(ReplyKind.AlreadySo, _team.Version);

        var decision = TeamLifecycle.Decide(_team.State, Name, command, now, program);
        var reply = Answered.Of(decision.Refusal, decision.Events.Count, _team.Version);
        if (decision.Events.Count > 0) reply = reply with { Version = _team.Version + 1 };
        if (decision.Events.Count > 0 || (ticket.CommandId is not null && _team.Version > 0)) await Write(Next(decision.Events, ticket, reply, now, program));
        else TellOthers();
        return reply;
    }

    public async Task<bool> Retime(int version)
    {
        if (house.Program is not { } program || program.Version != version) return false;
        var dueAt = TeamLifecycle.DueAt(_team.State, program)?.Milliseconds;
        if (_team.Version > 0 && dueAt != _team.Row.DueAt) await Write(_team with { Row = _team.Row with { DueAt = dueAt } });
        return true;
    }

    public Task Arrived(int number)
    {
        var outbox = _team.Outbox.Without(number);
        return Write(_team with { Outbox = outbox, Row = _team.Row with { Messages = outbox.Waiting.Count } });
    }

    private TeamRecord Next(IReadOnlyList<TeamEvent> happened, Ticket ticket, Reply reply, Moment now, Program program)
    {
        var before = _team.State.Name.Length > 0 ? _team.State : _team.State with { Name = Name };
        var after = happened.Aggregate(before, TeamLifecycle.Evolve);
        var outbox = _team.Outbox.With(happened.SelectMany(e => TeamLifecycle.React(e, before, after, now, program)));
        return new TeamRecord
        {
            Row = new Row { Version = reply.Version, Team = Name, DueAt = TeamLifecycle.DueAt(after, program)?.Milliseconds, Messages = outbox.Waiting.Count }.With(happened, now, ticket),
            State = after,
            Heard = _team.Heard.With(ticket.CommandId, reply).Kept,
            Outbox = outbox,
        };
    }

    private async Task Write(TeamRecord next)
    {
        await Storing.Write(kept, next, DeactivateOnIdle);
        _team = kept.State = next with { Row = next.Row.Told() };
        TellOthers();
    }

    private void TellOthers() => _messenger.Bring(() => _team.Outbox.Waiting, number => this.AsReference<ITeamGrain>().Arrived(number));
}
