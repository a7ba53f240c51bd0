namespace LeadGrains.Orleans;

/// <summary>A team as an actor: a thin shell over <see cref="TeamLifecycle"/>, written as a lead is.</summary>
public sealed class TeamGrain([PersistentState("team", Silos.Storage)] IPersistentState<TeamRecord> kept, ClusterHouse house) : Grain, ITeamGrain
{
    private Task _telling = Task.CompletedTask;

    private TeamRecord Team => kept.State;

    private string Name => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        TellOthers();
        return Task.CompletedTask;
    }

    public Task<TeamSnapshot?> GetState() => Task.FromResult(Team.Version > 0 ? new TeamSnapshot(Name, Team.Version, Team.State) : null);

    public Task<Reply> Seek(Seek request, Ticket ticket) => Tell(request, ticket);

    public Task<Reply> Settle(Settle answer, Ticket ticket) => Tell(answer, ticket);

    public async Task<Reply> Tell(TeamCommand command, Ticket ticket)
    {
        if (Answers.Unusable(ticket) is { } unusable) return unusable;
        if (ticket.CommandId is { } id && Team.Heard.FirstOrDefault(h => h.Command == Answers.Hash(id)) is { } heard) return Answers.Again(heard);
        if (ticket.ExpectedVersion is { } expected && expected != Team.Version)
            return new Reply(ReplyKind.Outdated, Team.Version, $"The team has changed meanwhile: it has version {Team.Version}, not {expected}. Look again.");
        var (now, program) = (house.Now, house.Program);
        if (program.Team(Name) is null)
            return new Reply(ReplyKind.Refused, 0, $"The program has no team '{Name}'; it has {string.Join(", ", program.Teams.Select(t => t.Name))}.");

        var decision = TeamLifecycle.Decide(Team.State, Name, command, now, program);
        var reply = Answers.Of(decision.Refusal, decision.Events.Count, Team.Version);
        if (decision.Events.Count > 0) reply = reply with { Version = Team.Version + 1 };
        if (decision.Events.Count > 0 || (ticket.CommandId is not null && Team.Version > 0)) await Write(Next(decision.Events, ticket, reply, now, program));
        return reply;
    }

    public async Task Arrived(int number) => await Write(Team with { Outbox = Team.Outbox.Without(number), Added = new Addition() });

    private TeamRecord Next(IReadOnlyList<TeamEvent> happened, Ticket ticket, Reply reply, Moment now, Program program)
    {
        var before = Team.State.Name.Length > 0 ? Team.State : Team.State with { Name = Name };
        var after = happened.Aggregate(before, TeamLifecycle.Evolve);
        var outbox = Team.Outbox.With(happened.SelectMany(e => TeamLifecycle.React(e, before, after, now, program)));
        var (heard, _) = Answers.Remember([.. Team.Heard.TakeLast(HeardAnswer.KeptMax - 1)], ticket, reply);
        return Team with
        {
            State = after,
            Version = reply.Version,
            Heard = heard,
            Outbox = outbox,
            Columns = new Columns { DueAt = TeamLifecycle.DueAt(after, program)?.Milliseconds, Messages = outbox.Waiting.Count },
            Added = new Addition { Lines = happened.Count == 0 ? [] : [new Line(reply.Version, now.Milliseconds, ticket.By ?? "system", ticket.CommandId, ClusterHouse.Json(happened))] },
        };
    }

    private async Task Write(TeamRecord next)
    {
        var before = kept.State;
        kept.State = next;
        try
        {
            await kept.WriteStateAsync();
        }
        catch
        {
            kept.State = before;
            DeactivateOnIdle();
            throw;
        }
        TellOthers();
    }

    private void TellOthers()
    {
        if (Team.Outbox.Waiting.Count > 0 && _telling.IsCompleted)
            _telling = Messenger.Bring(() => Team.Outbox.Waiting, GrainFactory, house, this.AsReference<ITeamGrain>().Arrived);
    }
}
