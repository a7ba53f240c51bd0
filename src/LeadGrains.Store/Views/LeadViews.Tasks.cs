using Dapper;
using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>What waits for people: calls to be made, letters to be printed.</summary>
public sealed partial class LeadViews
{
    /// <summary>
    /// Leads with a task open on a channel, queued or in somebody's hand, in the order of their rows. The outbox is read
    /// once: it holds what waits to leave, not what has left.
    /// </summary>
    public IEnumerable<LeadLine> OpenTasks(Channel channel)
    {
        for (long after = 0; ;)
        {
            var page = Lines($"row > @after AND row IN (SELECT lead FROM outbox WHERE {_sql.Field("parcel", "channel")} = @channel)",
                new { after, channel = channel.ToString() }, ExportPage);
            foreach (var line in page)
                if (line.State.Nurture.Pending is { Task: not null } touch && touch.Channel == channel) yield return line;
            if (page.Count < ExportPage) yield break;
            after = page[^1].Row;
        }
    }

    /// <summary>
    /// Everything that somebody did, oldest first: a printed batch, a caller. No index finds it; the journal is read
    /// through (seconds for millions of entries).
    /// </summary>
    public IReadOnlyList<EntryLine> EntriesBy(string by, int max = PageMax) => [.. _connection.Query<EntryRecord>($"""
        SELECT {EntryColumns}, l.id FROM event e LEFT JOIN lead l ON l.row = e.lead
          WHERE e.by = @by ORDER BY e.seq LIMIT @max
        """, new { by, max })
        .Select(record => new EntryLine(record.Entry(), record.Id is null ? null : LeadId.FromBytes(record.Id)))];
}
