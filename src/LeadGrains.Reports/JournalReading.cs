using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>Reads a whole file for the readers of this project.</summary>
public static class JournalReading
{
    /// <summary>All leads of a file in the order of their rows, a page at a time.</summary>
    public static IEnumerable<LeadLine> AllLeads(this LeadViews views)
    {
        for (long after = 0; ;)
        {
            var page = views.Leads(new LeadFilter(), LeadViews.PageMax, after);
            foreach (var line in page) yield return line;
            if (page.Count == 0) yield break;
            after = page[^1].Row;
        }
    }

    /// <summary>All entries of a file in their order, a page at a time, so that memory stays bounded.</summary>
    public static IEnumerable<Entry> Entries(this LeadViews views)
    {
        for (long after = 0; ;)
        {
            var page = views.EventsAfter(after, LeadViews.PageMax);
            foreach (var line in page) yield return line.Entry;
            if (page.Count == 0) yield break;
            after = page[^1].Entry.Seq;
        }
    }
}
