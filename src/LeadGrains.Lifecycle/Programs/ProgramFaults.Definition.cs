using static LeadGrains.Lifecycle.FaultList;

namespace LeadGrains.Lifecycle;

/// <summary>Criteria, routes and ladders: the agreed meaning of a lead, and where it goes.</summary>
public static partial class ProgramFaults
{
    private static readonly string[] Groups = ["budget", "authority", "need", "timeline", "fit"];

    // Words that mean something else in a condition.
    private static readonly string[] Reserved = ["score", "potential", "engagement", "wish"];

    private static void Criteria(Program program, FaultList faults)
    {
        var definition = program.Definition;
        faults.Within("definition.halfLife", definition.HalfLife, TimeSpan.FromDays(1), TimeSpan.FromDays(366));
        faults.Within("definition.engagementMax", definition.EngagementMax, 0, PointsMax);
        foreach (var (kind, points) in definition.Engagement)
            faults.Within($"definition.engagement.{kind}".ToLowerInvariant(), points, 0, PointsMax);

        faults.AtMost("definition.criteria", definition.Criteria.Count, CriteriaMax, "criteria");
        faults.Once([.. definition.Criteria.Select(c => c.Fact)], i => $"definition.criteria[{i}]", "fact");
        for (var i = 0; i < definition.Criteria.Count; i++)
            Criterion($"definition.criteria[{i}]", definition.Criteria[i], faults);
    }

    private static void Criterion(string path, Criterion criterion, FaultList faults)
    {
        faults.Name(path, criterion.Fact);
        if (Reserved.Contains(criterion.Fact))
            faults.Add(path, $"'{criterion.Fact}' means something else in conditions; choose another name");
        if (!Groups.Contains(criterion.Group))
            faults.Add($"{path}.group",
                $"there is no group '{Short(criterion.Group)}'; choose from {string.Join(", ", Groups)}");
        if (criterion.Values.Count + criterion.Bands.Count == 0)
            faults.Add(path, $"'{criterion.Fact}' gives no points; write values or bands with their points");

        faults.AtMost($"{path}.values", criterion.Values.Count, ValuesMax, "values");
        foreach (var (value, points) in criterion.Values)
        {
            faults.Within($"{path}.values.{value}", points, -PointsMax, PointsMax);
            if (value.Trim().Length is 0 or > NameCharactersMax || value.Contains('|', StringComparison.Ordinal))
                faults.Add($"{path}.values.{value}",
                    $"'{Short(value)}' is no value; write 1 to {NameCharactersMax} characters without '|'");
        }

        faults.AtMost($"{path}.bands", criterion.Bands.Count, ValuesMax, "bands");
        for (var i = 0; i < criterion.Bands.Count; i++)
            faults.Within($"{path}.bands[{i}]", criterion.Bands[i].Points, -PointsMax, PointsMax);
        foreach (var twice in criterion.Bands.GroupBy(b => b.From).Where(g => g.Count() > 1))
            faults.Add($"{path}.bands", $"two bands start at {twice.Key}; keep one");
    }

    private static void Routes(Program program, FaultList faults)
    {
        faults.AtMost("routes", program.Routes.Count, RoutesMax, "rules");
        int? always = null;
        for (var i = 0; i < program.Routes.Count; i++)
        {
            var (path, rule) = ($"routes[{i}]", program.Routes[i]);
            if (!Enum.IsDefined(rule.Route)) faults.Add(path, $"there is no route {(int)rule.Route}");
            if (always is { } earlier)
                faults.Add(path, $"{Named(rule.Route)} is never reached, because {Named(program.Routes[earlier].Route)}"
                    + " before it takes every lead; give that one a 'when', or put it last");
            else if (rule.When.Count == 0) always = i;
            if (!rule.Ladder.SequenceEqual(program.RuleOf(rule.Route).Ladder))
                faults.Add($"{path}.ladder", $"{Named(rule.Route)} has two ladders; give all its rules the same");

            faults.AtMost($"{path}.when", rule.When.Count, ConditionsMax, "conditions");
            for (var j = 0; j < rule.When.Count; j++)
                Condition($"{path}.when[{j}]", rule.When[j], program, faults);
            Ladder(path, rule, program, faults);
        }
    }

    private static void Ladder(string path, RouteRule rule, Program program, FaultList faults)
    {
        if (rule.Ladder.Count == 0 && rule.Route is not (Route.LowPotential or Route.NeedNurturing))
            faults.Add(path, $"{Named(rule.Route)} has no ladder, so that nobody would be offered its leads;"
                + " write at least one rung");
        if (rule.Route == Route.NeedNurturing && rule.Ladder.Count > 0)
            faults.Add($"{path}.ladder", "need-nurturing leads stay with marketing; leave the ladder out");
        faults.AtMost($"{path}.ladder", rule.Ladder.Count, RungsMax, "rungs");
        for (var i = 0; i < rule.Ladder.Count; i++)
        {
            var (rung, at) = (rule.Ladder[i], $"{path}.ladder[{i}]");
            if (program.Team(rung.Team) is null)
                faults.Add($"{at}.team", $"there is no team '{Short(rung.Team)}'; "
                    + $"teams are {List(program.Teams.Select(t => t.Name))}");
            faults.Within($"{at}.tries", rung.Tries, 1, 20);
            faults.Within($"{at}.waitMax", rung.WaitMax, TimeSpan.Zero, TimeSpan.FromDays(90));
        }
    }

    private static void Condition(string path, Condition condition, Program program, FaultList faults)
    {
        if (condition.Kind == ConditionKind.Wish) return;
        if (condition.Kind is ConditionKind.Score or ConditionKind.Potential or ConditionKind.Engagement)
        {
            var engagement = program.Definition.EngagementMax;
            var most = condition.Kind == ConditionKind.Engagement ? engagement
                : engagement + program.Definition.Criteria.Sum(c => c.PointsMax);
            if (condition.AtLeast > most)
                faults.Add(path, $"no lead can meet '{condition}'; the most there is to reach is {most}");
            return;
        }

        var criterion = program.Definition.Criteria.FirstOrDefault(c => c.Fact == condition.Fact);
        var asked = program.Questions.Any(q => q.Fact == condition.Fact);
        if (criterion is null)
            faults.Add(path, $"no criterion has the fact '{Short(condition.Fact ?? "")}'; "
                + $"facts are {List(program.Definition.Criteria.Select(c => c.Fact))}");
        else if (condition.Kind == ConditionKind.FactUnknown && !asked)
            faults.Add(path, $"nobody asks for '{criterion.Fact}', so that it would stay unknown; add a question");
        else if (condition.Kind == ConditionKind.FactAtLeast && criterion.Bands.Count == 0)
            faults.Add(path, $"'{criterion.Fact}' has no bands, so it is no number; "
                + $"write '{criterion.Fact} is {criterion.Values.Keys.FirstOrDefault()}'");
        else if (condition.Kind == ConditionKind.FactIs && criterion.Bands.Count == 0)
            foreach (var value in condition.Values.Where(v => !criterion.Values.ContainsKey(v)))
                faults.Add(path, $"'{criterion.Fact}' is never '{Short(value)}'; "
                    + $"it is one of {List(criterion.Values.Keys)}");
    }

    private static string Named(Route route) => route switch
    {
        Route.HighPotential => "high-potential",
        Route.NeedInformation => "need-information",
        Route.LowPotential => "low-potential",
        Route.PartnerOpportunity => "partner-opportunity",
        Route.NeedNurturing => "need-nurturing",
        _ => "hot",
    };
}
