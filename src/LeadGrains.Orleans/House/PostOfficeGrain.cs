namespace LeadGrains.Orleans;

/// <summary>Brings parcels out of the house. One in the cluster, so that the pace is one pace.</summary>
public interface IPostOfficeGrain : IGrainWithIntegerKey
{
    /// <summary>Brings out what may leave now; how many parcels came to their end.</summary>
    Task<int> HandOut();
}

/// <summary>
/// Intent (in the lead's own write) → begun (the lead says so, durably) → courier → outcome (the lead's write) → out of the
/// outbox. Whatever a crash interrupts after "begun" is uncertain and never repeated, unless twice is once for the courier.
/// </summary>
public sealed class PostOfficeGrain(ClusterHouse house, OutboxTable outbox, ICourier courier) : Grain, IPostOfficeGrain
{
    /// <summary>Parcels of one round; the cadence's pace bounds them further.</summary>
    public const int RoundMax = 256;

    public async Task<int> HandOut()
    {
        if (await house.Setting(Sending.Setting) == Sending.Held) return 0;
        var ended = 0;
        foreach (var item in await outbox.Ready(house.Now, RoundMax))
            if (await Bring(item)) ended++;
        return ended;
    }

    private async Task<bool> Bring(WaitingParcel item)
    {
        var lead = GrainFactory.GetGrain<ILeadGrain>(item.Lead.ToString());
        return item.Parcel.Parcel is TouchParcel touch ? await BringTouch(item, touch, lead) : await BringNotice(item, lead);
    }

    private async Task<bool> BringTouch(WaitingParcel item, TouchParcel touch, ILeadGrain lead)
    {
        var asked = Outgoing.Ask(touch, courier) is BeginTouch begin ? await lead.BeginTouch(begin, default) : await lead.Tell(Outgoing.Ask(touch, courier), default);
        var next = Outgoing.AfterAsking(touch, asked, courier.Repeats(touch));
        if (next.Step == Outgoing.Step.Wait) return await outbox.Delay(item, next.Until);
        if (next.Step == Outgoing.Step.Drop) return await outbox.Remove(item);
        var made = next.Step == Outgoing.Step.Uncertain ? new Delivery(TouchOutcome.Uncertain, "a crash came between handing it over and its answer")
            : await courier.Deliver(Consign(item, asked.Lead!), CancellationToken.None);
        var told = await lead.ReportTouch(new ReportTouch(touch.Number, made.Outcome, made.Detail), default);
        return told.Lead?.Nurture.Pending is { } pending && pending.Number == touch.Number ? await outbox.Delay(item, pending.SendAt) : await outbox.Remove(item);
    }

    private async Task<bool> BringNotice(WaitingParcel item, ILeadGrain lead)
    {
        if (await lead.GetState() is not { } snapshot || Outgoing.IsStale(item.Parcel.Parcel, snapshot.State, house.Now, house.Program)) return await outbox.Remove(item);
        var made = await courier.Deliver(Consign(item, snapshot.State), CancellationToken.None);
        return made.Outcome == TouchOutcome.RefusedForNow && Outgoing.Again(item.Parcel.Attempts, house.Now) is { } again
            ? await outbox.Delay(item, again) : await outbox.Remove(item);
    }

    private Consignment Consign(WaitingParcel item, LeadState lead) =>
        new(item.Parcel.Parcel, lead, house.Program, Outgoing.MessageId(item.Parcel, item.Lead), house.Now);
}
