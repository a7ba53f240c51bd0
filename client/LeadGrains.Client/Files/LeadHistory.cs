using LeadGrains.Store;

namespace LeadGrains.Client.Files;

/// <summary>All that happened to a lead, oldest first, read a page at a time.</summary>
internal static class LeadHistory
{
    /// <summary>Entries that one lead's history shows at most; the latest of them.</summary>
    public const int EntriesMax = 100_000;

    public static List<Entry> Of(LeadViews views, long row)
    {
        var entries = views.Timeline(row).ToList();
        while (entries.Count is > 0 and < EntriesMax && entries[^1].Previous > 0)
            entries.AddRange(views.Timeline(row, LeadViews.PageMax, entries[^1].Previous));
        entries.Reverse();
        return entries;
    }
}
