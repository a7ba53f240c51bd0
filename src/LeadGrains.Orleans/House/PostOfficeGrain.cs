using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace LeadGrains.Orleans;

/// <summary>Brings parcels out of the house. One in the cluster, so that the pace is one pace.</summary>
public interface IPostOfficeGrain : IGrainWithIntegerKey
{
    /// <summary>From now on it looks every <see cref="PostOfficeGrain.Every"/>; every silo says so again and again.</summary>
    [AlwaysInterleave]
    Task Begin();

    /// <summary>Brings out what may leave now, and ends when that has come to its end.</summary>
    Task HandOut();
}

/// <summary>
/// Intent (in the lead's own write) → begun (the lead says so, durably) → courier → outcome (the lead's write) → out of the
/// outbox. Whatever a crash interrupts after "begun" is uncertain and never repeated, unless twice is once for the courier.
/// </summary>
public sealed partial class PostOfficeGrain(ClusterHouse house, OutboxTable outbox, ICourier courier, ILogger<PostOfficeGrain> log) : Grain, IPostOfficeGrain
{
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>Parcels put off in one round because their domain has had enough for now.</summary>
    private const int PutOffMax = 256;

    private readonly Dictionary<long, Task> _underWay = [];
    private readonly MailPace _pace = new(house.Now);
    private readonly DomainPace _domains = new(courier.Limits);
    private readonly int _atOnceMax = Math.Min(new EngineLimits().ParcelsUnderWayMax, courier.Limits.AtOnceMax ?? int.MaxValue);
    private IGrainTimer? _timer;
    private bool _closing;

    public Task Begin()
    {
        _timer ??= this.RegisterGrainTimer(_ => Start(), new GrainTimerCreationOptions(TimeSpan.Zero, Every) { KeepAlive = true, Interleave = false });
        return Task.CompletedTask;
    }

    public async Task HandOut()
    {
        await Start();
        await Task.WhenAll(_underWay.Values);
    }

    /// <summary>Nothing new is handed out; what is under way arrives.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _closing = true;
        await Task.WhenAll(_underWay.Values).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private async Task Start()
    {
        if (_closing || await house.Setting(Sending.Setting) == Sending.Held) return;
        var now = house.Now;
        var free = Math.Min(_atOnceMax - _underWay.Count, _pace.Allowed(now, house.Program.Cadence.MailsPerMinuteMax));
        if (free <= 0) return;
        foreach (var item in await outbox.Ready(now, free + _underWay.Count + (_domains.IsLimited ? PutOffMax : 0)))
        {
            if (free == 0) return;
            if (_underWay.ContainsKey(item.Parcel.Number)) continue;
            var domain = await DomainOf(item);
            if (domain is not null && _domains.Take(domain, now) is { } notBeforeAt)
            {
                await outbox.Delay(item, notBeforeAt, tried: false);
                continue;
            }
            free--;
            _pace.Spend(1);
            _underWay[item.Parcel.Number] = Task.CompletedTask;
            _underWay[item.Parcel.Number] = Bring(item, domain);
        }
    }

    // Only what goes to leads is paced by domain: members' mail is little and goes to our own people.
    private async Task<string?> DomainOf(WaitingParcel item) =>
        _domains.IsLimited && item.Parcel.Parcel is TouchParcel { Channel: Channel.Email }
        && (await Lead(item).GetState())?.State.Person.Email is { } email && email.LastIndexOf('@') is >= 0 and var at ? email[(at + 1)..].ToLowerInvariant() : null;

    private async Task Bring(WaitingParcel item, string? domain)
    {
        await Task.Yield();
        try
        {
            await (item.Parcel.Parcel is TouchParcel touch ? BringTouch(item, touch) : BringNotice(item));
        }
        catch (Exception e) when (Passing.Is(e))
        {
            // It stays in the outbox, and what it says there decides whether it may leave again.
            Stayed(log, item.Parcel.Number, e.Message);
        }
        finally
        {
            if (domain is not null) _domains.GiveBack(domain);
            _underWay.Remove(item.Parcel.Number);
        }
    }

    private async Task BringTouch(WaitingParcel item, TouchParcel touch)
    {
        var lead = Lead(item);
        var asked = Outgoing.Ask(touch, courier) is BeginTouch begin ? await lead.BeginTouch(begin, default) : await lead.Tell(Outgoing.Ask(touch, courier), default);
        var next = Outgoing.AfterAsking(touch, asked, courier.Repeats(touch));
        if (next.Step == Outgoing.Step.Wait) await outbox.Delay(item, next.Until, tried: false);
        if (next.Step == Outgoing.Step.Drop) await outbox.Remove(item);
        if (next.Step is Outgoing.Step.Wait or Outgoing.Step.Drop) return;
        var made = next.Step == Outgoing.Step.Uncertain ? new Delivery(TouchOutcome.Uncertain, "a crash came between handing it over and its answer")
            : await courier.Deliver(Consign(item, asked.Lead!), CancellationToken.None);
        var told = await Told(lead, new ReportTouch(touch.Number, made.Outcome, made.Detail));
        if (told.Lead?.Nurture.Pending is { } pending && pending.Number == touch.Number) await outbox.Delay(item, pending.SendAt, tried: true);
        else await outbox.Remove(item);
    }

    // What became of it is known here alone: it is told until the lead has heard it, or an operator would have to ask the mail server.
    private async Task<Reply> Told(ILeadGrain lead, ReportTouch outcome)
    {
        for (var again = Messenger.AgainMin; ; again = again * 2 < Messenger.AgainMax ? again * 2 : Messenger.AgainMax)
            try
            {
                return await lead.ReportTouch(outcome, default);
            }
            catch (Exception e) when (!_closing && Passing.Is(e))
            {
                await Task.Delay(again);
            }
    }

    private async Task BringNotice(WaitingParcel item)
    {
        var made = Delivery.Sent;
        if (await Lead(item).GetState() is { } lead && !Outgoing.IsStale(item.Parcel.Parcel, lead.State, house.Now, house.Program))
            made = await courier.Deliver(Consign(item, lead.State), CancellationToken.None);
        if (made.Outcome == TouchOutcome.RefusedForNow && Outgoing.Again(item.Parcel.Attempts, house.Now) is { } again) await outbox.Delay(item, again, tried: true);
        else await outbox.Remove(item);
    }

    private Consignment Consign(WaitingParcel item, LeadState lead) =>
        new(item.Parcel.Parcel, lead, house.Program, Outgoing.MessageId(item.Parcel, item.Lead), house.Now);

    private ILeadGrain Lead(WaitingParcel item) => GrainFactory.GetGrain<ILeadGrain>(item.Lead.ToString());

    [LoggerMessage(Level = LogLevel.Warning, Message = "Parcel {Number} stays in the outbox for now: {Why}")]
    private static partial void Stayed(ILogger log, long number, string why);
}
