using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>A call that waits for the call centre, as a file holds it.</summary>
/// <param name="MayBeginNow">Consent, gap and the person's hours allow it at this instant.</param>
public sealed record WaitingCall(LeadLine Lead, PendingTouch Touch, OpenTask Task, bool MayBeginNow)
{
    /// <summary>Somebody has it in hand.</summary>
    public bool IsTaken => Touch.Begun;

    /// <summary>Does this caller (<c>team/member</c>) have it in hand?</summary>
    public bool IsOf(string by) => IsTaken && Task.By == by;

    /// <summary>The one question that the definition needs most, if the script has room for one (I5).</summary>
    public Question? Question(Program program, Moment now) =>
        program.Piece(Touch.Piece)?.Question is null ? null : Scoring.NextQuestion(Lead.State, now, program);

    /// <summary>The call to a lead, or null when none waits.</summary>
    public static WaitingCall? Of(LeadLine line, Program program, Moment now) =>
        line.State.Nurture.Pending is { Channel: Channel.Call, Task: { } task } touch
            ? new WaitingCall(line, touch, task, LeadLifecycle.MayTake(line.State, now, program)) : null;
}

/// <summary>The calls of a file: those that may be made now come first, and of these what lapses first.</summary>
public static class WaitingCalls
{
    /// <summary>All of them, also those that somebody has in hand.</summary>
    public static IReadOnlyList<WaitingCall> Of(LeadViews views, Program program, Moment now) =>
        [.. views.OpenTasks(Channel.Call).Select(line => WaitingCall.Of(line, program, now)!)
            .OrderByDescending(call => call.MayBeginNow).ThenBy(call => call.Task.LapseAt).ThenBy(call => call.Lead.Row)];

    /// <summary>What a caller can go on with: what they have in hand, then what they may take now, the most urgent first.</summary>
    /// <param name="by">The caller as <c>team/member</c>.</param>
    public static IReadOnlyList<WaitingCall> For(string by, LeadViews views, Program program, Moment now) =>
        [.. Of(views, program, now).Where(call => call.MayBeginNow || call.IsOf(by)).OrderByDescending(call => call.IsOf(by))];
}
