using System.Collections.Concurrent;
using System.Diagnostics;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Engine;

/// <summary>
/// Brings parcels out while the loop goes on: intent (durable) → begun (durable) → courier → outcome (durable). A parcel
/// stays in the outbox until its outcome is committed, so a crash loses none; a touch that was begun and not reported is
/// repeated only by a courier for whom twice is once.
/// </summary>
internal sealed class Postman(
    Workbench bench, ICourier courier, Func<Letter<Reply>, Task<Reply>> send, TimeProvider time, EngineLimits limits)
{
    /// <summary>Parcels put off in one turn because their domain has had enough for now.</summary>
    private const int PutOffMax = 256;

    // Added on the loop, removed by whichever thread finishes the parcel.
    private readonly ConcurrentDictionary<long, Task> _underWay = new();
    private readonly MailPace _pace = new(Moment.From(time.GetUtcNow()));
    private readonly DomainPace _domains = new(courier.Limits);
    private readonly int _atOnceMax = Math.Min(limits.ParcelsUnderWayMax, courier.Limits.AtOnceMax ?? int.MaxValue);
    private volatile bool _closing; // set by whoever disposes, read on the loop
    private TaskCompletionSource _returned = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>An operator holds all sending. Loop only.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Ends when a parcel has come to its end, so that the loop may hand out the next.</summary>
    public Task Returned => Volatile.Read(ref _returned).Task;

    private int PerMinute => bench.Program.Cadence.MailsPerMinuteMax;

    /// <summary>Starts what may leave now. Loop only.</summary>
    public void HandOut(Moment now)
    {
        // Armed before anything is handed out, so that no return is missed.
        if (Returned.IsCompleted) Volatile.Write(ref _returned, new(TaskCreationOptions.RunContinuationsAsynchronously));
        if (IsHeld || _closing || bench.NextReadyAt is not { } ready || ready > now) return;
        var free = Math.Min(_atOnceMax - _underWay.Count, _pace.Allowed(now, PerMinute));
        if (free <= 0) return;
        foreach (var item in bench.Ready(now, free + _underWay.Count + (_domains.IsLimited ? PutOffMax : 0)))
        {
            if (free == 0) break;
            if (_underWay.ContainsKey(item.Number)) continue;
            var lead = bench.FindRow(item.Lead);
            var domain = DomainOf(item.Parcel, lead.State);
            if (domain is not null && _domains.Take(domain, now) is { } notBeforeAt)
            {
                // Out of the way of those behind it, and durable, so that it doesn't have to be remembered.
                bench.Delay(item, notBeforeAt);
                continue;
            }
            free--;
            _pace.Spend(1);
            var (id, state, program, cause) = (lead.Id, lead.State, bench.Program, bench.Causes.Of(item.Number));
            _underWay[item.Number] = Task.CompletedTask;
            _underWay[item.Number] = Task.Run(() => Bring(item, domain, id, state, program, cause));
        }
    }

    /// <summary>When there is something to hand out, as far as is known; null when nothing can leave. Loop only.</summary>
    public Moment? NextAt(Moment now) =>
        IsHeld || bench.NextReadyAt is not { } ready || _underWay.Count >= _atOnceMax ? null
            : ready > now ? ready
            : _underWay.IsEmpty ? _pace.NextAt(now, PerMinute)
            : Moment.Later(_pace.NextAt(now, PerMinute), now + TimeSpan.FromMilliseconds(5));

    /// <summary>Nothing new is handed out; ends when what is under way has arrived.</summary>
    public Task Rest()
    {
        _closing = true;
        return Task.WhenAll(_underWay.Values).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    // Members' mail is little and goes to our own people: only what goes to leads is paced by domain.
    private string? DomainOf(Parcel parcel, LeadState lead) =>
        _domains.IsLimited && parcel is TouchParcel { Channel: Lifecycle.Channel.Email }
        && lead.Person.Email is { } email && email.LastIndexOf('@') is >= 0 and var at ? email[(at + 1)..].ToLowerInvariant() : null;

    private async Task Bring(OutboxParcel item, string? domain, LeadId lead, LeadState state, Program program, ActivityContext cause)
    {
        using var span = Spans.Effect(item.Parcel, lead, cause);
        try
        {
            if (item.Parcel is TouchParcel touch) await BringTouch(item, touch, lead, program);
            else await BringNotice(item, lead, state, program);
        }
        catch (EngineStoppedException)
        {
            // It stays in the outbox; the next start takes it up again.
        }
        finally
        {
            if (domain is not null) _domains.GiveBack(domain);
            _underWay.TryRemove(item.Number, out _);
            Volatile.Read(ref _returned).TrySetResult();
        }
    }

    private async Task BringTouch(OutboxParcel item, TouchParcel touch, LeadId lead, Program program)
    {
        var asked = await send(new LeadLetter(lead, Outgoing.Ask(touch, courier), default, (bench, reply) =>
        {
            var next = Outgoing.AfterAsking(touch, reply, courier.Repeats(touch));
            if (next.Step == Outgoing.Step.Wait) bench.Delay(item, next.Until);
            if (next.Step == Outgoing.Step.Drop) bench.Remove(item.Number);
        }));
        var delivery = Outgoing.AfterAsking(touch, asked, courier.Repeats(touch)).Step switch
        {
            Outgoing.Step.Deliver => await courier.Deliver(Consign(item, lead, asked.Lead!, program), CancellationToken.None),
            Outgoing.Step.Uncertain => new Delivery(TouchOutcome.Uncertain, "a crash came between handing it over and its answer"),
            _ => default(Delivery?),
        };
        if (delivery is not { } made) return;
        while ((await send(new LeadLetter(lead, new ReportTouch(touch.Number, made.Outcome, made.Detail), default, (bench, reply) =>
        {
            if (reply.Lead?.Nurture.Pending is { } pending && pending.Number == touch.Number) bench.Delay(item, pending.SendAt);
            else bench.Remove(item.Number);
        }))).Kind == ReplyKind.Busy) await Task.Delay(limits.RetryWhenFullAfter, time);
    }

    private async Task BringNotice(OutboxParcel item, LeadId lead, LeadState state, Program program)
    {
        var delivery = Outgoing.IsStale(item.Parcel, state, Now(), program) ? Delivery.Sent
            : await courier.Deliver(Consign(item, lead, state, program), CancellationToken.None);
        await send(new BenchLetter(bench =>
        {
            if (delivery.Outcome == TouchOutcome.RefusedForNow && Outgoing.Again(item.Attempts, Now()) is { } again)
                bench.Delay(item, again);
            else bench.Remove(item.Number);
        }));
    }

    private Consignment Consign(OutboxParcel item, LeadId lead, LeadState state, Program program) =>
        new(item.Parcel, state, program, Outgoing.MessageId(item, lead), Now());

    private Moment Now() => Moment.From(time.GetUtcNow());
}
