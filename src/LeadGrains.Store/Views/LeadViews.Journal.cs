using Dapper;
using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>What happened, and everything at once.</summary>
public sealed partial class LeadViews
{
    private const int ExportPage = 500;

    private string EntryColumns => $"e.seq, coalesce(e.lead, 0) AS lead, e.team, e.version, e.previous, e.at, e.by, e.command, {_sql.Utf8("e.body")} AS body";

    /// <summary>
    /// A lead's entries, latest first, along their pointers: as long for a lead in a file of a million as in one of
    /// ten. For the next page, begin with the <see cref="Entry.Previous"/> of the last; 0 begins with the latest.
    /// </summary>
    public IReadOnlyList<Entry> Timeline(long row, int max = PageMax, long fromSeq = 0)
    {
        var seq = fromSeq > 0 ? fromSeq
            : _connection.QuerySingleOrDefault<long>("SELECT last_seq FROM lead WHERE row = @row", new { row });
        var entries = new List<Entry>();
        while (seq > 0 && entries.Count < Math.Min(max, PageMax))
        {
            var record = _connection.QuerySingleOrDefault<EntryRecord>(
                $"SELECT {EntryColumns} FROM event e WHERE e.seq = @seq", new { seq });
            if (record is null || record.Lead != row) break;
            entries.Add(record.Entry());
            seq = record.Previous;
        }
        return entries;
    }

    /// <summary>
    /// Entries of all actors after a number, in order: what a tail shows next. Whoever goes on from the last of them passes
    /// over none, also where several write at once.
    /// </summary>
    public IReadOnlyList<EntryLine> EventsAfter(long seq, int max = PageMax) => [.. _connection.Query<EntryRecord>($"""
        SELECT {EntryColumns}, l.id FROM event e LEFT JOIN lead l ON l.row = e.lead
          WHERE e.seq > @seq AND e.seq <= @last ORDER BY e.seq LIMIT @max
        """, new { seq, last = _sql.FinalSeq(_connection, seq), max = Math.Clamp(max, 0, PageMax) })
        .Select(record => new EntryLine(record.Entry(), record.Id is null ? null : LeadId.FromBytes(record.Id)))];

    /// <summary>
    /// Every lead, in the order of rows, read a page at a time, so that a long export neither fills memory nor lets the
    /// log grow. Each lead is as it was at one instant; all of them together are not.
    /// </summary>
    public IEnumerable<LeadExport> ExportLeads()
    {
        for (long after = 0; ;)
        {
            var page = Lines("row > @after", new { after }, ExportPage);
            foreach (var line in page) yield return Export(line);
            if (page.Count < ExportPage) yield break;
            after = page[^1].Row;
        }
    }

    private static LeadExport Export(LeadLine line) => new(
        line.Id, line.Stage, line.State.Cycle, line.State.Owner.ToString(), line.Source, line.State.Origin.Campaign,
        line.State.FirstInquiryAt, line.State.LastInquiryAt, line.State.StageSinceAt,
        line.State.Wins, line.State.FirstWin?.At, line.State.FirstWin?.By.ToString(), line.State.FirstWin?.Value,
        line.State.FirstWin?.Currency, line.State.Outcome is { Won: false } lost ? lost.Reason : null, line.Score, line.Route, line.State.Person);

    // Dapper fills it.
    private sealed class EntryRecord
    {
        public long Seq { get; set; }
        public long Lead { get; set; }
        public string? Team { get; set; }
        public int Version { get; set; }
        public long Previous { get; set; }
        public long At { get; set; }
        public string By { get; set; } = "";
        public string? Command { get; set; }
        public byte[] Body { get; set; } = [];
        public byte[]? Id { get; set; }

        public Entry Entry() => new(Seq, Lead, Team, Version, Previous, new Moment(At), By, Command)
        {
            LeadEvents = Team is null ? JournalJson.ReadLeadEvents(Body) : [],
            TeamEvents = Team is null ? [] : JournalJson.ReadTeamEvents(Body),
        };
    }
}
