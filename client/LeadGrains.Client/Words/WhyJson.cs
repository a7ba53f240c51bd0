using System.Text.Json.Nodes;
using LeadGrains.Lifecycle;
using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Client.Words;

/// <summary><c>why --json</c>: one document.</summary>
internal static class WhyJson
{
    public static JsonObject Of(LeadLine lead, Explanation why, Verdict now, OpenQuestion? next,
        Lifecycle.Program program) => new()
        {
            ["id"] = lead.Id.ToString(),
            ["programVersion"] = why.Verdict.ProgramVersion,
            ["at"] = why.At.ToString(),
            ["by"] = why.By,
            ["byHand"] = why.ByHand,
            ["score"] = why.Verdict.Score,
            ["potential"] = why.Verdict.Potential,
            ["route"] = Say.Route(why.Verdict.Route),
            ["because"] = why.Verdict.Because,
            ["reproduced"] = why.IsReproduced,
            ["criteria"] = new JsonArray([.. why.Criteria.Select(Line)]),
            ["engagement"] = new JsonObject { ["points"] = why.Engagement, ["atMost"] = why.EngagementMax },
            ["rules"] = new JsonArray([.. why.Rules.Select(Rule)]),
            ["owner"] = lead.State.Owner.ToString(),
            ["place"] = WhyTables.Place(lead.State, program),
            ["now"] = new JsonObject { ["score"] = now.Score, ["route"] = Say.Route(now.Route) },
            ["nextQuestion"] = next is null ? null : Question(next),
        };

    private static JsonObject Line(CriterionLine line) => new()
    {
        ["fact"] = line.Fact,
        ["group"] = line.Group,
        ["saw"] = line.Known?.Value,
        ["source"] = line.Known is { } known ? Say.Words(known.Source) : null,
        ["learntAt"] = line.Known?.At.ToString(),
        ["points"] = line.Points,
        ["atMost"] = line.PointsMax,
    };

    private static JsonObject Rule(RuleCheck rule) => new()
    {
        ["route"] = Say.Route(rule.Rule.Route),
        ["holds"] = rule.Holds,
        ["taken"] = rule.IsTaken,
        ["conditions"] = new JsonArray([.. rule.Conditions.Select(c => new JsonObject
        {
            ["condition"] = c.Condition.ToString(), ["saw"] = c.Saw, ["holds"] = c.Holds,
        })]),
    };

    private static JsonObject Question(OpenQuestion next) => new()
    {
        ["fact"] = next.Question.Fact,
        ["words"] = next.Question.Words,
        ["routeChanges"] = Math.Round(next.RouteChanges, 3),
        ["swing"] = next.Swing,
        ["answers"] = new JsonArray([.. next.Answers.Select(a => new JsonObject
        {
            ["value"] = a.Value, ["words"] = a.Words, ["score"] = a.Score, ["route"] = Say.Route(a.Route),
        })]),
    };
}
