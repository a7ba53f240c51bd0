using System.Globalization;

namespace LeadGrains.Lifecycle;

/// <summary>
/// What the definition says of a lead. Unknown is not zero: a fact nobody told adds nothing to the score and its best
/// case to the potential. The same facts, engagement, instant and program give the same verdict.
/// </summary>
public static partial class Scoring
{
    /// <summary>The criterion under which a trace names engagement.</summary>
    public const string EngagementLine = "engagement";

    /// <summary>Score, potential and route at an instant, with the trace that explains them point by point.</summary>
    public static Verdict Judge(LeadState lead, Moment now, Program program)
    {
        var trace = new List<TraceLine>(program.Definition.Criteria.Count + 1);
        var seen = See(lead, now, program, trace);
        foreach (var rule in program.Routes)
            if (seen.Meets(rule)) return Give(rule.Route, Because(rule));
        return Give(Route.NeedNurturing, "no route's conditions hold");

        Verdict Give(Route route, string because) =>
            new(program.Version, seen.Score, seen.Potential, route, because, trace);
    }

    private static Seen See(LeadState lead, Moment now, Program program, List<TraceLine> trace)
    {
        var score = 0;
        var open = 0;
        foreach (var criterion in program.Definition.Criteria)
        {
            if (lead.Fact(criterion.Fact) is not { } fact)
            {
                open += criterion.PointsMax;
                continue;
            }
            var points = Points(criterion, fact.Value);
            trace.Add(new TraceLine(criterion.Fact, fact.Value, points));
            score += points;
        }

        var warmth = EngagementAt(lead.Engagement, now, program.Definition);
        var engagement = (int)Math.Min(warmth, program.Definition.EngagementMax);
        if (engagement > 0) trace.Add(new TraceLine(EngagementLine, "what they did lately", engagement));
        score += engagement;
        return new Seen(lead, score, score + open, engagement);
    }

    /// <summary>Engagement points at an instant: what they were, halved for every half-life since.</summary>
    public static double EngagementAt(Engagement engagement, Moment now, Definition definition) =>
        engagement.Points == 0 || now <= engagement.At ? engagement.Points
            : engagement.Points * Math.Pow(0.5, (now - engagement.At) / definition.HalfLife);

    /// <summary>
    /// The points a value of a fact gives: its own, or those of the highest band its number reaches; else 0.
    /// </summary>
    public static int Points(Criterion criterion, string value)
    {
        if (criterion.Values.TryGetValue(value, out var points)) return points;
        if (criterion.Bands.Count == 0 || Number(value) is not { } number) return 0;
        var best = 0;
        var from = decimal.MinValue;
        foreach (var band in criterion.Bands)
            if (number >= band.From && band.From > from) (best, from) = (band.Points, band.From);
        return best;
    }

    private static string Because(RouteRule rule) =>
        rule.When.Count == 0 ? "nothing else applies" : string.Join(" and ", rule.When);

    internal static decimal? Number(string value) =>
        decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Seen(LeadState Lead, int Score, int Potential, int Engagement)
    {
        public bool Meets(RouteRule rule)
        {
            foreach (var condition in rule.When)
                if (!Meets(condition)) return false;
            return true;
        }

        public bool Meets(Condition condition) => condition.Kind switch
        {
            ConditionKind.Score => Score >= condition.AtLeast,
            ConditionKind.Potential => Potential >= condition.AtLeast,
            ConditionKind.Engagement => Engagement >= condition.AtLeast,
            ConditionKind.Wish => Lead.Wish is not null,
            ConditionKind.FactUnknown => Lead.Fact(condition.Fact!) is null,
            ConditionKind.FactIs => Lead.Fact(condition.Fact!) is { } fact && condition.Values.Contains(fact.Value),
            ConditionKind.FactAtLeast =>
                Lead.Fact(condition.Fact!) is { } fact && Number(fact.Value) >= condition.AtLeast,
            _ => false,
        };
    }
}
