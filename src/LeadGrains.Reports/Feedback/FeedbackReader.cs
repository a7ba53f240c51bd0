using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>
/// Reads a journal's entries and ties every decline, loss and win to the rule that handed the lead over, with the score it
/// had then (L3). What somebody qualified by hand is a rule of its own: "by hand". Pure; one thread at a time.
/// </summary>
public sealed class FeedbackReader
{
    /// <summary>Fewer declines or losses for a reason than this are chance, and nothing is suggested.</summary>
    public const int SampleMin = 10;

    /// <summary>A change that would have missed more of the wins than this is none, 0 to 1.</summary>
    public const double WinsMissedMax = 0.10;

    /// <summary>The part avoided must be ahead of the part of wins missed by this much, 0 to 1.</summary>
    public const double AheadMin = 0.25;

    private readonly Dictionary<long, Handed> _open = [];
    private readonly Dictionary<HandingRule, Tally> _rules = [];

    /// <summary>Reads the next entry; a team's says nothing here.</summary>
    public void Read(Entry entry)
    {
        if (entry.Lead == 0) return;
        foreach (var happened in entry.LeadEvents) Read(entry.Lead, happened);
    }

    /// <summary>The figures after everything read so far.</summary>
    /// <param name="program">Whose thresholds are looked at; rules it doesn't have any more get no suggestion.</param>
    public FeedbackReport Report(Program program) => new(
        [.. _rules.Select(r => r.Value.Of(r.Key)).OrderByDescending(r => r.HandedOver).ThenBy(r => r.Rule.Route)
            .ThenBy(r => r.Rule.Because, StringComparer.Ordinal)],
        [.. _rules.SelectMany(r => Changes(r.Key, r.Value, program)).OrderByDescending(Ahead)
            .ThenBy(c => c.Reason, StringComparer.Ordinal)]);

    private void Read(long lead, LeadEvent happened)
    {
        switch (happened)
        {
            case Qualified e:
                var rule = e.ByHand ? new HandingRule(e.Verdict.Route, "by hand")
                    : new HandingRule(e.Verdict.Route, e.Verdict.Because);
                if (!_rules.TryGetValue(rule, out var tally)) _rules[rule] = tally = new Tally();
                tally.HandedOver++;
                _open[lead] = new Handed(tally, e.Verdict.Score);
                break;
            case Offered when _open.TryGetValue(lead, out var handed): handed.Rule.Offers++; break;
            case OfferDeclined e when _open.TryGetValue(lead, out var handed):
                handed.Rule.Declined.Add((e.Declined.Reason, handed.Score));
                break;
            case Lost e when _open.Remove(lead, out var handed):
                handed.Rule.Lost.Add((e.Outcome.Reason ?? "", handed.Score));
                break;
            case Won when _open.Remove(lead, out var handed): handed.Rule.Won.Add(handed.Score); break;
            case LadderEnded or Recycled or Erased or Merged: _open.Remove(lead); break;
        }
    }

    private static IEnumerable<ThresholdChange> Changes(HandingRule rule, Tally tally, Program program)
    {
        var today = program.Routes
            .FirstOrDefault(r => r.Route == rule.Route && string.Join(" and ", r.When) == rule.Because)?
            .When.FirstOrDefault(c => c.Kind == ConditionKind.Score);
        if (today is null) yield break;
        foreach (var (given, isLoss) in new[] { (tally.Declined, false), (tally.Lost, true) })
            foreach (var reason in given.GroupBy(g => g.Reason, g => g.Score))
                if (Best(rule, (int)today.AtLeast, reason.Key, isLoss, [.. reason], tally.Won) is { } change)
                    yield return change;
    }

    // Every score that occurs is tried as the threshold; of equals the lowest changes least.
    private static ThresholdChange? Best(HandingRule rule, int today, string reason, bool isLoss, int[] bad,
        List<int> wins)
    {
        if (bad.Length < SampleMin) return null;
        ThresholdChange? best = null;
        foreach (var to in bad.Select(score => score + 1).Where(score => score > today).Distinct().Order())
        {
            var change = new ThresholdChange(rule, today, to, reason, isLoss, bad.Count(s => s < to), bad.Length,
                wins.Count(s => s < to), wins.Count);
            if (change.WinsMissed > change.Wins * WinsMissedMax || Ahead(change) < AheadMin) continue;
            if (best is null || Ahead(change) > Ahead(best)) best = change;
        }
        return best;
    }

    private static double Ahead(ThresholdChange change) =>
        (double)change.Avoided / change.Of - (change.Wins == 0 ? 0 : (double)change.WinsMissed / change.Wins);

    private sealed record Handed(Tally Rule, int Score);

    private sealed class Tally
    {
        public int HandedOver, Offers;
        public List<(string Reason, int Score)> Declined { get; } = [];
        public List<(string Reason, int Score)> Lost { get; } = [];
        public List<int> Won { get; } = [];

        public RuleFeedback Of(HandingRule rule) =>
            new(rule, HandedOver, Offers, Won.Count, Counts(Declined), Counts(Lost));

        private static List<ReasonCount> Counts(List<(string Reason, int Score)> given) =>
            [.. given.CountBy(g => g.Reason).Select(g => new ReasonCount(g.Key, g.Value))
                .OrderByDescending(r => r.Count).ThenBy(r => r.Reason, StringComparer.Ordinal)];
    }
}
