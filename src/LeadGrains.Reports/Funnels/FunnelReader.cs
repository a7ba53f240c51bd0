using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>
/// Reads a journal's entries and counts how far leads came. A win counts once for a lead, by its first: the lead's own
/// state forgets it when the next cycle begins, the journal doesn't. One thread at a time.
/// </summary>
public sealed class FunnelReader
{
    private readonly List<Line?> _lines = [];

    /// <summary>Reads the next entry; a team's says nothing here.</summary>
    public void Read(Entry entry)
    {
        if (entry.Lead == 0) return;
        while (_lines.Count <= entry.Lead) _lines.Add(null);
        var line = _lines[(int)entry.Lead] ??= new Line();
        foreach (var happened in entry.LeadEvents) Read(line, happened, entry);
    }

    /// <summary>The figures after everything read so far.</summary>
    public FunnelReport Report()
    {
        var lines = _lines.OfType<Line>().ToList();
        var won = lines.Where(l => l.WonAt is not null).ToList();
        return new FunnelReport(
            new Funnel(lines.Count, Reached(Stage.Nurturing), Reached(Stage.Qualified), lines.Count(l => l.Offered),
                lines.Count(l => l.Accepted), won.Count, Reached(Stage.Lost)),
            new SortedDictionary<Stage, int>(lines.CountBy(l => l.Stage).ToDictionary()),
            By(lines, l => l.Source),
            By(lines.Where(l => l.Route is not null), l => l.Route!.Value.ToString()),
            won.Where(l => l.Qualifier is not null).Select(l => l.Qualifier).Distinct().Count(),
            won.Where(l => l.Winner is not null).Select(l => l.Winner).Distinct().Count(),
            won.Where(l => l.Winner is not null && l.Qualifier is not null)
                .Select(l => (l.Qualifier, l.Winner)).Distinct().Count(),
            Spread.Of(won.Select(l => (double)(l.WonAt!.Value.UtcDate.DayNumber - l.FirstAt.UtcDate.DayNumber))),
            First(lines, l => l.FirstAt), Last(lines, l => l.FirstAt), First(won, l => l.WonAt!.Value),
            Last(won, l => l.WonAt!.Value));

        int Reached(Stage stage) => lines.Count(l => (l.Reached >> (int)stage & 1) != 0);
    }

    private static void Read(Line line, LeadEvent happened, Entry entry)
    {
        switch (happened)
        {
            case Inquired e when line.Stage == Stage.None: (line.Source, line.FirstAt) = (e.Origin.Source, e.At); break;
            case Qualified e: (line.Route, line.Qualifier) = (e.Verdict.Route, entry.By); break;
            case Offered: line.Offered = true; break;
            case Accepted: line.Accepted = true; break;
            case Won e when line.WonAt is null: (line.WonAt, line.Winner) = (e.Outcome.At, e.Outcome.By.Member); break;
        }
        line.Stage = StageRules.After(line.Stage, happened);
        line.Reached |= 1 << (int)line.Stage;
    }

    private static List<WonOf> By(IEnumerable<Line> lines, Func<Line, string> name) =>
        [.. lines.GroupBy(name).Select(g => new WonOf(g.Key, g.Count(), g.Count(l => l.WonAt is not null)))
            .OrderByDescending(w => w.Leads).ThenBy(w => w.Name, StringComparer.Ordinal)];

    private static DateOnly? First(List<Line> lines, Func<Line, Moment> at) =>
        lines.Count == 0 ? null : lines.Min(at).UtcDate;
    private static DateOnly? Last(List<Line> lines, Func<Line, Moment> at) =>
        lines.Count == 0 ? null : lines.Max(at).UtcDate;

    private sealed class Line
    {
        public Stage Stage;
        public int Reached;
        public string Source = "";
        public Moment FirstAt;
        public Route? Route;
        public string? Qualifier;
        public string? Winner;
        public Moment? WonAt;
        public bool Offered, Accepted;
    }
}
