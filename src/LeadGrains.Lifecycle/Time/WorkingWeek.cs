namespace LeadGrains.Lifecycle;

/// <summary>
/// <see cref="WorkingHours"/> made ready for calculation, without the zone: spans by weekday, sorted, in milliseconds of
/// the local day, and holidays by day number. Days count from 1970-01-01. Spans with faults are left out.
/// </summary>
internal sealed class WorkingWeek
{
    public const long DayMs = 86_400_000;

    private static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    private readonly (long Opens, long Closes)[][] _spans;
    private readonly HashSet<long> _holidays;

    public WorkingWeek(WorkingHours hours)
    {
        _spans = [.. Enum.GetValues<DayOfWeek>().Select(day => hours.Spans
            .Where(span => span.Day == day && span.IsForward)
            .Select(span => (span.OpensMs, span.ClosesMs)).Order().ToArray())];
        _holidays = [.. hours.Holidays.Select(DayOf)];
    }

    /// <summary>The spans of a local day, in order; none on a holiday.</summary>
    public ReadOnlySpan<(long Opens, long Closes)> On(long day)
    {
        var spans = _spans[Weekday(day)];
        return spans.Length == 0 || (_holidays.Count > 0 && _holidays.Contains(day)) ? [] : spans;
    }

    /// <summary>The day number of a local time in milliseconds since 1970-01-01T00:00 local.</summary>
    public static long DayOf(long local) => (local >= 0 ? local : local - DayMs + 1) / DayMs;

    public static long DayOf(DateOnly date) => date.DayNumber - EpochDay;

    public static DateOnly DateOf(long day) => DateOnly.FromDayNumber((int)(day + EpochDay));

    // 1970-01-01 was a Thursday, the fourth day counted from Sunday.
    private static int Weekday(long day) => (int)(((day + 4) % 7 + 7) % 7);
}
