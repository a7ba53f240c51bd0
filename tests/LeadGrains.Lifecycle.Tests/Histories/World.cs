namespace LeadGrains.Lifecycle.Tests.Histories;

using static Sample;

/// <summary>
/// A small world in memory: thirty leads and three teams, messages delivered at once and in order, touches performed by a
/// simple sender. Everything comes from one seed.
/// </summary>
internal sealed class World
{
    public const int LeadsMax = 30;
    private const int MessagesMax = 2_000;
    private static readonly string[] Names = ["ines", "otto", "uma", "finn"];
    private readonly Dictionary<LeadId, List<LeadEvent>> _history = [];
    private readonly Dictionary<LeadId, Moment?> _due = [];
    private readonly Dictionary<string, Moment?> _teamDue = [];
    private readonly Queue<Effect> _messages = new();

    public World(int seed)
    {
        Random = new Random(seed);
        // Few hands, so that somebody often waits for one.
        // In every third world consent is confirmed from the mailbox.
        Program = Sample.Program with { Consent = new ConsentRules { DoubleOptIn = seed % 3 == 0 }, Teams = [.. Sample.Program.Teams.Select(t => t with { CapacityOpen = 2, CapacityNewPerDay = 1 })] };
        for (var i = 0; i < LeadsMax; i++)
        {
            var identity = Identity.Email($"p{i}@c{i % 9}.example.org");
            Identities.Add(identity);
            Leads[LeadId.Of(identity)] = LeadState.Unknown;
            _history[LeadId.Of(identity)] = [];
        }
        foreach (var rule in Program.Teams)
        {
            Teams[rule.Name] = TeamState.Empty;
            foreach (var name in Names[..2]) Tell(rule.Name, new AddMember(new Member($"{rule.Name}-{name}")));
        }
    }

    public Random Random { get; }
    public Program Program { get; }
    public Moment Now { get; set; } = Monday;
    public List<Identity> Identities { get; } = [];
    public Dictionary<LeadId, LeadState> Leads { get; } = [];
    public Dictionary<string, TeamState> Teams { get; } = [];

    /// <summary>What happened in the last step, with the state before each decision.</summary>
    public List<(LeadState Before, LeadEvent Event, LeadState After, Moment At)> Happened { get; } = [];
    public List<(Moment At, string Whom, object Command, object Decision)> Log { get; } = [];
    public IEnumerable<string> Latest => Log.TakeLast(25).Select(l => $"{l.At} {l.Whom} {l.Command.GetType().Name}: {(l.Decision is Decision<LeadEvent> d ? Tests.Leads.Given.Said(d) : Tests.Leads.Given.Said((Decision<TeamEvent>)l.Decision))}");
    public IReadOnlyList<LeadEvent> HistoryOf(LeadId id) => _history[id];

    public void Tell(LeadId id, LeadCommand command)
    {
        Deliver(new TellLead(id, command));
        Pump();
    }

    public void Tell(string team, TeamCommand command)
    {
        Deliver(new TellTeam(team, command));
        Pump();
    }

    /// <summary>Time passes; everything that falls due in it happens at its instant.</summary>
    public void Pass(TimeSpan span)
    {
        var until = Now + span;
        for (var wakes = 0; ; wakes++)
        {
            Assert.True(wakes < MessagesMax, $"{wakes} wakes in {span}: somebody is woken in a loop");
            var (due, id, team) = Earliest();
            if (due is not { } at || at > until) break;
            Now = Moment.Later(Now, at);
            if (team is not null) Tell(team, new OpenValve());
            else if (Leads[id].Nurture.Pending is { } touch) Send(id, touch);
            else Tell(id, new Wake { Outage = Random.Next(20) == 0 ? new Outage(Now - Hours(2), Now) : null });
        }
        Now = until;
    }

    private (Moment? Due, LeadId Id, string? Team) Earliest()
    {
        (Moment? Due, LeadId Id, string? Team) first = default;
        foreach (var (id, lead) in Leads)
        {
            if (!_due.TryGetValue(id, out var due)) _due[id] = due = DueOf(lead);
            if (due is not null && (first.Due is null || due < first.Due)) first = (due, id, null);
        }
        foreach (var (name, team) in Teams)
        {
            if (!_teamDue.TryGetValue(name, out var due)) _teamDue[name] = due = TeamLifecycle.DueAt(team, Program);
            if (due is not null && (first.Due is null || due < first.Due)) first = (due, default, name);
        }
        return first;
    }

    // A touch that was begun is reported at once; one whose report got lost stays on its way.
    private Moment? DueOf(LeadState lead) => lead.Nurture.Pending switch
    {
        { Task: { } task } => Moment.Earlier(LeadLifecycle.DueAt(lead, Program), task.FromAt > Now ? task.FromAt : task.LapseAt),
        { Begun: false } touch => Moment.Earlier(LeadLifecycle.DueAt(lead, Program), touch.SendAt),
        _ => LeadLifecycle.DueAt(lead, Program),
    };

    private void Send(LeadId id, PendingTouch touch)
    {
        if (touch.SendAt > Now || LeadLifecycle.DueAt(Leads[id], Program) <= Now)
        {
            Tell(id, new Wake());
            return;
        }
        if (touch.Task is not null || touch.Channel is Channel.Call or Channel.Post)
        {
            ByPeople(id, touch);
            _due[id] = DueOf(Leads[id]); // who may not begin yet looks again when it lapses
            return;
        }
        Tell(id, new BeginTouch(touch.Number));
        if (Leads[id].Nurture.Pending is { Begun: true } begun) Tell(id, new ReportTouch(begun.Number, Random.Next(20) switch
        {
            0 => TouchOutcome.RefusedForNow,
            1 => TouchOutcome.Uncertain,
            2 => Random.Next(8) == 0 ? TouchOutcome.NoSuchAddress : TouchOutcome.RefusedForGood,
            _ => TouchOutcome.Sent,
        }));
    }

    // Some are done at once, some on a later day, some by nobody.
    private void ByPeople(LeadId id, PendingTouch touch)
    {
        Tell(id, new QueueTouch(touch.Number));
        if (Leads[id].Nurture.Pending is not { Task: not null } || Random.Next(4) == 0) return;
        var by = touch.Channel == Channel.Call ? "callers/kim" : "print-1";
        if (Random.Next(3) > 0) Tell(id, new TakeTask(touch.Number, by));
        if (Random.Next(4) == 0 || !(Leads[id].Nurture.Pending?.Begun is true || LeadLifecycle.MayTake(Leads[id], Now, Program))) return;
        if (touch.Channel == Channel.Call) Tell(id, new ReportCall(touch.Number, by, (CallOutcome)Random.Next(5)) { NotBeforeAt = Now + TimeSpan.FromDays(40) });
        else if (Leads[id].Nurture.Pending is { Begun: true }) Tell(id, new ReportTouch(touch.Number, TouchOutcome.Sent));
    }

    private void Pump()
    {
        for (var messages = 0; _messages.TryDequeue(out var effect); messages++)
        {
            Assert.True(messages < MessagesMax, "messages go round in a circle");
            Deliver(effect);
        }
    }

    private void Deliver(Effect effect)
    {
        switch (effect)
        {
            case TellLead tell when Leads.TryGetValue(tell.Lead, out var lead): Step(tell.Lead, lead, tell.Command); break;
            case TellTeam tell when Teams.ContainsKey(tell.Team): Step(tell.Team, tell.Command); break;
            case CallWaiting call:
                var waiting = Leads.Where(l => l.Value.Handoff is { WaitingSinceAt: not null } h && h.Team == call.Team)
                    .OrderByDescending(l => l.Value.Standing!.Score).ThenBy(l => l.Key).ToList();
                foreach (var (id, _) in waiting.Take(call.Count)) _messages.Enqueue(new TellLead(id, new SeekAgain(call.Team)));
                if (waiting.Count == 0) _messages.Enqueue(new TellTeam(call.Team, new NoneWaiting()));
                break;
        }
    }

    // Only whom somebody named takes more.
    private void WithinCapacity(string team, Seat seat, OfferMade offer)
    {
        var rule = Program.Team(team)!;
        Assert.True(seat.Open < (seat.Member.CapacityOpen ?? rule.CapacityOpen), $"{offer.Member} holds {seat.Open} and gets one more");
        Assert.True(seat.Day != offer.Day || seat.GivenToday < (seat.Member.CapacityNewPerDay ?? rule.CapacityNewPerDay), $"{offer.Member} got {seat.GivenToday} on {offer.Day} and gets one more");
        Assert.False(seat.PausedUntilAt > Now, $"{offer.Member} is away and gets one");
    }

    private void Step(LeadId id, LeadState lead, LeadCommand command)
    {
        var decision = LeadLifecycle.Decide(lead, command, Now, Program);
        var after = lead;
        foreach (var happened in decision.Events)
        {
            var before = after;
            after = LeadLifecycle.Evolve(before, happened);
            Happened.Add((before, happened, after, Now));
        }
        Log.Add((Now, id.ToString()[..4], command, decision));
        if (decision.Events.Count == 0) return;
        Leads[id] = after;
        _due.Remove(id);
        _history[id].AddRange(decision.Events);
        foreach (var happened in decision.Events)
            foreach (var effect in LeadLifecycle.React(happened, after, Program)) _messages.Enqueue(effect);
    }

    private void Step(string name, TeamCommand command)
    {
        var before = Teams[name];
        var decision = TeamLifecycle.Decide(before, name, command, Now, Program);
        var after = decision.Events.Aggregate(before, TeamLifecycle.Evolve);
        Teams[name] = after;
        _teamDue.Remove(name);
        Log.Add((Now, name, command, decision));
        foreach (var offer in decision.Events.OfType<OfferMade>().Where(o => o.Needs is not null)) WithinCapacity(name, before.Seat(offer.Member)!, offer);
        foreach (var happened in decision.Events)
            foreach (var effect in TeamLifecycle.React(happened, before, after, Now, Program)) _messages.Enqueue(effect);
    }
}
