namespace LeadGrains.Orleans;

/// <summary>The reminder that a lead has set.</summary>
/// <param name="At">When it first ticks, without the jitter.</param>
public sealed record Bell(string Name, Moment At);

/// <summary>
/// A lead's reminders: <c>handoff</c> while somebody has it on offer or works on it, <c>nurture</c> otherwise. A reminder only
/// wakes; what is due is computed from the state. So one that ticks before the lead is due is left alone, and set anew when
/// it has ticked: reminders are written when the due time comes closer, not whenever it changes. They are set beside the
/// command; whoever is lost in between is found by the sweep.
/// </summary>
internal sealed class Clock(LeadGrain grain, ClusterHouse house)
{
    /// <summary>A reminder further away than 49.7 days may never fire (dotnet/orleans#8867): until then in steps.</summary>
    public static readonly TimeSpan FurthestAway = TimeSpan.FromDays(40);

    /// <summary>A tick that is lost comes again after this; the least that Orleans takes is a minute.</summary>
    public static readonly TimeSpan AgainAfter = TimeSpan.FromMinutes(5);

    /// <summary>So that those due at the same instant don't tick at once.</summary>
    public static readonly TimeSpan JitterMax = TimeSpan.FromSeconds(30);

    /// <summary>The reminder that this lead needs; the same object when the one it has will do.</summary>
    public static Bell? Next(Bell? bell, LeadState lead, Moment? dueAt, Moment now)
    {
        if (dueAt is not { } due) return bell;
        var name = NameFor(lead);
        return bell is not null && bell.Name == name && bell.At > now && bell.At <= due ? bell
            : new Bell(name, Moment.Earlier(Moment.Later(due, now), now + FurthestAway)!.Value);
    }

    /// <summary>Sets a reminder, beside the turns of the grain. One whose time has passed by then ticks at once.</summary>
    public void Set(Bell bell) => house.Reminders.Take(() => Register(bell)).Ignore();

    /// <summary>A reminder that nothing is due for any more. Not in turn with those that are set: the lead waits for it.</summary>
    public async Task Remove(string name)
    {
        if (await grain.GetReminder(name) is { } reminder) await grain.UnregisterReminder(reminder);
    }

    public static string NameFor(LeadState lead) => lead.Handoff is not null || lead.Work is not null ? "handoff" : "nurture";

    // Awaited by nobody, so it must not throw before its first await either: the command has happened by then.
    private async Task Register(Bell bell)
    {
        var now = house.Now;
        await grain.RegisterOrUpdateReminder(bell.Name, Moment.Later(bell.At, now) - now + JitterMax * Random.Shared.NextDouble(), AgainAfter);
    }
}
