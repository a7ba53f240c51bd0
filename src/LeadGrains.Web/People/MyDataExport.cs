using System.Text.Json;
using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary>Everything that is held about a person, as JSON: what we know now, and every entry of the journal, oldest first.</summary>
internal static class MyDataExport
{
    private static readonly JsonSerializerOptions Readable = new(JournalJson.Options) { WriteIndented = true, Converters = { new InstantAsText() } };

    public static byte[] Of(LeadViews views, LeadState lead, Moment now) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        ExportedAt = now,
        Known = lead,
        Happened = Entries(views, lead).Select(e => new { e.At, e.By, Events = e.LeadEvents }),
    }, Readable);

    /// <summary>The entries of a lead, and of those that proved to be the same person; at most
    /// <see cref="WebLimits.HistoryEntriesMax"/>, the latest.</summary>
    public static List<Entry> Entries(LeadViews views, LeadState lead)
    {
        var entries = new List<Entry>();
        foreach (var id in lead.Absorbed.Prepend(lead.Id))
        {
            if (views.Lead(id) is not { } line) continue;
            for (var page = views.Timeline(line.Row); page.Count > 0; page = page[^1].Previous > 0 ? views.Timeline(line.Row, fromSeq: page[^1].Previous) : [])
            {
                entries.AddRange(page);
                if (entries.Count >= WebLimits.HistoryEntriesMax) break;
            }
        }
        entries.Sort((a, b) => a.Seq.CompareTo(b.Seq));
        return entries;
    }
}
