using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>Something that comes by itself, when, and the rule that says so.</summary>
public sealed record Coming(Moment At, string What, string Rule);

/// <summary>
/// What is due next for a lead and why, in the words of the program: the same sources as
/// <see cref="LeadLifecycle.DueAt"/>, each with its rule's name.
/// </summary>
public static class DueNext
{
    /// <summary>Everything that is to come, earliest first; empty when nothing ever comes by itself.</summary>
    public static IReadOnlyList<Coming> Of(LeadState lead, Program program)
    {
        if (LeadLifecycle.DueAt(lead, program) is null && lead.Nurture.Pending is null) return [];
        return [.. Nurture(lead, program).Concat(Handoff(lead, program)).Concat(Work(lead, program))
            .OrderBy(c => c.At)];
    }

    private static IEnumerable<Coming> Nurture(LeadState lead, Program program)
    {
        var cadence = program.Cadence;
        if (lead.Nurture.Pending is { Task: { } task } waiting)
            yield return new Coming(Moment.Later(task.FromAt, waiting.SendAt),
                $"touch {waiting.Number}, {waiting.Piece} by {Say.Channel(waiting.Channel)}, waits for {(waiting.Channel == Channel.Call ? "the call centre" : "the printer")}",
                waiting.Begun ? $"{task.By} has it in hand" : $"until {Say.Minute(task.LapseAt)}, then the plan goes on without it");
        else if (lead.Nurture.Pending is { } touch)
            yield return new Coming(touch.SendAt,
                $"touch {touch.Number}, {touch.Piece} by {Say.Channel(touch.Channel)}, goes out",
                touch.Begun ? "it was handed over; its outcome is awaited"
                    : "decided; consent is checked again when it leaves");
        if (lead.Stage == Stage.Inquiry)
            yield return new Coming(lead.CycleSinceAt + cadence.StartAfter, "nurture begins",
                $"cadence: {Say.Span(cadence.StartAfter)} after the inquiry");
        if (NurturePlan.Next(lead, program) is { } next) yield return new Coming(next.DueAt, Touch(next),
            Why(next, lead, cadence));
        if (lead.Stage == Stage.Won)
            yield return new Coming(lead.StageSinceAt + cadence.NextCycleAfter, "nurture for the next purchase begins",
                $"cadence: {Say.Span(cadence.NextCycleAfter)} after the win");
    }

    private static string Touch(PlannedTouch next) => next.Piece is { } piece
        ? $"{(piece.Kind == PieceKind.Readiness ? "readiness check" : "next touch")}: {piece.Id} by "
            + $"{Say.Channel(piece.Channel)}"
        : "nothing unseen is left: the marketer is told";

    private static string Why(PlannedTouch next, LeadState lead, Cadence cadence) => next switch
    {
        { IsDrop: true } => "drop: as soon as the gap and the budget allow",
        { Forced: true } => $"longest silence: nobody who opted in hears nothing for {Say.Span(cadence.SilenceMax)}",
        { Piece.Kind: PieceKind.Readiness } => $"readiness: a check every {Say.Span(cadence.ReadinessEvery)}",
        { Piece.Kind: PieceKind.ThankYou } => $"cadence: a thank-you {Say.Span(cadence.ThankAfter)} after the win",
        _ when lead.Preferences.QuietUntilAt is { } quiet && quiet >= next.DueAt - TimeSpan.FromDays(4) =>
            $"the person wants quiet until {Say.Day(quiet)}",
        _ when lead.Nurture.Fresh => $"cadence: the first touch {Say.Span(cadence.StartAfter)} after the start",
        _ when lead.Preferences.RhythmDays is { } days => $"rhythm: every {days} days, as the person chose",
        _ => $"cadence: every {Say.Span(cadence.Every)}, spread by up to {Say.Span(cadence.Jitter)}",
    };

    private static IEnumerable<Coming> Handoff(LeadState lead, Program program)
    {
        if (lead.Handoff is not { } handoff) yield break;
        if (handoff.Offer is { } offer)
        {
            var to = $"{offer.Team}/{offer.Member}";
            var rule = $"offer deadline: {Say.Span(program.Team(offer.Team)?.OfferFor ?? TimeSpan.Zero)} of their "
                + $"working time";
            if (!offer.Reminded) yield return new Coming(offer.RemindAt, $"{to} is reminded of offer {offer.Number}",
                rule);
            yield return new Coming(offer.DueAt, $"offer {offer.Number} to {to} runs out and goes to the next", rule);
        }
        if (handoff.WaitingSinceAt is { } since)
        {
            var ladder = program.RuleOf(handoff.Route).Ladder;
            var waitMax = handoff.Rung < ladder.Count ? ladder[handoff.Rung].WaitMax : TimeSpan.Zero;
            yield return new Coming(since + waitMax,
                $"no longer waits for a free hand in {handoff.Team}: the next step of the ladder",
                $"ladder of route {Say.Route(handoff.Route)}: {Say.Span(waitMax)} at most");
        }
    }

    private static IEnumerable<Coming> Work(LeadState lead, Program program)
    {
        if (lead.Work is not { } work) yield break;
        var (what, rule) = work.FirstContactAt is null
            ? ("first contact", $"SLA: first contact within {Say.Span(program.Sla.FirstContactWithin)} of working time")
            : ("progress", $"SLA: progress at least every {Say.Span(program.Sla.ProgressEvery)}");
        if (!work.Reminded) yield return new Coming(work.RemindAt, $"{lead.Owner} is reminded that {what} is due",
            rule);
        yield return new Coming(work.DueAt, $"{what} by {lead.Owner} is due, else the lead is taken back", rule);
    }
}
