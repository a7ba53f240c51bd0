namespace LeadGrains.Orleans;

/// <summary>
/// A lead's reminders: <c>handoff</c> while somebody has it on offer or works on it, <c>nurture</c> otherwise. A reminder only
/// wakes; what is due is computed from the state. It is registered when the due time changes, beside the command that
/// changed it: whoever is lost in between is found by the sweep.
/// </summary>
internal sealed class Clock(LeadGrain grain, ClusterHouse house)
{
    /// <summary>A reminder further away than 49.7 days may never fire (dotnet/orleans#8867): until then in steps.</summary>
    public static readonly TimeSpan FurthestAway = TimeSpan.FromDays(40);

    /// <summary>A tick that is lost comes again after this; the least that Orleans takes is a minute.</summary>
    public static readonly TimeSpan AgainAfter = TimeSpan.FromMinutes(5);

    /// <summary>So that those due at the same instant don't tick at once.</summary>
    public static readonly TimeSpan JitterMax = TimeSpan.FromSeconds(30);

    private (string Name, long? DueAt) _set;

    public void Set(LeadState lead, long? dueAt)
    {
        var next = (lead.Handoff is not null || lead.Work is not null ? "handoff" : "nurture", dueAt);
        if (next == _set) return;
        var before = _set.Name;
        _set = next;
        Register(before, _set.Name, dueAt).Ignore();
    }

    private async Task Register(string? before, string name, long? dueAt)
    {
        if (dueAt is { } due)
        {
            var inTime = new Moment(due) - house.Now;
            var wait = (inTime < TimeSpan.Zero ? TimeSpan.Zero : inTime < FurthestAway ? inTime : FurthestAway) + JitterMax * Random.Shared.NextDouble();
            await grain.RegisterOrUpdateReminder(name, wait, AgainAfter);
        }
        else await Remove(name);
        if (before is not null && before != name) await Remove(before);
    }

    private async Task Remove(string name)
    {
        if (await grain.GetReminder(name) is { } reminder) await grain.UnregisterReminder(reminder);
    }
}
