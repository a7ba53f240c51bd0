using System.Diagnostics;
using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>Something in the mailbox: decided on the loop, answered after the commit that made it durable.</summary>
internal abstract class Letter
{
    /// <summary>From its arrival to its answer; null for what isn't traced.</summary>
    public Activity? Span { get; protected init; }

    /// <summary>On the loop, before the commit.</summary>
    public abstract void Decide(Workbench bench, Moment now);

    /// <summary>On the loop, after the commit.</summary>
    public abstract void Answer();

    /// <summary>Nothing of it was kept, for want of space; it may be tried again.</summary>
    public abstract void TurnAway(Reply busy);

    /// <summary>The engine has stopped.</summary>
    public abstract void Fail(Exception exception);
}

internal abstract class Letter<T> : Letter
{
    private readonly TaskCompletionSource<T> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    protected T? Result { get; set; }

    public Task<T> Answered => _answered.Task;

    public override void Answer() => _answered.TrySetResult(Result!);

    public override void Fail(Exception exception) => _answered.TrySetException(exception);

    protected void Give(T result) => _answered.TrySetResult(result);
}

internal abstract class Question<T> : Letter<T>
{
    public override void TurnAway(Reply busy) => Answer();
}

/// <summary>A command whose way is traced.</summary>
internal abstract class TracedLetter : Letter<Reply>
{
    public sealed override void Decide(Workbench bench, Moment now)
    {
        bench.Causes.Current = Span?.Context ?? default;
        Result = Decided(bench, now);
    }

    public sealed override void Answer()
    {
        Spans.End(Span, Result);
        base.Answer();
    }

    public sealed override void TurnAway(Reply busy)
    {
        Spans.End(Span, busy);
        Give(busy);
    }

    public sealed override void Fail(Exception exception)
    {
        Spans.End(Span, null);
        base.Fail(exception);
    }

    protected abstract Reply Decided(Workbench bench, Moment now);
}

internal sealed class LeadLetter : TracedLetter
{
    private readonly LeadId _lead;
    private readonly LeadCommand _command;
    private readonly Ticket _ticket;
    private readonly Action<Workbench, Reply>? _then;

    public LeadLetter(LeadId lead, LeadCommand command, Ticket ticket, Action<Workbench, Reply>? then = null)
    {
        (_lead, _command, _ticket, _then) = (lead, command, ticket, then);
        if (Spans.AreWanted) Span = Spans.Command(command, lead.ToString(), "lead");
    }

    protected override Reply Decided(Workbench bench, Moment now)
    {
        var reply = bench.Tell(_lead, _command, _ticket, now);
        _then?.Invoke(bench, reply);
        return reply;
    }
}

internal sealed class TeamLetter : TracedLetter
{
    private readonly string _team;
    private readonly TeamCommand _command;
    private readonly Ticket _ticket;

    public TeamLetter(string team, TeamCommand command, Ticket ticket)
    {
        (_team, _command, _ticket) = (team, command, ticket);
        if (Spans.AreWanted) Span = Spans.Command(command, team, "team");
    }

    protected override Reply Decided(Workbench bench, Moment now) => bench.Tell(_team, _command, _ticket, now);
}

internal sealed class AgreementLetter(AgreementCommand command) : Letter<Reply>
{
    public override void Decide(Workbench bench, Moment now) => Result = bench.Tell(command, now);

    public override void TurnAway(Reply busy) => Give(busy);
}

internal sealed class BenchLetter(Action<Workbench> change) : Letter<Reply>
{
    public override void Decide(Workbench bench, Moment now)
    {
        change(bench);
        Result = new Reply(ReplyKind.Done, 0);
    }

    public override void TurnAway(Reply busy) => Give(busy);
}

internal sealed class ReplyLetter(Func<Workbench, Moment, Reply> decide) : Letter<Reply>
{
    public override void Decide(Workbench bench, Moment now) => Result = decide(bench, now);

    public override void TurnAway(Reply busy) => Give(busy);
}

internal sealed class FindLead(LeadId lead) : Question<LeadSnapshot?>
{
    public override void Decide(Workbench bench, Moment now) =>
        Result = bench.Find(lead) is { } row ? new LeadSnapshot(row.Id, row.Version, row.State, row.DueAt) : null;
}

internal sealed class FindTeam(string team) : Question<TeamSnapshot?>
{
    public override void Decide(Workbench bench, Moment now) =>
        Result = bench.FindTeam(team) is { } row ? new TeamSnapshot(row.Name, row.Version, row.State) : null;
}
