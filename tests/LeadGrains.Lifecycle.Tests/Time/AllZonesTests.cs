using Xunit.Abstractions;
using static LeadGrains.Lifecycle.Tests.Time.Calendars;

namespace LeadGrains.Lifecycle.Tests.Time;

/// <summary>
/// Every clock change of every zone that the system knows, 2024–2030, against a calendar made the slow way: three days
/// in quarters of an hour, each asked of <see cref="TimeZoneInfo"/> what the wall clock shows.
/// </summary>
public sealed class AllZonesTests(ITestOutputHelper output)
{
    private const int Quarters = 3 * 96;
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan OneMs = TimeSpan.FromMilliseconds(1);

    [Theory]
    [InlineData("09:00-17:00")]
    [InlineData("00:00-00:00")]
    [InlineData("00:00-01:30 02:15-03:00 09:00-12:00 13:00-17:00 22:30-23:15 23:30-00:00")]
    [InlineData("00:30-02:30 02:30-23:45")]
    public void No_clock_change_anywhere_skips_doubles_or_misplaces_working_time(string spans)
    {
        var changes = 0;
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            var hours = Daily(zone.Id, spans);
            foreach (var change in Changes(zone))
            {
                changes++;
                Check(hours, zone, change - TimeSpan.FromHours(36));
            }
        }
        output.WriteLine($"{changes} clock changes");
        Assert.True(changes > 1000, "The system's time zone data is missing.");
    }

    private static void Check(WorkingHours hours, TimeZoneInfo zone, Moment first)
    {
        var open = OpenQuarters(hours, zone, first);
        var sum = TimeSpan.Zero;
        for (var i = 0; i < Quarters; i++)
        {
            var at = first + i * Quarter;
            var where = $"{zone.Id} {at}";
            Assert.True(open[i] == BusinessTime.IsOpen(hours, at), where);
            Assert.True(open[i] == BusinessTime.IsOpen(hours, at + Quarter - OneMs), where);
            Assert.True(sum == BusinessTime.Between(hours, first, at), where);

            var next = Array.IndexOf(open, true, i);
            if (next >= 0) Assert.True(first + next * Quarter == BusinessTime.NextOpen(hours, at), where);
            if (!open[i]) continue;
            Assert.True(at + OneMs == BusinessTime.Add(hours, first, sum + OneMs), where);
            sum += Quarter;
            Assert.True(at + Quarter == BusinessTime.Add(hours, first, sum), where);
        }
    }

    /// <summary>Which quarters are open: for every local date and span, those from the first that the wall clock shows
    /// inside it to the last.</summary>
    private static bool[] OpenQuarters(WorkingHours hours, TimeZoneInfo zone, Moment first)
    {
        var shown = Enumerable.Range(0, Quarters)
            .Select(i => TimeZoneInfo.ConvertTime((first + i * Quarter).ToDateTimeOffset(), zone).DateTime).ToArray();
        var open = new bool[Quarters];
        foreach (var date in shown.Select(DateOnly.FromDateTime).Distinct())
            foreach (var span in hours.Spans.Where(span => span.Day == date.DayOfWeek))
            {
                bool Inside(DateTime local) => DateOnly.FromDateTime(local) == date && TimeOnly.FromDateTime(local) >= span.From
                    && (span.To == TimeOnly.MinValue || TimeOnly.FromDateTime(local) < span.To);
                var from = Array.FindIndex(shown, Inside);
                if (from >= 0) Array.Fill(open, true, from, Array.FindLastIndex(shown, Inside) - from + 1);
            }
        return open;
    }

    private static IEnumerable<Moment> Changes(TimeZoneInfo zone)
    {
        for (var at = Moment.Utc(2024, 1, 1); at < Moment.Utc(2031, 1, 1); at += TimeSpan.FromDays(1))
        {
            if (Offset(zone, at) == Offset(zone, at + TimeSpan.FromDays(1))) continue;
            var change = at;
            while (Offset(zone, change) == Offset(zone, at)) change += Quarter;
            yield return change;
        }
    }

    private static TimeSpan Offset(TimeZoneInfo zone, Moment at) => zone.GetUtcOffset(at.ToDateTimeOffset());
}
