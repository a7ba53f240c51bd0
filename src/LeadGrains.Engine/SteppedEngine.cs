using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Engine;

/// <summary>
/// The same engine on a virtual clock, moved by hand on one thread: months in seconds, always in the same order. For
/// rehearsal, replay and tests. What it answers is durable only after <see cref="Commit"/>; time moves only in
/// <see cref="RunTo"/>.
/// </summary>
public sealed class SteppedEngine : ILeadEngine, IDisposable
{

    private readonly IJournal _journal;
    private readonly Workbench _bench;
    private readonly ICourier _courier;
    private readonly EngineLimits _limits;
    private readonly MailPace _pace;
    private readonly Dictionary<long, Delivery> _late = []; // left already, the answer comes when the parcel is ready again
    private bool _held;

    public SteppedEngine(IJournal journal, Program program, ICourier courier, Moment start, EngineLimits? limits = null)
    {
        _journal = journal;
        _courier = courier;
        _limits = limits ?? new EngineLimits();
        _bench = new Workbench(journal, program, _limits);
        _bench.Open(start);
        _pace = new MailPace(start);
        _held = journal.Setting(Sending.Setting) == Sending.Held;
        Now = start;
    }

    /// <summary>The instant it is.</summary>
    public Moment Now { get; private set; }

    /// <summary>Everything that was committed, batch by batch; the list is only valid during the call.</summary>
    public Action<IReadOnlyList<Entry>>? Committed { get; set; }

    /// <summary>
    /// How long the courier takes to answer for a touch, to rehearse what happens meanwhile; null: no time. Who closes the engine before
    /// then never hears it.
    /// </summary>
    public Func<Consignment, TimeSpan>? AnswersAfter { get; set; }

    /// <summary>Tells a lead something now.</summary>
    public Reply Do(LeadId lead, LeadCommand command, Ticket ticket = default)
    {
        var reply = _bench.Tell(lead, command, ticket, Now);
        CommitWhenFull();
        return reply;
    }

    /// <summary>Tells a team something now.</summary>
    public Reply Do(string team, TeamCommand command, Ticket ticket = default)
    {
        var reply = _bench.Tell(team, command, ticket, Now);
        CommitWhenFull();
        return reply;
    }

    /// <summary>Tells the program something now.</summary>
    public Reply Do(AgreementCommand command) => _bench.Tell(command, Now);

    /// <summary>The earliest instant at which the engine itself has something to do, or null.</summary>
    public Moment? NextAt => Moment.Earlier(_bench.NextDueAt, _held ? null : _bench.NextReadyAt);

    /// <summary>Moves time on, ringing every alarm and sending every parcel at its instant.</summary>
    public void RunTo(Moment until)
    {
        while (true)
        {
            Commit();
            if (NextAt is not { } next || Moment.Later(next, Now) > until) break;
            Now = Moment.Later(Now, next);
            while (_bench.RingAlarms(Now, _limits.BatchAlarmsMax)) Commit();
            Commit();
            if (!_held && _bench.NextReadyAt is { } ready && ready <= Now) Send();
        }
        Now = Moment.Later(Now, until);
    }

    /// <summary>Makes everything so far durable.</summary>
    public void Commit()
    {
        if (!_bench.IsDirty) return;
        Committed?.Invoke(_bench.Entries);
        _bench.Commit();
    }

    Task<Reply> ILeadEngine.Tell(LeadId lead, LeadCommand command, Ticket ticket, CancellationToken cancel)
    {
        var reply = Do(lead, command, ticket);
        RunTo(Now);
        return Task.FromResult(reply);
    }

    Task<Reply> ILeadEngine.Tell(string team, TeamCommand command, Ticket ticket, CancellationToken cancel)
    {
        var reply = Do(team, command, ticket);
        RunTo(Now);
        return Task.FromResult(reply);
    }

    /// <summary>The lead as it is now, or null.</summary>
    public LeadSnapshot? Find(LeadId lead) =>
        _bench.Find(lead) is { } row ? new LeadSnapshot(row.Id, row.Version, row.State, row.DueAt) : null;

    Task<LeadSnapshot?> ILeadEngine.Find(LeadId lead, CancellationToken cancel) => Task.FromResult(Find(lead));

    Task<TeamSnapshot?> ILeadEngine.FindTeam(string team, CancellationToken cancel) => Task.FromResult(
        _bench.FindTeam(team) is { } row ? new TeamSnapshot(row.Name, row.Version, row.State) : null);

    Task ILeadEngine.HoldSending(bool held, CancellationToken cancel)
    {
        _bench.Set(Sending.Setting, held ? Sending.Held : Sending.Flowing);
        _held = held;
        Commit();
        return Task.CompletedTask;
    }

    /// <summary>Commits what is left and closes the journal.</summary>
    public void Dispose()
    {
        _bench.NoteAlive(Now, closing: true);
        Commit();
        _journal.Dispose();
    }

    private void CommitWhenFull()
    {
        if (_bench.Entries.Count >= _limits.BatchCommandsMax) Commit();
    }

    private void Send()
    {
        var perMinute = _bench.Program.Cadence.MailsPerMinuteMax;
        var allowed = _pace.Allowed(Now, perMinute);
        if (allowed == 0)
        {
            Now = _pace.NextAt(Now, perMinute);
            return;
        }
        var items = _bench.Ready(Now, Math.Min(allowed, _limits.BatchCommandsMax));
        _pace.Spend(items.Count);
        // The intents are durable; each is begun, and that is durable too, before anything leaves.
        var leaving = items.Where(item => item.Parcel is not TouchParcel touch || MayLeave(item, touch)).ToList();
        Commit();
        foreach (var item in leaving) Leave(item);
        Commit();
    }

    private bool MayLeave(OutboxParcel item, TouchParcel touch)
    {
        var lead = Lead(item);
        if (_late.Remove(item.Number, out var answer))
        {
            Report(lead.Id, item, touch, answer);
            return false;
        }
        var reply = _bench.Tell(lead.Id, Outgoing.Ask(touch, _courier), default, Now);
        var next = Outgoing.AfterAsking(touch, reply, _courier.Repeats(touch));
        switch (next.Step)
        {
            case Outgoing.Step.Deliver: return true;
            case Outgoing.Step.Wait: _bench.Delay(item, Moment.Later(next.Until, Now)); return false;
            case Outgoing.Step.Uncertain: Report(lead.Id, item, touch, new Delivery(TouchOutcome.Uncertain)); return false;
            default: _bench.Remove(item.Number); return false;
        }
    }

    private void Leave(OutboxParcel item)
    {
        var lead = Lead(item);
        if (Outgoing.IsStale(item.Parcel, lead.State, Now, _bench.Program))
        {
            _bench.Remove(item.Number);
            return;
        }
        var consignment = new Consignment(item.Parcel, lead.State, _bench.Program, Outgoing.MessageId(item, lead.Id), Now);
        var delivery = _courier.Deliver(consignment, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        if (item.Parcel is TouchParcel && AnswersAfter?.Invoke(consignment) is { Ticks: > 0 } later)
        {
            _late[item.Number] = delivery;
            _bench.Delay(item, Now + later);
        }
        else if (item.Parcel is TouchParcel touch) Report(lead.Id, item, touch, delivery);
        else if (delivery.Outcome == TouchOutcome.RefusedForNow && Outgoing.Again(item.Attempts, Now) is { } again) _bench.Delay(item, again);
        else _bench.Remove(item.Number);
    }

    private void Report(LeadId lead, OutboxParcel item, TouchParcel touch, Delivery delivery)
    {
        var reply = _bench.Tell(lead, new ReportTouch(touch.Number, delivery.Outcome, delivery.Detail), default, Now);
        if (reply.Lead?.Nurture.Pending is { } pending && pending.Number == touch.Number) _bench.Delay(item, pending.SendAt);
        else _bench.Remove(item.Number);
    }

    private LeadRow Lead(OutboxParcel item) => _bench.FindRow(item.Lead);
}
