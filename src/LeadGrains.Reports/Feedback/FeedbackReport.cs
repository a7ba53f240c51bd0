using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>The rule that handed leads over: its route, and its conditions as the verdicts say them.</summary>
public sealed record HandingRule(Route Route, string Because);

/// <summary>A reason and how often it was given.</summary>
public sealed record ReasonCount(string Reason, int Count);

/// <summary>What became of the leads that one rule handed over (L3).</summary>
/// <param name="HandedOver">Times a lead was qualified by it: the sample.</param>
/// <param name="Declines">By owners, with their reasons; most first.</param>
/// <param name="Losses">After acceptance, with their reasons; most first.</param>
public sealed record RuleFeedback(
    HandingRule Rule, int HandedOver, int Offers, int Won, IReadOnlyList<ReasonCount> Declines,
    IReadOnlyList<ReasonCount> Losses);

/// <summary>
/// A threshold that would have kept out leads that were declined or lost for a reason, and what it would have cost.
/// </summary>
/// <param name="From">The rule's score today.</param>
/// <param name="To">The suggested score.</param>
/// <param name="IsLoss">The reason was given for a loss, not for a decline.</param>
/// <param name="Avoided">Of <paramref name="Of"/> with that reason, so many had a lower score.</param>
/// <param name="WinsMissed">Of <paramref name="Wins"/>, so many had a lower score.</param>
public sealed record ThresholdChange(HandingRule Rule, int From, int To, string Reason, bool IsLoss, int Avoided,
    int Of, int WinsMissed, int Wins)
{
    /// <summary>For those who sign a change.</summary>
    public string Sentence => FormattableString.Invariant($"Raising the score of {Name(Rule.Route)} ({Rule.Because}) from {From} to {To} ")
        + FormattableString.Invariant($"would have avoided {Avoided} of {Of} {(IsLoss ? "losses" : "declines")} '{Reason}' ")
        + FormattableString.Invariant($"and missed {WinsMissed} of {Wins:N0} {(Wins == 1 ? "win" : "wins")}.");

    // As the YAML writes it: HighPotential is high-potential.
    private static string Name(Route route) =>
        string.Concat(route.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
}

/// <summary>Declines and losses by rule, and what would have avoided them.</summary>
/// <param name="Rules">Most hand-overs first.</param>
/// <param name="Changes">Those that separate best first; empty where no threshold would have helped.</param>
public sealed record FeedbackReport(IReadOnlyList<RuleFeedback> Rules, IReadOnlyList<ThresholdChange> Changes);
