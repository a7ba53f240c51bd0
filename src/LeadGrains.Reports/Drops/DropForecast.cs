using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>Whom a drop would reach, before anybody is told.</summary>
/// <param name="Leads">Looked at.</param>
/// <param name="People">Would get it.</param>
/// <param name="Known">Want the topic and have had it, or wait for it.</param>
/// <param name="Full">Of those who would get it: so many drops wait for them already that it is refused.</param>
/// <param name="FirstAt">When the first could get it; null where nobody would.</param>
/// <param name="SpreadUntilAt">Until when people's places are spread.</param>
/// <param name="Later">Of the people, so many can't be written to before that: their gap, budget or own wish says so.</param>
public sealed record DropForecast(long Leads, long People, long Known, long Full, Moment? FirstAt, Moment? SpreadUntilAt, long Later)
{
    /// <summary>Counts over some leads. The places themselves are given when each is told; here the earliest and the latest that they can be.</summary>
    public static DropForecast Of(IEnumerable<LeadState> leads, Piece piece, Program program, Moment now, Action<long>? progress = null, CancellationToken cancel = default)
    {
        var forecast = new DropForecast(0, 0, 0, 0, null, null, 0);
        long seen = 0, people = 0, known = 0, full = 0, later = 0;
        foreach (var lead in leads)
        {
            cancel.ThrowIfCancellationRequested();
            if (++seen % 1_000 == 0) progress?.Invoke(seen);
            if (!DropRun.Reaches(lead, piece, program)) continue;
            if (!DropRun.IsNews(lead, piece)) known++;
            else if (lead.Nurture.Drops.Count >= LeadLifecycle.DropsMax) full++;
            else
            {
                people++;
                var earliestAt = Moment.Later(now, NurturePlan.NotBefore(lead, program));
                var untilAt = BusinessTime.Add(NurturePlan.HoursOf(lead, program), now, program.Cadence.DropSpread);
                if (earliestAt > untilAt) later++;
                forecast = forecast with { FirstAt = Moment.Earlier(forecast.FirstAt, earliestAt), SpreadUntilAt = Moment.Later(forecast.SpreadUntilAt ?? Moment.Never, untilAt) };
            }
        }
        return forecast with { Leads = seen, People = people, Known = known, Full = full, Later = later };
    }
}
