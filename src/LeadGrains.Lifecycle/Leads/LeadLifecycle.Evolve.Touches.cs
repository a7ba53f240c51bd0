namespace LeadGrains.Lifecycle;

/// <summary>What events make of a lead's touches: intended, begun, made, failed, in doubt.</summary>
public static partial class LeadLifecycle
{
    private static LeadState Sending(LeadState lead, Func<PendingTouch, PendingTouch> change) =>
        lead.Nurture.Pending is { } touch ? lead with { Nurture = lead.Nurture with { Pending = change(touch) } } : lead;

    private static Nurture Intended(Nurture nurture, TouchIntended e) => nurture with
    {
        Pending = e.Touch with { Place = e.Place },
        Touches = e.Touch.Number,
        SlotAt = e.Place is TouchPlace.Drop or TouchPlace.Introduction ? nurture.SlotAt : e.Touch.DueAt,
        Fresh = e.Place is TouchPlace.Drop or TouchPlace.Introduction && nurture.Fresh,
        ReadinessAt = e.Place == TouchPlace.Readiness ? e.Touch.DueAt : nurture.ReadinessAt,
        Drops = e.Place == TouchPlace.Drop ? [.. nurture.Drops.Where(id => id != e.Touch.Piece)] : nurture.Drops,
        Exhausted = nurture.Exhausted && e.Place != TouchPlace.Drip,
    };

    private static LeadState Begun(LeadState lead, string? by) => lead.Nurture.Pending is not { } touch ? lead : lead with
    {
        Nurture = lead.Nurture with
        {
            Pending = touch with { Begun = true, Task = touch.Task is { } task && by is not null ? task with { By = by } : touch.Task },
            Seen = Saw(lead.Nurture.Seen, touch.Piece),
        },
    };

    // It rang in vain: the task waits again, for another day.
    private static PendingTouch Missed(PendingTouch touch, Called e) => touch.Task is not { } task || e.NextAt is not { } nextAt ? touch : touch with
    {
        Begun = false,
        Task = task with { FromAt = nextAt, LapseAt = e.LapseAt ?? task.LapseAt, Attempts = task.Attempts + 1 },
    };

    private static LeadState Lapsed(LeadState lead, TouchLapsed e)
    {
        var (nurture, touch) = (lead.Nurture, lead.Nurture.Pending);
        return lead with
        {
            Nurture = Unmade(nurture, e.At, again: !e.Tried) with
            {
                Unreached = nurture.Unreached || touch is { Channel: Channel.Call },
                Seen = touch is null ? nurture.Seen : e.Tried ? Saw(nurture.Seen, touch.Piece) : [.. nurture.Seen.Where(id => id != touch.Piece)],
            },
        };
    }

    // It didn't get out: a drop waits again, the drip goes on from here.
    private static Nurture Unmade(Nurture nurture, Moment at, bool again)
    {
        var drop = nurture.Pending is { Place: TouchPlace.Drop } touch ? touch.Piece : null;
        return nurture with
        {
            Pending = null,
            TriedAt = at,
            SlotAt = nurture.Pending is { Place: TouchPlace.Drop or TouchPlace.Introduction } ? nurture.SlotAt : at,
            Drops = drop is not null && again && !nurture.Drops.Contains(drop) ? [drop, .. nurture.Drops] : nurture.Drops,
        };
    }

    // One that wasn't sent is as if it had never been: its piece may come again, and nobody was contacted.
    private static Nurture Settled(Nurture nurture, TouchSettled e)
    {
        nurture = nurture with { Doubts = [.. nurture.Doubts.Where(d => d != e.Doubt)] };
        return e.Sent ? nurture : nurture with
        {
            Seen = [.. nurture.Seen.Where(id => id != e.Doubt.Piece)],
            Contacts = [.. nurture.Contacts.Where(at => at != e.Doubt.At)],
        };
    }

    private static IReadOnlyList<string> Interested(IReadOnlyList<string> interests, string topic) =>
        interests.Count > 0 && interests[0] == topic ? interests
            : [topic, .. interests.Where(t => t != topic).Take(Nurture.InterestsMax - 1)];

    private static IReadOnlyList<string> Saw(IReadOnlyList<string> seen, string piece) =>
        seen.Contains(piece) ? seen : [.. seen, piece];

    private static IReadOnlyList<Moment> Contacted(IReadOnlyList<Moment> contacts, Moment at) =>
        [.. contacts.Skip(contacts.Count - Nurture.ContactsKept + 1), at];
}
