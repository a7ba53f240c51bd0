using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>
/// Reads a journal's entries into the closed loop: flow, ages, velocity, cohorts, wins by what they had in common, and what
/// members made of theirs. A win counts once for a lead, by its first. About 100 bytes a lead; one thread at a time.
/// </summary>
/// <param name="now">Until when is read.</param>
public sealed class ClosedLoopReader(Moment now)
{
    /// <summary>Weeks of the chart.</summary>
    public const int WeeksMax = 52;

    /// <summary>Months of cohorts, the latest.</summary>
    public const int CohortsMax = 36;

    private static readonly Stage[] Open = [Stage.Inquiry, Stage.Nurturing, Stage.Qualified, Stage.SalesOwned, Stage.PartnerOwned];

    private readonly List<Line?> _lines = [];
    private readonly Dictionary<(Stage From, Stage To), (int Day, int Week)> _flow = [];
    private readonly Scorecards _cards = new();

    /// <summary>Reads the next entry; a team's says nothing here.</summary>
    public void Read(Entry entry)
    {
        if (entry.Lead == 0) return;
        while (_lines.Count <= entry.Lead) _lines.Add(null);
        var line = _lines[(int)entry.Lead] ??= new Line();
        foreach (var happened in entry.LeadEvents)
        {
            Read(line, happened);
            Move(line, StageRules.After(line.Stage, happened), entry.At);
            _cards.Read(entry.Lead, happened, entry.At);
        }
    }

    /// <summary>The figures after everything read so far.</summary>
    public ClosedLoop Report()
    {
        var lines = _lines.OfType<Line>().Where(l => l.Stage is not (Stage.None or Stage.Merged)).ToList();
        var qualified = lines.Where(l => l.QualifiedAt is not null).ToList();
        return new ClosedLoop(
            [.. _flow.OrderBy(f => f.Key.From).ThenBy(f => f.Key.To).Select(f => new StageFlow(f.Key.From, f.Key.To, f.Value.Day, f.Value.Week))],
            [.. Open.Select(stage => Age(stage, lines)).OfType<StageAge>()],
            Velocities(lines), Cohorts(lines), Weeks(lines),
            Wins(lines, l => l.Source), Wins(qualified, l => l.Route.ToString()), ByScore(qualified),
            Wins(lines.Where(l => l.Owner is not null), l => l.Owner!), _cards.All);
    }

    private static void Read(Line line, LeadEvent happened)
    {
        switch (happened)
        {
            case Inquired e when line.Stage == Stage.None: (line.Source, line.FirstAt) = (e.Origin.Source, e.At); break;
            case Qualified e:
                line.QualifiedAt ??= e.At;
                (line.Route, line.Score) = (e.Verdict.Route, e.Verdict.Score);
                break;
            case Accepted e:
                line.AcceptedAt ??= e.Work.AcceptedAt;
                line.Owner = $"{e.Owner.Team}/{e.Owner.Member}";
                break;
            case ContactLogged e when line.AcceptedAt is not null: line.ContactAt ??= e.At; break;
            case Won e: line.WonAt ??= e.Outcome.At; break;
        }
    }

    private void Move(Line line, Stage to, Moment at)
    {
        if (to == line.Stage) return;
        if (at > now - TimeSpan.FromDays(7))
        {
            var (day, week) = _flow.GetValueOrDefault((line.Stage, to));
            _flow[(line.Stage, to)] = (at > now - TimeSpan.FromDays(1) ? day + 1 : day, week + 1);
        }
        (line.Stage, line.SinceAt) = (to, at);
    }

    private StageAge? Age(Stage stage, List<Line> lines)
    {
        var there = lines.Where(l => l.Stage == stage).ToList();
        return Spread.Of(there.Select(l => (now - l.SinceAt).TotalDays)) is { } days ? new StageAge(stage, days, there.Min(l => l.SinceAt)) : null;
    }

    private static IReadOnlyList<Velocity> Velocities(List<Line> lines)
    {
        return
        [
            new("inquiry to qualified", Days(l => l.FirstAt, l => l.QualifiedAt)), new("qualified to accepted", Days(l => l.QualifiedAt, l => l.AcceptedAt)),
            new("accepted to first contact", Days(l => l.AcceptedAt, l => l.ContactAt)), new("accepted to won", Days(l => l.AcceptedAt, l => l.WonAt)),
            new("inquiry to won", Days(l => l.FirstAt, l => l.WonAt)),
        ];

        Spread? Days(Func<Line, Moment?> from, Func<Line, Moment?> to) =>
            Spread.Of(lines.Where(l => from(l) is not null && to(l) is not null).Select(l => Math.Max(0, (to(l)!.Value - from(l)!.Value).TotalDays)));
    }

    private IReadOnlyList<Cohort> Cohorts(List<Line> lines) =>
        [.. lines.GroupBy(l => new DateOnly(l.FirstAt.UtcDate.Year, l.FirstAt.UtcDate.Month, 1)).OrderByDescending(g => g.Key).Take(CohortsMax)
            .Select(g => new Cohort(g.Key, g.Count(), g.Count(l => l.QualifiedAt is not null), g.Count(l => l.AcceptedAt is not null),
                g.Count(l => l.WonAt is not null), [.. Cohort.Months.Select(months => Within(g.Key, [.. g], months))]))];

    // A month counts when the time is over for the last one who asked in it.
    private int? Within(DateOnly month, List<Line> lines, int months) => month.AddMonths(months + 1) > now.UtcDate ? null
        : lines.Count(l => l.WonAt is { } at && at.UtcDate <= l.FirstAt.UtcDate.AddMonths(months));

    private IReadOnlyList<LoopWeek> Weeks(List<Line> lines)
    {
        var last = MondayOf(now);
        var (asked, qualified, won) = (Count(l => l.FirstAt), Count(l => l.QualifiedAt), Count(l => l.WonAt));
        return [.. Enumerable.Range(0, WeeksMax).Select(n => last.AddDays(-7 * (WeeksMax - 1 - n)))
            .Select(week => new LoopWeek(week, asked.GetValueOrDefault(week), qualified.GetValueOrDefault(week), won.GetValueOrDefault(week)))
            .SkipWhile(week => week is { Inquiries: 0, Qualified: 0, Won: 0 })];

        Dictionary<DateOnly, int> Count(Func<Line, Moment?> at) =>
            lines.Select(at).Where(a => a > now - TimeSpan.FromDays(7 * (WeeksMax + 1))).CountBy(a => MondayOf(a!.Value)).ToDictionary();
    }

    private static DateOnly MondayOf(Moment at) => at.UtcDate.AddDays(-(((int)at.UtcDate.DayOfWeek + 6) % 7));

    private static IReadOnlyList<WonOf> Wins(IEnumerable<Line> lines, Func<Line, string> name) =>
        [.. lines.GroupBy(name).Select(g => new WonOf(g.Key, g.Count(), g.Count(l => l.WonAt is not null)))
            .OrderByDescending(w => w.Leads).ThenBy(w => w.Name, StringComparer.Ordinal)];

    private static IReadOnlyList<WonOf> ByScore(List<Line> lines) =>
        [.. lines.GroupBy(l => (int)Math.Floor(l.Score / 10.0)).OrderByDescending(g => g.Key)
            .Select(g => new WonOf($"{g.Key * 10} to {g.Key * 10 + 9}", g.Count(), g.Count(l => l.WonAt is not null)))];

    private sealed class Line
    {
        public Stage Stage;
        public Moment SinceAt;
        public string Source = "";
        public Moment FirstAt;
        public Moment? QualifiedAt, AcceptedAt, ContactAt, WonAt;
        public Route Route;
        public int Score;
        public string? Owner;
    }
}
