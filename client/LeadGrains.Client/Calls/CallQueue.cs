using LeadGrains.Client.Files;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Client.Calls;

/// <summary>A call that waits for the call centre, as a file holds it.</summary>
/// <param name="MayBeginNow">Consent, gap and the person's hours allow it at this instant.</param>
internal sealed record WaitingCall(LeadLine Lead, PendingTouch Touch, OpenTask Task, bool MayBeginNow)
{
    /// <summary>Somebody has it in hand.</summary>
    public bool IsTaken => Touch.Begun;
}

/// <summary>The calls of a file: those that may be made now come first, and of these what lapses first.</summary>
internal static class CallQueue
{
    public static List<WaitingCall> Of(LeadViews views, Program program, Moment now) => [.. views.OpenTasks(Channel.Call)
        .Select(line => new WaitingCall(line, line.State.Nurture.Pending!, line.State.Nurture.Pending!.Task!,
            LeadLifecycle.MayTake(line.State, now, program)))
        .OrderByDescending(call => call.MayBeginNow).ThenBy(call => call.Task.LapseAt).ThenBy(call => call.Lead.Row)];

    /// <summary>The call to a lead. Throws a problem when none waits.</summary>
    public static WaitingCall One(LeadViews views, string lead, Program program, Moment now)
    {
        var line = LeadFinder.One(views, lead);
        return line.State.Nurture.Pending is { Channel: Channel.Call, Task: { } task } touch
            ? new WaitingCall(line, touch, task, LeadLifecycle.MayTake(line.State, now, program))
            : throw new ProblemException(ProblemKind.Refused, $"no call to {LeadFinder.Name(line)} waits: it was reported or called off, or is not due yet.");
    }
}
