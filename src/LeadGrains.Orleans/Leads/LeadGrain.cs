namespace LeadGrains.Orleans;

/// <summary>
/// A lead as an actor: a thin shell over <see cref="LeadLifecycle"/>. It takes one command at a time, decides it, and
/// writes state, entries, lists and parcels in one transaction; whoever asked hears of it then. What follows for others
/// is told afterwards from its outbox.
/// </summary>
public sealed partial class LeadGrain([PersistentState("lead", Silos.Storage)] IPersistentState<LeadRecord> kept, ClusterHouse house)
    : Grain, ILeadGrain, IRemindable
{
    private LeadId _id;
    private Task _telling = Task.CompletedTask;
    private Clock _clock = null!;

    private LeadRecord Lead => kept.State;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!LeadId.TryParse(this.GetPrimaryKeyString(), out _id)) throw new ArgumentException($"'{this.GetPrimaryKeyString()}' is no id of a lead.");
        _clock = new Clock(this, house);
        TellOthers(); // what a crash left untold
        return Task.CompletedTask;
    }

    public async Task<LeadSnapshot?> GetState() =>
        Lead.Version > 0 ? new LeadSnapshot(_id, Lead.Version, Lead.State, LeadLifecycle.DueAt(Lead.State, house.Program))
            : await house.Alias(_id) is { } real ? await Grain(real).GetState() : null;

    public async Task<Reply> Tell(LeadCommand command, Ticket ticket)
    {
        if (Answers.Unusable(ticket) is { } unusable) return unusable;
        if (Lead.Version == 0 && await house.Alias(_id) is { } real) return await Grain(real).Tell(command, ticket);
        if (Lead.State.MergedInto is { } into && LivesOn.Hears(command)) return await Grain(into).Tell(command, ticket);
        if (await Repeated(ticket) is { } again) return again;
        // Whoever answers first thing after an outage may come before the alarm.
        if (command is not Lifecycle.Wake && LeadLifecycle.DeadlineAt(Lead.State) is { } dueAt && house.Outage?.Covers(dueAt) is true)
            await Do(new Wake { Outage = house.Outage }, default);
        if (ticket.ExpectedVersion is { } expected && expected != Lead.Version)
            return new Reply(ReplyKind.Outdated, Lead.Version, $"The lead has changed meanwhile: it has version {Lead.Version}, not {expected}. Look again.");
        return await Do(command is Lifecycle.Wake wake ? wake with { Outage = house.Outage } : command, ticket);
    }

    public async Task Arrived(int number)
    {
        await Write(Lead with { Outbox = Lead.Outbox.Without(number), Added = new Addition() });
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => Tell(new Wake(), default);

    private async Task<Reply> Do(LeadCommand command, Ticket ticket)
    {
        var (now, program) = (house.Now, house.Program);
        var state = Lead.Version > 0 ? Lead.State : LeadState.Unknown with { Id = _id };
        var decision = LeadLifecycle.Decide(state, command, now, program);
        var (aliases, refusal) = decision.Events.Count > 0 && decision.Refusal is null ? await Surroundings(command, decision.Events) : ([], null);
        var reply = Answers.Of(decision.Refusal ?? refusal, decision.Events.Count, Lead.Version);
        var happened = reply.Kind == ReplyKind.Done ? decision.Events : [];
        if (happened.Count > 0) reply = reply with { Version = Lead.Version + 1 };
        if (happened.Count > 0 || (ticket.CommandId is not null && Lead.Version > 0)) await Write(await Next(state, happened, ticket, reply, aliases, now, program));
        return reply with { Lead = happened.Count > 0 || Lead.Version > 0 ? Lead.State : state };
    }

    // Everything that one write makes durable.
    private async Task<LeadRecord> Next(LeadState state, IReadOnlyList<LeadEvent> happened, Ticket ticket, Reply reply, IReadOnlyList<LeadId> aliases, Moment now, Program program)
    {
        var after = LeadLifecycle.Evolve(state, happened);
        var effects = happened.SelectMany(e => LeadLifecycle.React(e, after, program)).ToList();
        var outbox = Lead.Outbox.With(effects);
        var (heard, longAgo) = Answers.Remember(Lead.Heard, ticket, reply);
        var rank = WaitingRank.Of(after);
        return Lead with
        {
            State = after,
            Version = reply.Version,
            Heard = heard,
            HeardLongAgo = Lead.HeardLongAgo || longAgo.Count > 0,
            Outbox = outbox,
            Columns = new Columns
            {
                Stage = after.Stage,
                Team = LivesOn.TeamOf(after, rank is not null),
                Owner = after.Owner.Member,
                Score = after.Standing?.Score,
                Route = after.Handoff?.Route ?? after.Standing?.Route,
                Source = after.Origin.Source,
                DueAt = LeadLifecycle.DueAt(after, program)?.Milliseconds,
                Rank = rank,
                Messages = outbox.Waiting.Count,
            },
            Added = new Addition
            {
                Lines = happened.Count == 0 ? [] : [new Line(reply.Version, now.Milliseconds, ticket.By ?? "system", ticket.CommandId, ClusterHouse.Json(happened))],
                Aliases = aliases,
                HeardLongAgo = longAgo,
                Posted = [.. effects.OfType<Post>().Select(p => Postings.Of(p, now))],
                Rewritten = happened.OfType<Erased>().Any() ? await house.Forgotten(_id) : [],
            },
        };
    }

    // What this lead alone can't know: whether others are there, and whether an identity belongs to somebody forgotten.
    private async Task<(IReadOnlyList<LeadId> Aliases, string? Refusal)> Surroundings(LeadCommand command, IReadOnlyList<LeadEvent> happened)
    {
        if (command is Merge merge && await Grain(merge.Into).GetState() is null) return ([], $"There is no lead {merge.Into}.");
        var further = happened.SelectMany(LivesOn.Identities).Select(LeadId.Of).Where(id => id != _id).Distinct().ToList();
        var reaching = command is Supplement { Person: { } person } ? LivesOn.Reaching(person).ToList() : [];
        if (further.Count + reaching.Count == 0) return ([], null);
        var known = await house.Known(further.Concat(reaching));
        var forgotten = known.Where(k => k.Stage == Stage.Erased).Select(k => k.Id).ToList();
        if (reaching.Intersect(forgotten).Any() || (forgotten.Count > 0 && command is Inquire { Secondhand: true })) return ([], LivesOn.ListSaysForgotten);
        return ([.. further.Except(known.Select(k => k.Id))], null);
    }

    private async Task<Reply?> Repeated(Ticket ticket)
    {
        if (ticket.CommandId is not { } commandId) return null;
        var hash = Answers.Hash(commandId);
        var heard = Lead.Heard.FirstOrDefault(h => h.Command == hash) ?? (Lead.HeardLongAgo ? await house.HeardLongAgo(_id, hash) : null);
        return heard is null ? null : Answers.Again(heard);
    }

    private async Task Write(LeadRecord next)
    {
        var before = kept.State;
        kept.State = next;
        try
        {
            await kept.WriteStateAsync();
        }
        catch
        {
            // Nobody knows whether it was written: the next activation reads what is there.
            kept.State = before;
            DeactivateOnIdle();
            throw;
        }
        _clock.Set(next.State, next.Columns.DueAt);
        TellOthers();
    }

    // Beside the turns of the grain, so that two who tell each other something never wait for one another.
    private void TellOthers()
    {
        if (Lead.Outbox.Waiting.Count > 0 && _telling.IsCompleted)
            _telling = Messenger.Bring(() => Lead.Outbox.Waiting, GrainFactory, house, this.AsReference<ILeadGrain>().Arrived);
    }

    private ILeadGrain Grain(LeadId id) => GrainFactory.GetGrain<ILeadGrain>(id.ToString());
}
