using LeadGrains.Engine;
using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>What a courier can do wrong.</summary>
public enum Misdeed { RefusedForNow, RefusedForGood, Uncertain, Late, Crash }

/// <summary>The house falls down between handing a message over and hearing of it.</summary>
internal sealed class CrashedException : Exception;

/// <summary>
/// A courier as bad as they come: what it does with a parcel is a pure function of the seed, the parcel's message id and
/// the try, so that a run can be repeated. It says what it does, and hands on what really left.
/// </summary>
internal sealed class FaultyCourier(ulong seed, ICourier? next, Action<Outgone> left) : ICourier
{
    /// <summary>Of all touches; a crash is rare, since each takes the whole house down.</summary>
    public const double RefusesForNow = 0.02, RefusesForGood = 0.003, IsUncertain = 0.005, IsLate = 0.02, Crashes = 0.0002;

    /// <summary>A late answer comes after this at most.</summary>
    public static readonly TimeSpan LateMax = TimeSpan.FromHours(30);

    private int _tries;

    /// <summary>Twice is twice: what a crash interrupts is uncertain.</summary>
    public bool IsRepeatable => false;

    /// <summary>How often it did what.</summary>
    public Dictionary<Misdeed, long> Misdeeds { get; } = [];

    public async ValueTask<Delivery> Deliver(Consignment item, CancellationToken cancel)
    {
        var roll = item.Parcel is TouchParcel or ConfirmationRequest ? new Dice(seed, ++_tries).Roll(Why.Fault) : 1;
        switch (roll)
        {
            case < RefusesForNow:
                return Misdo(Misdeed.RefusedForNow, TouchOutcome.RefusedForNow, "451 come back later");
            case < RefusesForNow + RefusesForGood:
                return Misdo(Misdeed.RefusedForGood, TouchOutcome.RefusedForGood, "550 5.1.1 no such mailbox");
        }
        left(new Outgone(item.Lead.Id, item.Parcel, item.MessageId, item.At));
        switch (roll - RefusesForNow - RefusesForGood)
        {
            case < IsUncertain when item.Parcel is TouchParcel:
                return Misdo(Misdeed.Uncertain, TouchOutcome.Uncertain, "the line went dead after the dot");
            case < IsUncertain + Crashes when item.Parcel is TouchParcel:
                Note(Misdeed.Crash);
                throw new CrashedException();
        }
        return next is null ? Delivery.Sent : await next.Deliver(item, cancel);
    }

    /// <summary>How long it takes to answer for a touch that it has taken.</summary>
    public TimeSpan AnswersAfter(Consignment item)
    {
        var dice = new Dice(seed, _tries);
        if (!dice.Happens(IsLate, Why.Late)) return TimeSpan.Zero;
        Note(Misdeed.Late);
        return LateMax * dice.Roll(Why.LateBy);
    }

    private Delivery Misdo(Misdeed misdeed, TouchOutcome outcome, string detail)
    {
        Note(misdeed);
        return new Delivery(outcome, detail);
    }

    private void Note(Misdeed misdeed) => Misdeeds[misdeed] = Misdeeds.GetValueOrDefault(misdeed) + 1;
}
