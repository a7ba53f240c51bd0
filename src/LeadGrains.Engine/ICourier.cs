using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>Takes parcels out of the house: mail to a pick-up folder or a server, tasks, letters.</summary>
public interface ICourier
{
    /// <summary>
    /// Delivering the same parcel twice has the effect of once (a file of the same name). Then a delivery that a crash
    /// interrupted is repeated; otherwise it is reported as uncertain and never repeated by itself.
    /// </summary>
    bool IsRepeatable { get; }

    /// <summary>The same of one touch: a task in a file is repeatable where mail isn't.</summary>
    bool Repeats(TouchParcel touch) => IsRepeatable;

    /// <summary>How much it carries at once, and to one domain.</summary>
    SendingLimits Limits => SendingLimits.None;

    /// <summary>
    /// Touches on this channel are made by people from a queue, such as calls: the courier never gets them. By default
    /// none is.
    /// </summary>
    bool IsByPeople(Channel channel) => false;

    /// <summary>Delivers one parcel. Never throws for what can go wrong on the way; it answers.</summary>
    ValueTask<Delivery> Deliver(Consignment consignment, CancellationToken cancel);
}

/// <summary>A parcel with what the courier needs to make something of it.</summary>
/// <param name="MessageId">Always the same for the same parcel, so that a receiver can tell a repeat.</param>
public sealed record Consignment(Parcel Parcel, LeadState Lead, Program Program, string MessageId, Moment At);

/// <summary>What became of a delivery.</summary>
public readonly record struct Delivery(TouchOutcome Outcome, string? Detail = null)
{
    public static Delivery Sent => new(TouchOutcome.Sent);
}
