using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Engine;

/// <summary>What a parcel's next step is, as pure rules: both the live and the stepped engine follow them.</summary>
internal static class Outgoing
{
    /// <summary>A notice that couldn't be delivered is tried again after this, doubled each time up to a day.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    /// <summary>Tries of one notice; after the last it is given up and the operator finds it in the log.</summary>
    public const int AttemptsMax = 12;

    /// <summary>The same parcel has the same message id for ever.</summary>
    public static string MessageId(OutboxParcel item, LeadId lead) => item.Parcel switch
    {
        TouchParcel touch => $"touch-{touch.Number}.{lead}@leadgrains",
        _ => $"notice-{item.Number}.{lead}@leadgrains",
    };

    /// <summary>What the lead is asked before a touch leaves: what people make only begins to wait for them.</summary>
    public static LeadCommand Ask(TouchParcel touch, ICourier courier) =>
        courier.IsByPeople(touch.Channel) ? new QueueTouch(touch.Number) : new BeginTouch(touch.Number);

    /// <summary>After asking the lead: deliver it, wait, drop it, or say that nobody knows.</summary>
    public static Next AfterAsking(TouchParcel touch, Reply reply, bool isRepeatable)
    {
        if (reply.Lead?.Nurture.Pending is not { } pending || pending.Number != touch.Number) return new Next(Step.Drop);
        if (pending.Task is { } task) return new Next(Step.Wait, task.LapseAt);
        if (!pending.Begun) return new Next(Step.Wait, pending.SendAt);
        if (reply.Kind == ReplyKind.Done || isRepeatable) return new Next(Step.Deliver);
        // Begun before, and not by us just now: a crash came between. It may have been sent.
        return new Next(Step.Uncertain);
    }

    /// <summary>A notice that nothing waits for any more is not delivered: consent was withdrawn, or confirmed already.</summary>
    public static bool IsStale(Parcel notice, LeadState lead, Moment now, Program program) =>
        notice is ConfirmationRequest request && !LeadLifecycle.IsWanted(request, lead, now, program);

    /// <summary>When a notice is tried again; null when it was tried often enough.</summary>
    public static Moment? Again(int attempts, Moment now) =>
        attempts + 1 >= AttemptsMax ? null : now + TimeSpan.FromTicks(Math.Min(RetryAfter.Ticks << attempts, TimeSpan.TicksPerDay));

    public enum Step { Deliver, Wait, Drop, Uncertain }

    public readonly record struct Next(Step Step, Moment Until = default);
}
