using System.Collections.Concurrent;
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
    // Added on the loop, removed by whichever thread finishes the parcel.
    private readonly ConcurrentDictionary<long, Task> _underWay = new();
    private readonly MailPace _pace = new(Moment.From(time.GetUtcNow()));
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
        var free = Math.Min(limits.ParcelsUnderWayMax - _underWay.Count, _pace.Allowed(now, PerMinute));
        if (free <= 0) return;
        foreach (var item in bench.Ready(now, free + _underWay.Count))
        {
            if (free == 0) break;
            if (_underWay.ContainsKey(item.Number)) continue;
            free--;
            _pace.Spend(1);
            var lead = bench.FindRow(item.Lead);
            var (id, state, program) = (lead.Id, lead.State, bench.Program);
            _underWay[item.Number] = Task.CompletedTask;
            _underWay[item.Number] = Task.Run(() => Bring(item, id, state, program));
        }
    }

    /// <summary>When there is something to hand out, as far as is known; null when nothing can leave. Loop only.</summary>
    public Moment? NextAt(Moment now) =>
        IsHeld || bench.NextReadyAt is not { } ready || _underWay.Count >= limits.ParcelsUnderWayMax ? null
            : ready > now ? ready
            : _underWay.IsEmpty ? _pace.NextAt(now, PerMinute)
            : Moment.Later(_pace.NextAt(now, PerMinute), now + TimeSpan.FromMilliseconds(5));

    /// <summary>Nothing new is handed out; ends when what is under way has arrived.</summary>
    public Task Rest()
    {
        _closing = true;
        return Task.WhenAll(_underWay.Values).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private async Task Bring(OutboxParcel item, LeadId lead, LeadState state, Program program)
    {
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
            _underWay.TryRemove(item.Number, out _);
            Volatile.Read(ref _returned).TrySetResult();
        }
    }

    private async Task BringTouch(OutboxParcel item, TouchParcel touch, LeadId lead, Program program)
    {
        var asked = await send(new LeadLetter(lead, Outgoing.Ask(touch, courier), default, (bench, reply) =>
        {
            var next = Outgoing.AfterAsking(touch, reply, courier.IsRepeatable);
            if (next.Step == Outgoing.Step.Wait) bench.Delay(item, next.Until);
            if (next.Step == Outgoing.Step.Drop) bench.Remove(item.Number);
        }));
        var delivery = Outgoing.AfterAsking(touch, asked, courier.IsRepeatable).Step switch
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
        var delivery = await courier.Deliver(Consign(item, lead, state, program), CancellationToken.None);
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
