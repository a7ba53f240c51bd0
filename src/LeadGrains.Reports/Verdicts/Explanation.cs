using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>What a criterion saw.</summary>
/// <param name="Known">The fact with who told it and when; null when nobody did.</param>
/// <param name="PointsMax">The most it could bring.</param>
public sealed record CriterionLine(string Fact, string Group, Fact? Known, int Points, int PointsMax);

/// <summary>A verdict with everything it was made of, so that a person can follow it and a program can make it again.</summary>
/// <param name="By">Whose command led to it.</param>
/// <param name="ByHand">A person named the route; the points are the definition's all the same.</param>
/// <param name="Criteria">In the order of the definition, by the version of the verdict.</param>
/// <param name="Engagement">Points of what they did lately; at most <paramref name="EngagementMax"/>.</param>
/// <param name="Rules">In their order, by the version of the verdict.</param>
/// <param name="IsReproduced">The recorded facts give the recorded verdict again; null when its version isn't kept.</param>
public sealed record Explanation(
    Verdict Verdict, Moment At, string By, bool ByHand, IReadOnlyList<CriterionLine> Criteria, int Engagement,
    int EngagementMax, IReadOnlyList<RuleCheck> Rules, bool? IsReproduced)
{
    /// <summary>The latest verdict in a lead's history; null when it was never judged. Pure.</summary>
    /// <param name="timeline">The lead's entries, oldest first, from the first on.</param>
    /// <param name="version">A version of the program by its number, or null when it isn't kept.</param>
    /// <param name="active">Explains a verdict whose version isn't kept, as well as it can.</param>
    public static Explanation? Of(IEnumerable<Entry> timeline, Func<int, Program?> version, Program active)
    {
        var state = LeadState.Unknown;
        (LeadState Before, Verdict Verdict, Moment At, string By, bool ByHand)? latest = null;
        foreach (var entry in timeline)
            foreach (var happened in entry.LeadEvents)
            {
                latest = happened switch
                {
                    Scored e => (state, e.Verdict, e.At, entry.By, false),
                    Qualified e => (state, e.Verdict, e.At, entry.By, e.ByHand),
                    _ => latest,
                };
                state = LeadLifecycle.Evolve(state, happened);
            }
        if (latest is not { } last) return null;
        var kept = version(last.Verdict.ProgramVersion);
        var program = kept ?? active;
        return new Explanation(
            last.Verdict, last.At, last.By, last.ByHand,
            [.. program.Definition.Criteria.Select(c => Line(c, last.Before))],
            last.Verdict.Trace.FirstOrDefault(t => t.Criterion == Scoring.EngagementLine)?.Points ?? 0,
            program.Definition.EngagementMax,
            Scoring.Rules(last.Before, last.At, program),
            kept is null ? null : Same(last.Verdict, Scoring.Judge(last.Before, last.At, kept), last.ByHand));
    }

    private static CriterionLine Line(Criterion criterion, LeadState lead)
    {
        var fact = lead.Fact(criterion.Fact);
        var points = fact is null ? 0 : Scoring.Points(criterion, fact.Value);
        return new CriterionLine(criterion.Fact, criterion.Group, fact, points, criterion.PointsMax);
    }

    private static bool Same(Verdict recorded, Verdict again, bool byHand) =>
        recorded.Score == again.Score && recorded.Potential == again.Potential
            && recorded.Trace.SequenceEqual(again.Trace)
        && (byHand || (recorded.Route == again.Route && recorded.Because == again.Because));
}
