namespace LeadGrains.Lifecycle;

/// <summary>
/// Calculates with working time. Working time is real, elapsed time inside the spans of <see cref="WorkingHours"/>, each
/// of them half-open on the local clock: at 09:00 it is open, at 17:00 it is closed. A span that the clock jumps into or
/// over is shorter by what was skipped, one in which the clock is set back is longer; of a local time that
/// comes twice, the earlier opens and the later closes. Pure and thread-safe.
/// Every function throws <see cref="TimeZoneNotFoundException"/> for a zone the system doesn't know.
/// </summary>
public static class BusinessTime
{
    /// <summary>How many days in a row may be closed before a calendar counts as one without working time. More than
    /// one working day a week minus <see cref="WorkingHours.HolidaysMax"/> holidays and the spans lost to clock changes.</summary>
    public const int DaysLookedAheadMax = 7 * (WorkingHours.HolidaysMax + 34);

    private static readonly long End = Moment.From(DateTimeOffset.MaxValue).Milliseconds;

    /// <summary>Whether this is working time. Never throws for a calendar without any: that is always closed.</summary>
    public static bool IsOpen(WorkingHours hours, Moment at)
    {
        var open = From(hours, at);
        return open.Next() && open.Opens == at.Milliseconds;
    }

    /// <summary>The first working moment at or after <paramref name="at"/>: itself when open. Throws
    /// <see cref="InvalidOperationException"/> when there is none within <see cref="DaysLookedAheadMax"/> days.</summary>
    public static Moment NextOpen(WorkingHours hours, Moment at)
    {
        var open = From(hours, at);
        return open.Next() ? new Moment(open.Opens) : throw NoWorkingTime(at);
    }

    /// <summary>
    /// The instant at which so much working time has passed since <paramref name="start"/>. It may be the very moment of
    /// closing: eight hours from Friday 09:00 are over at Friday 17:00. No working time at all gives
    /// <see cref="NextOpen"/>. <paramref name="working"/> is cut to whole milliseconds; a negative one throws
    /// <see cref="ArgumentOutOfRangeException"/>. Throws <see cref="InvalidOperationException"/> when
    /// <see cref="DaysLookedAheadMax"/> days in a row are closed, or when the answer is past the year 9999.
    /// </summary>
    public static Moment Add(WorkingHours hours, Moment start, TimeSpan working)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(working, TimeSpan.Zero);
        var left = working.Ticks / TimeSpan.TicksPerMillisecond;
        for (var open = From(hours, start); open.Next() && open.Opens <= End; left -= open.Closes - open.Opens)
            if (left <= open.Closes - open.Opens) return new Moment(open.Opens + left);
        throw NoWorkingTime(start);
    }

    /// <summary>The working time from <paramref name="a"/> up to <paramref name="b"/>; negative when b is before a. Zero for a
    /// calendar without working time. Takes time in proportion to the days between: about 50 ns each.</summary>
    public static TimeSpan Between(WorkingHours hours, Moment a, Moment b)
    {
        if (b < a) return -Between(hours, b, a);
        var sum = 0L;
        for (var open = From(hours, a); open.Next() && open.Opens < b.Milliseconds;)
            sum += Math.Min(open.Closes, b.Milliseconds) - open.Opens;
        return TimeSpan.FromMilliseconds(sum);
    }

    /// <summary>The first working moment on a local date after that of <paramref name="at"/>: on a Friday, that of Monday.
    /// Throws as <see cref="NextOpen"/> does.</summary>
    public static Moment StartOfNextWorkingDay(WorkingHours hours, Moment at)
    {
        var tomorrow = StartOfDay(hours.Zone, LocalDate(hours.Zone, at).AddDays(1));
        return NextOpen(hours, Moment.Later(at, tomorrow));
    }

    /// <summary>Does this machine know the time zone of this name? What it doesn't know, the functions here throw for.</summary>
    public static bool Knows(string zone) => ZoneClock.Knows(zone);

    /// <summary>What a clock on the wall shows, with its offset from UTC.</summary>
    public static DateTimeOffset LocalTime(string zone, Moment at) =>
        at.ToDateTimeOffset().ToOffset(TimeSpan.FromMilliseconds(ZoneClock.Of(zone).OffsetAt(at.Milliseconds)));

    /// <summary>What a calendar on the wall shows.</summary>
    public static DateOnly LocalDate(string zone, Moment at) =>
        WorkingWeek.DateOf(ZoneClock.Of(zone).LocalDayAt(at.Milliseconds));

    /// <summary>The first moment of a local date: midnight, or where the clock jumps over midnight, the moment it lands.
    /// For a date that a zone left out, the first moment of the next.</summary>
    public static Moment StartOfDay(string zone, DateOnly date) =>
        new(ZoneClock.Of(zone).FirstAt(WorkingWeek.DayOf(date) * WorkingWeek.DayMs));

    private static OpenTimes From(WorkingHours hours, Moment at) => new(hours, ZoneClock.Of(hours.Zone), at.Milliseconds);

    private static InvalidOperationException NoWorkingTime(Moment from) =>
        new($"These working hours have too little working time after {from}: looked {DaysLookedAheadMax} days ahead.");
}
