using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>What became of a lead in the end, as far as it is known.</summary>
public enum Disposition { Won, Lost, Declined, Recycled, None }

/// <summary>Leads that one version sends one way and another version another way.</summary>
public sealed record RouteMove(Route From, Route To, int Leads, IReadOnlyDictionary<Disposition, int> Dispositions)
{
    /// <summary>How many of them ended so.</summary>
    public int Of(Disposition disposition) => Dispositions.GetValueOrDefault(disposition);
}

/// <summary>Leads that one version qualifies and the other doesn't.</summary>
/// <param name="LikeWon">
/// Those that won, and those without an outcome in whose company (same route, same ten points of score, under the
/// proposed version) leads won more often than on the whole, among at least <see cref="VerdictReplay.CompanyMin"/>.
/// </param>
public sealed record QualifiedShift(int Leads, int LikeWon, IReadOnlyDictionary<Disposition, int> Dispositions);

/// <summary>What a proposed version would change in the verdicts on past leads (Q1).</summary>
/// <param name="Judged">Leads both versions were asked about; merged and erased ones are left out.</param>
/// <param name="Changed">Leads that would go another way.</param>
/// <param name="Rescored">Leads with other points, whatever their way.</param>
/// <param name="Moves">Most leads first.</param>
public sealed record VerdictReplayReport(
    int Judged, int Changed, int Rescored, int QualifiedBefore, int QualifiedAfter, QualifiedShift More,
    QualifiedShift Fewer, IReadOnlyList<RouteMove> Moves);

/// <summary>
/// Asks two versions of the program about the same past leads, each with the facts it has and at the instant of its latest
/// verdict, so that engagement counts as it counted then. Pure; one thread at a time; memory doesn't grow with the leads.
/// </summary>
/// <param name="now">For leads that were never judged.</param>
public sealed class VerdictReplay(Program before, Program after, Moment now)
{
    /// <summary>Fewer leads with an outcome than this say nothing about those without.</summary>
    public const int CompanyMin = 5;

    private readonly Dictionary<(Route From, Route To), Dictionary<Disposition, int>> _moves = [];
    private readonly Dictionary<(Route Route, int Tens), Company> _companies = [];
    private readonly Dictionary<Disposition, int> _more = [], _fewer = [];
    private int _judged, _changed, _rescored, _qualifiedBefore, _qualifiedAfter;

    /// <summary>Asks both versions about the next lead.</summary>
    public void Read(LeadState lead)
    {
        if (lead.Stage is Stage.None or Stage.Merged or Stage.Erased) return;
        var at = lead.Standing?.At ?? now;
        var (was, becomes) = (Scoring.Judge(lead, at, before), Scoring.Judge(lead, at, after));
        var (qualified, qualifies) = (Qualifies(before, was.Route), Qualifies(after, becomes.Route));
        var ended = DispositionOf(lead);
        _judged++;
        if (was.Score != becomes.Score) _rescored++;
        if (qualified) _qualifiedBefore++;
        if (qualifies) _qualifiedAfter++;
        if (was.Route != becomes.Route)
        {
            _changed++;
            var way = (was.Route, becomes.Route);
            if (!_moves.TryGetValue(way, out var move)) _moves[way] = move = [];
            Count(move, ended);
        }
        if (qualifies && !qualified) Count(_more, ended);
        if (qualified && !qualifies) Count(_fewer, ended);

        var key = (becomes.Route, (int)Math.Floor(becomes.Score / 10.0));
        if (!_companies.TryGetValue(key, out var company)) _companies[key] = company = new Company();
        if (ended == Disposition.Won) company.Won++;
        if (ended != Disposition.None) company.Ended++;
        else if (qualifies && !qualified) company.More++;
        else if (qualified && !qualifies) company.Fewer++;
    }

    /// <summary>The figures after every lead read so far.</summary>
    public VerdictReplayReport Report()
    {
        var ended = _companies.Values.Sum(c => c.Ended);
        var share = ended == 0 ? 1 : (double)_companies.Values.Sum(c => c.Won) / ended;
        var good = _companies.Values.Where(c => c.Ended >= CompanyMin && (double)c.Won / c.Ended > share).ToList();
        return new VerdictReplayReport(
            _judged, _changed, _rescored, _qualifiedBefore, _qualifiedAfter,
            Shift(_more, good.Sum(c => c.More)), Shift(_fewer, good.Sum(c => c.Fewer)),
            [.. _moves.Select(m => new RouteMove(m.Key.From, m.Key.To, m.Value.Values.Sum(), m.Value))
                .OrderByDescending(m => m.Leads).ThenBy(m => m.From).ThenBy(m => m.To)]);
    }

    /// <summary>The best end counts: who ever won is won, also in a later cycle.</summary>
    public static Disposition DispositionOf(LeadState lead) =>
        lead.Wins > 0 ? Disposition.Won
        : lead.Outcome is { Won: false } ? Disposition.Lost
        : lead.Declined.Count > 0 ? Disposition.Declined
        : lead.LastOwner is not null && lead.Work is null ? Disposition.Recycled
        : Disposition.None;

    private static QualifiedShift Shift(Dictionary<Disposition, int> leads, int like) =>
        new(leads.Values.Sum(), leads.GetValueOrDefault(Disposition.Won) + like, leads);

    private static bool Qualifies(Program program, Route route) => program.RuleOf(route).Ladder.Count > 0;

    private static void Count(Dictionary<Disposition, int> counts, Disposition one) =>
        counts[one] = counts.GetValueOrDefault(one) + 1;

    private sealed class Company
    {
        public int Won, Ended, More, Fewer;
    }
}
