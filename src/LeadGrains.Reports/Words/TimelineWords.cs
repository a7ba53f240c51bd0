using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>What of a timeline is worth a line.</summary>
public static class TimelineWords
{
    /// <summary>The numbers of the touches that were made within these entries.</summary>
    public static IReadOnlySet<int> Made(IEnumerable<Entry> timeline) =>
        timeline.SelectMany(e => e.LeadEvents).OfType<TouchMade>().Select(t => t.Number).ToHashSet();

    /// <summary>A touch that was made is one line: how it was planned and handed over says nothing more.</summary>
    public static bool IsWorthALine(LeadEvent happened, IReadOnlySet<int> made) => happened switch
    {
        TouchIntended e => !made.Contains(e.Touch.Number),
        TouchQueued e => !made.Contains(e.Number),
        TouchBegun e => !made.Contains(e.Number),
        _ => true,
    };
}
