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
    private Messenger _messenger = null!;
    private Clock _clock = null!;

    // As it is durable: what is being written is nobody's to see.
    private LeadRecord _lead = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (!LeadId.TryParse(this.GetPrimaryKeyString(), out _id)) throw new ArgumentException($"'{this.GetPrimaryKeyString()}' is no id of a lead.");
        _lead = kept.State with { Row = kept.State.Row.Told() };
        _clock = new Clock(this, house);
        _messenger = new Messenger(_id.ToString(), GrainFactory, house);
        TellOthers(); // what a crash left untold
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _messenger.Stop();
        return Task.CompletedTask;
    }

    public async Task<LeadSnapshot?> GetState() =>
        _lead.Version > 0 ? new LeadSnapshot(_id, _lead.Version, _lead.State, LeadLifecycle.DueAt(_lead.State, house.Program))
            : await house.Alias(_id) is { } real ? await Grain(real).GetState() : null;

    public async Task<Reply> Tell(LeadCommand command, Ticket ticket)
    {
        if (Workbench.Unusable(ticket) is { } unusable) return unusable;
        if (_lead.Version == 0 && await house.Alias(_id) is { } real) return await Grain(real).Tell(command, ticket);
        if (_lead.State.MergedInto is { } into && Workbench.IsForWhoLivesOn(command)) return await Grain(into).Tell(command, ticket);
        if (await Repeated(ticket) is { } again) return again;
        // Whoever answers first thing after an outage may come before the alarm.
        if (command is not Lifecycle.Wake && LeadLifecycle.DeadlineAt(_lead.State) is { } dueAt && house.Outage?.Covers(dueAt) is true)
            await Do(new Wake { Outage = house.Outage }, default);
        if (ticket.ExpectedVersion is { } expected && expected != _lead.Version)
            return new Reply(ReplyKind.Outdated, _lead.Version, $"The lead has changed meanwhile: it has version {_lead.Version}, not {expected}. Look again.");
        return await Do(command, ticket);
    }

    // What is meant for this lead is not for the one that lives on: an offer's number would mean another request there.
    public async Task<Reply> Hear(LeadCommand command, string message)
    {
        if (_lead.Version == 0 && await house.Alias(_id) is { } real) return await Grain(real).Hear(command, message);
        var ticket = new Ticket(message);
        return await Repeated(ticket) ?? await Do(command, ticket);
    }

    public Task<Reply> Wake(Wake alarm)
    {
        Wakes.Count(Wakes.Sweep);
        return Ring(alarm);
    }

    public async Task<bool> Retime(int version)
    {
        if (house.Program is not { } program || program.Version != version) return false;
        var dueAt = LeadLifecycle.DueAt(_lead.State, program);
        if (_lead.Version > 0 && dueAt?.Milliseconds != _lead.Row.DueAt)
            await Write(_lead with { Bell = Clock.Next(_lead.Bell, _lead.State, dueAt, house.Now), Row = _lead.Row with { DueAt = dueAt?.Milliseconds } });
        return true;
    }

    private async Task<Reply> Ring(Wake alarm)
    {
        var reply = await Do(alarm with { Outage = alarm.Outage ?? house.Outage }, default);
        // The program has changed since the due time was kept. What stays due all the same rings again in an hour.
        if (_lead.Row.DueAt <= house.Now.Milliseconds) await Write(_lead with { Row = _lead.Row with { DueAt = NotYetDue()?.Milliseconds } });
        TellOthers();
        return reply;
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Wakes.Count(Wakes.Reminder);
        await Ring(new Wake());
        if (_lead.Row.DueAt is not { } dueAt || Clock.NameFor(_lead.State) != reminderName)
        {
            await _clock.Remove(reminderName);
            return;
        }
        if (Clock.Next(_lead.Bell, _lead.State, new Moment(dueAt), house.Now) is not { } bell || bell == _lead.Bell) return;
        _lead = _lead with { Bell = bell };
        _clock.Set(bell);
    }

    public Task Arrived(int number)
    {
        var outbox = _lead.Outbox.Without(number);
        return Write(_lead with { Outbox = outbox, Row = _lead.Row with { Messages = outbox.Waiting.Count } });
    }

    private async Task<Reply> Do(LeadCommand command, Ticket ticket)
    {
        var (now, program) = (house.Now, house.Program);
        var state = _lead.Version > 0 ? _lead.State : LeadState.Unknown with { Id = _id };
        var decision = Workbench.Decided(state, command, now, program);
        var (aliases, refusal) = decision.Events.Count > 0 && decision.Refusal is null ? await Surroundings(command, decision.Events, now) : ([], null);
        var reply = Answered.Of(decision.Refusal ?? refusal, decision.Events.Count, _lead.Version);
        var happened = reply.Kind == ReplyKind.Done ? decision.Events : [];
        if (happened.Count > 0) reply = reply with { Version = _lead.Version + 1 };
        if (happened.Count > 0 || (ticket.CommandId is not null && _lead.Version > 0)) await Write(await Next(state, happened, ticket, reply, aliases, now, program));
        return reply with { Lead = _lead.Version > 0 ? _lead.State : state };
    }

    // Everything that one write makes durable.
    private async Task<LeadRecord> Next(LeadState state, IReadOnlyList<LeadEvent> happened, Ticket ticket, Reply reply, IReadOnlyList<LeadId> aliases, Moment now, Program program)
    {
        var after = LeadLifecycle.Evolve(state, happened);
        var effects = happened.SelectMany(e => LeadLifecycle.React(e, after, program)).ToList();
        var outbox = _lead.Outbox.With(effects, state);
        var (heard, longAgo) = _lead.Heard.With(ticket.CommandId, reply);
        var dueAt = LeadLifecycle.DueAt(after, program);
        var forgets = happened.Any(e => e is Erased);
        return new LeadRecord
        {
            Row = Row.Of(after, reply.Version, dueAt, outbox).With(forgets ? Forgetting.Without(happened) : happened, now, ticket) with
            {
                Added = new Addition
                {
                    Aliases = Addition.Some(aliases),
                    HeardLongAgo = Addition.Some(longAgo),
                    Posted = Addition.Some(effects.OfType<Post>().Select(p => Posting.Of(p, now))),
                    Who = _lead.Version > 0 && after.Person == state.Person ? null : Addition.WhoOf(after.Person),
                    Rewritten = forgets ? await house.Forgotten(_id) : null,
                }.OrNone(),
            },
            State = after,
            Heard = heard,
            Outbox = outbox,
            Bell = Clock.Next(_lead.Bell, after, dueAt, now),
        };
    }

    // What this lead alone can't know: whether others are there, and whether an identity belongs to somebody forgotten.
    private async Task<(IReadOnlyList<LeadId> Aliases, string? Refusal)> Surroundings(LeadCommand command, IReadOnlyList<LeadEvent> happened, Moment now)
    {
        if (command is Merge merge)
        {
            if (await Grain(merge.Into).GetState() is not { } target) return ([], $"There is no lead {merge.Into}.");
            return ([], Workbench.Decided(target.State, new Absorb(_id, _lead.State), now, house.Program).Refusal);
        }
        var further = happened.SelectMany(Workbench.Identities).Select(LeadId.Of).Where(id => id != _id).Distinct().ToList();
        var reaching = command is Supplement { Person: { } person } ? Workbench.Reaching(person).ToList() : [];
        if (further.Count + reaching.Count == 0) return ([], null);
        var known = await house.Known(further.Concat(reaching));
        var forgotten = known.Where(k => k.Stage == Stage.Erased).Select(k => k.Id).ToList();
        if (reaching.Intersect(forgotten).Any() || (forgotten.Count > 0 && command is Inquire { Secondhand: true })) return ([], Workbench.ListSaysForgotten);
        return ([.. further.Except(known.Select(k => k.Id))], null);
    }

    private async Task<Reply?> Repeated(Ticket ticket)
    {
        if (ticket.CommandId is not { } commandId) return null;
        var heard = _lead.Heard.To(commandId)
            ?? (_lead.Heard.LongAgo && !Answered.IsOurs(commandId) ? await house.HeardLongAgo(_id, Workbench.Hash(commandId)) : null);
        return heard is null ? null : Answered.Again(heard);
    }

    private Moment? NotYetDue() => LeadLifecycle.DueAt(_lead.State, house.Program) is { } due
        ? Moment.Later(due, due <= house.Now ? house.Now + TimeSpan.FromHours(1) : due) : null;

    private async Task Write(LeadRecord next)
    {
        await Storing.Write(kept, next, DeactivateOnIdle);
        next = kept.State = next with { Row = next.Row.Told() };
        var rings = next.Bell is { } bell && bell != _lead.Bell ? bell : null;
        _lead = next;
        if (rings is not null) _clock.Set(rings);
        TellOthers();
    }

    private void TellOthers() => _messenger.Bring(() => _lead.Outbox.Waiting, number => this.AsReference<ILeadGrain>().Arrived(number));

    private ILeadGrain Grain(LeadId id) => GrainFactory.GetGrain<ILeadGrain>(id.ToString());
}
