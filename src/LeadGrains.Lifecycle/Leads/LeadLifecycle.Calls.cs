namespace LeadGrains.Lifecycle;

using Decision = Decision<LeadEvent>;

/// <summary>
/// Touches that people make: queued → taken → reported. Until somebody takes it, a task is a touch not yet sent, so that
/// a withdrawn consent calls it off; from then on it may have been made, and counts as such when nobody reports.
/// </summary>
public static partial class LeadLifecycle
{
    /// <summary>A call is tried this often, each time on another day; then the next touch goes by another channel.</summary>
    public const int CallAttemptsMax = 3;

    /// <summary>How much of the person's working time a call and a letter wait for whoever makes them: 5 and 10 days.</summary>
    public static readonly TimeSpan CallWithin = TimeSpan.FromHours(40), PrintWithin = TimeSpan.FromHours(80);

    /// <summary>To the next attempt: another day, and another time of it.</summary>
    public static readonly TimeSpan CallAgainAfter = TimeSpan.FromHours(27);

    /// <summary>
    /// What waits this long after <see cref="NurturePlan.SilentAt"/> comes to nothing, so that another channel still
    /// keeps the longest silence.
    /// </summary>
    private static readonly TimeSpan SilenceReserve = TimeSpan.FromDays(3), LapseMin = TimeSpan.FromHours(8);

    /// <summary>May this task be begun now: in the person's hours, after the gap, with consent as it is now?</summary>
    public static bool MayTake(LeadState lead, Moment now, Program program) =>
        lead.Nurture.Pending is { Begun: false, Task: not null } touch && Unfit(lead, touch, now, program) is null
        && MayTakeFrom(lead, touch, now, program) <= now;

    // A letter is printed when the printer runs; it is read in the person's own time.
    private static Moment MayTakeFrom(LeadState lead, PendingTouch touch, Moment now, Program program)
    {
        var from = Moment.Later(Moment.Later(now, touch.Task!.FromAt), NurturePlan.NotBefore(lead, program));
        return touch.Channel == Channel.Call ? BusinessTime.NextOpen(NurturePlan.HoursOf(lead, program), from) : from;
    }

    // The same last look as for mail; then it waits for people instead of leaving.
    private static Decision Queueing(LeadState lead, QueueTouch c, Moment now, Program program)
    {
        if (lead.Nurture.Pending is not { } touch || touch.Number != c.Number) return Decision.AlreadySo;
        if (touch.Task is { } task) return task.LapseAt > now ? Decision.AlreadySo : Lapsing(touch, task, now);
        var looked = Beginning(lead, new BeginTouch(c.Number), now, program);
        return looked.Events is [TouchBegun]
            ? Happened(new TouchQueued(c.Number, now, LapseAt(lead, touch.Channel, now, program))) : looked;
    }

    private static Decision Lapsing(PendingTouch touch, OpenTask task, Moment now) => touch.Begun
        ? Happened(new TouchMade(touch.Number, touch.Piece, touch.Channel, Certain: false, $"{task.By} never reported how it went", now))
        : Happened(new TouchLapsed(touch.Number,
            touch.Channel == Channel.Call ? "nobody called in time" : "nobody printed it in time", task.Attempts > 0, now));

    private static Decision Taking(LeadState lead, TakeTask c, Moment now, Program program)
    {
        if (lead.Nurture.Pending is not { Task: { } task } touch || touch.Number != c.Number) return NoTask();
        if (touch.Begun) return task.By == c.By ? Decision.AlreadySo : Refuse($"{task.By} has it in hand already.");
        if (touch.Channel == Channel.Call && NoCaller(c.By, program) is { } words) return Refuse(words);
        if (Unfit(lead, touch, now, program) is { } reason) return Happened(new TouchSkipped(c.Number, reason, now));
        var fromAt = MayTakeFrom(lead, touch, now, program);
        return fromAt > now ? Refuse($"Not before {fromAt}: the person's hours, the gap and the attention budget say so.")
            : Happened(new TouchBegun(c.Number, now) { By = c.By });
    }

    private static Decision Calling(LeadState lead, ReportCall c, Moment now, Program program)
    {
        if (lead.Nurture.Pending is not { Channel: Channel.Call, Task: { } task } touch || touch.Number != c.Number) return NoTask();
        if (touch.Begun && task.By != c.By) return Refuse($"{task.By} has this call in hand and reports on it.");
        if (NoCaller(c.By, program) is { } words) return Refuse(words);
        var missed = c.Outcome == CallOutcome.NotReached;
        if (missed && !touch.Begun && task.FromAt > now) return Refuse($"The last attempt is reported; the next is due from {task.FromAt}.");
        if (c.Outcome == CallOutcome.NotBefore && (c.NotBeforeAt is not { } date || date <= now || date > now + QuietMax))
            return Refuse($"\"Not before\" needs a date after today and within {QuietMax.Days} days.");

        var events = new List<LeadEvent>(6);
        if (!touch.Begun) events.Add(new TouchBegun(c.Number, now) { By = c.By });
        if (missed) Ringing(lead, task, c, events, now, program);
        else Answered(lead, touch, c, events, now);
        return Happened(missed ? events : Judged(lead, events, now, program));
    }

    // It rang in vain: no contact, but three strokes are enough.
    private static void Ringing(LeadState lead, OpenTask task, ReportCall c, List<LeadEvent> events, Moment now, Program program)
    {
        var nextAt = BusinessTime.NextOpen(NurturePlan.HoursOf(lead, program), now + CallAgainAfter);
        var lapseAt = LapseAt(lead, Channel.Call, nextAt, program);
        var again = task.Attempts + 1 < CallAttemptsMax && nextAt + LapseMin <= LatestAt(lead, now, program);
        events.Add(new Called(c.Number, c.By, c.Outcome, c.Note, now) { NextAt = again ? nextAt : null, LapseAt = again ? lapseAt : null });
        if (!again) events.Add(new TouchLapsed(c.Number, $"not reached at the {Nth(task.Attempts + 1)} attempt", Tried: true, now));
    }

    private static void Answered(LeadState lead, PendingTouch touch, ReportCall c, List<LeadEvent> events, Moment now)
    {
        events.Add(new Called(c.Number, c.By, c.Outcome, c.Note, now));
        events.Add(new TouchMade(c.Number, touch.Piece, touch.Channel, Certain: true, c.By, now));
        if (Told(lead, c.Facts, FactSource.Owner, now) is { Count: > 0 } facts) events.Add(new Learned(facts, null));
        switch (c.Outcome)
        {
            case CallOutcome.WantsToTalk when !Wished(lead, Wish.Call, c.Note, now):
                events.Add(new Asked(Wish.Call, c.Note) { At = now });
                break;
            case CallOutcome.WantsNoCalls:
                events.Add(new OptedOut(Consents.EveryTopic, Channel.Call, now));
                break;
            case CallOutcome.NotBefore:
                events.Add(new ReadinessAnswered(Readiness.NotBefore, c.NotBeforeAt, now));
                break;
        }
    }

    private static Moment LapseAt(LeadState lead, Channel channel, Moment fromAt, Program program)
    {
        var lapseAt = BusinessTime.Add(NurturePlan.HoursOf(lead, program), fromAt, channel == Channel.Call ? CallWithin : PrintWithin);
        return Moment.Earlier(lapseAt, LatestAt(lead, fromAt, program))!.Value;
    }

    private static Moment LatestAt(LeadState lead, Moment fromAt, Program program) => Moment.Later(
        NurturePlan.SilentAt(lead, program) + SilenceReserve, BusinessTime.Add(NurturePlan.HoursOf(lead, program), fromAt, LapseMin));

    private static string? NoCaller(string by, Program program) =>
        by.Split('/') is [{ Length: > 0 } team, { Length: > 0 }] && program.Team(team)?.Kind == TeamKind.CallCentre ? null
            : $"Only a call centre calls for marketing, so '{by}' can't; a caller is team/member of a team of that kind.";

    private static Decision NoTask() => Refuse("Nothing waits here for somebody to do: it was reported, called off, or isn't due yet.");

    private static string Nth(int n) => n switch { 1 => "first", 2 => "second", 3 => "third", _ => $"{n}th" };
}
