using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Lifecycle;
using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Client.Words;

/// <summary><c>why</c> for a person.</summary>
internal static class WhyTables
{
    public static void Tell(Output to, LeadLine lead, Explanation why, Verdict now, OpenQuestion? next,
        Lifecycle.Program program)
    {
        var verdict = why.Verdict;
        to.Line($"{LeadFinder.Name(lead)}: {Say.Route(verdict.Route)} with {Points(verdict.Score)}", Look.Strong);
        to.Line($"Judged {Say.Minute(why.At)} by program version {verdict.ProgramVersion}, "
            + $"after what {why.By} did. {Again(why)}");
        to.Line($"Because: {verdict.Because}{(why.ByHand ? " (by hand; the points are the definition's)" : "")}.");
        Section(to, $"Points: {verdict.Score} of {verdict.Potential} that could be reached", Criteria(why));
        Section(to, "Routes, in the order in which they are asked", Rules(why.Rules));
        to.Line();
        to.Line("Owner", Look.Accent);
        to.Line(Place(lead.State, program));
        to.Line();
        to.Line("What would change it", Look.Accent);
        if (now.Route != verdict.Route || now.Score != verdict.Score)
            to.Line($"Judged today it would be {Say.Route(now.Route)} with {Points(now.Score)}.");
        if (next is null) to.Line("No open question can change anything.");
        else
        {
            to.Line($"The next question: {next.Question.Words}");
            to.Table(Answers(next, now.Route));
        }
    }

    /// <summary>Owner, and where on the ladder.</summary>
    public static string Place(LeadState lead, Lifecycle.Program program)
    {
        if (lead.Work is not null) return $"{lead.Owner}, since {Say.Minute(lead.Work.AcceptedAt)}.";
        if (lead.Handoff is not { } handoff) return $"{lead.Owner}; not on a ladder.";
        var rungs = program.RuleOf(handoff.Route).Ladder.Count;
        return $"{lead.Owner}; on the ladder of {Say.Route(handoff.Route)}, "
            + $"rung {handoff.Rung + 1} of {Math.Max(rungs, handoff.Rung + 1)} ({handoff.Team}), "
            + (handoff.Offer is { } offer ? $"offer {offer.Number} to {offer.Member} until {Say.Minute(offer.DueAt)}."
                : handoff.WaitingSinceAt is { } since ? $"waiting for a free hand since {Say.Minute(since)}."
                    : "the team is asked.");
    }

    private static string Again(Explanation why) => why.IsReproduced switch
    {
        true => "The facts of then give the same again.",
        false => "The facts of then give something else today: run 'leadgrains doctor'.",
        null => "That version is not kept, so it can't be judged again.",
    };

    private static Grid Criteria(Explanation why)
    {
        var grid = new Grid("criterion", "group", "saw", "from", ">points", ">at most");
        foreach (var line in why.Criteria)
            grid.Add(line.Fact, line.Group, line.Known is { } fact ? Say.Brief(fact.Value) : "unknown",
                line.Known is { } known ? $"{Say.Words(known.Source)}, {Say.Day(known.At)}" : "",
                line.Known is null ? "" : $"{line.Points}", $"{line.PointsMax}");
        grid.Add("engagement", "", "what they did lately", "", $"{why.Engagement}", $"{why.EngagementMax}");
        return grid;
    }

    private static Grid Rules(IReadOnlyList<RuleCheck> rules)
    {
        var grid = new Grid("route", "", "conditions, and what was seen");
        foreach (var rule in rules)
            grid.Add(Say.Route(rule.Rule.Route), rule.IsTaken ? "taken" : rule.Holds ? "would hold too" : "no",
                rule.Conditions.Count == 0 ? "always"
                    : string.Join("; ", rule.Conditions.Select(Said)));
        return grid;
    }

    private static string Said(ConditionCheck c) => $"{(c.Holds ? "yes" : "no")}, {c.Condition}: {c.Saw}";

    private static Grid Answers(OpenQuestion next, Route today)
    {
        var grid = new Grid("answer", ">points", "route");
        foreach (var answer in next.Answers)
            grid.Add(answer.Words, $"{answer.Score}", Say.Route(answer.Route)
                + (answer.Route == today ? "" : ", another way"));
        return grid;
    }

    private static string Points(int points) => points is 1 or -1 ? $"{points} point" : $"{points} points";

    private static void Section(Output to, string title, Grid grid)
    {
        to.Line();
        to.Line(title, Look.Accent);
        to.Table(grid);
    }
}
