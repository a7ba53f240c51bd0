namespace LeadGrains.Lifecycle;

/// <summary>The order in which those who wait for a free hand are called: best score first, and the longest wait (Q6).</summary>
public static class WaitingRank
{
    /// <summary>
    /// One point of score is worth this much waiting, so that nobody starves: 50 points ahead is overtaken after 50 hours.
    /// </summary>
    public static readonly TimeSpan AgeingPerPoint = TimeSpan.FromHours(1);

    /// <summary>Lower comes first; null when it doesn't wait. It never changes while it waits, since all age alike.</summary>
    public static long? Of(LeadState lead) => lead.Handoff?.WaitingSinceAt is { } since
        ? since.Milliseconds - (long)(AgeingPerPoint.TotalMilliseconds * (lead.Standing?.Score ?? 0)) : null;
}
