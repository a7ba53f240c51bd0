namespace LeadGrains.Lifecycle;

/// <summary>
/// Walks the open times from an instant on, as half-open [<see cref="Opens"/>, <see cref="Closes"/>) on the UTC time
/// line, in order and never overlapping: where a clock set back makes two spans meet, the later one starts where the
/// earlier ends. The first is cut to begin no earlier than the instant.
/// </summary>
internal struct OpenTimes(WorkingHours hours, ZoneClock zone, long from)
{
    private readonly WorkingWeek _week = hours.Week;
    private long _day = zone.FirstLocalDayFrom(from);
    private int _span;
    private long _from = from;

    public long Opens { get; private set; }
    public long Closes { get; private set; }

    /// <summary>Steps to the next open time; false when there is none for <see cref="BusinessTime.DaysLookedAheadMax"/>
    /// days.</summary>
    public bool Next()
    {
        for (var closedDays = 0; closedDays <= BusinessTime.DaysLookedAheadMax; closedDays++, _day++, _span = 0)
        {
            var spans = _week.On(_day);
            while (_span < spans.Length)
                if (Opened(spans[_span++])) return true;
        }
        return false;
    }

    // A span may be over already, or have fallen into a gap altogether.
    private bool Opened((long Opens, long Closes) span)
    {
        var midnight = _day * WorkingWeek.DayMs;
        Closes = zone.LastBefore(midnight + span.Closes);
        if (Closes <= _from) return false;
        Opens = Math.Max(_from, zone.FirstAt(midnight + span.Opens));
        if (Opens >= Closes) return false;
        _from = Closes;
        return true;
    }
}
