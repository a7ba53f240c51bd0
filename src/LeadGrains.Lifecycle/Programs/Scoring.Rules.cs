using System.Globalization;

namespace LeadGrains.Lifecycle;

/// <summary>A condition held against a lead: what it saw there, and whether that is enough.</summary>
public sealed record ConditionCheck(Condition Condition, string Saw, bool Holds);

/// <summary>A rule of a route held against a lead.</summary>
/// <param name="Holds">All its conditions do.</param>
/// <param name="IsTaken">It is the first that holds, so it decides.</param>
public sealed record RuleCheck(RouteRule Rule, IReadOnlyList<ConditionCheck> Conditions, bool Holds, bool IsTaken);

/// <summary>Why a route and not another: every rule in its order, condition by condition (Q2).</summary>
public static partial class Scoring
{
    /// <summary>All rules of the program against a lead at an instant, also those behind the one that decides.</summary>
    public static IReadOnlyList<RuleCheck> Rules(LeadState lead, Moment now, Program program)
    {
        var seen = See(lead, now, program, []);
        var checks = new List<RuleCheck>(program.Routes.Count);
        foreach (var rule in program.Routes)
        {
            var conditions = rule.When.Select(c => new ConditionCheck(c, Saw(seen, c), seen.Meets(c))).ToList();
            var holds = conditions.All(c => c.Holds);
            checks.Add(new RuleCheck(rule, conditions, holds, holds && !checks.Any(c => c.IsTaken)));
        }
        return checks;
    }

    private static string Saw(Seen seen, Condition condition) => condition.Kind switch
    {
        ConditionKind.Score => Said(seen.Score),
        ConditionKind.Potential => Said(seen.Potential),
        ConditionKind.Engagement => Said(seen.Engagement),
        ConditionKind.Wish => seen.Lead.Wish?.ToString().ToLowerInvariant() ?? "no",
        _ => seen.Lead.Fact(condition.Fact!)?.Value ?? "unknown",
    };

    private static string Said(int number) => number.ToString(CultureInfo.InvariantCulture);
}
