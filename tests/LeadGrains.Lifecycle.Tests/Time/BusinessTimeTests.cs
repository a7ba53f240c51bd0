using static LeadGrains.Lifecycle.Tests.Time.Calendars;

namespace LeadGrains.Lifecycle.Tests.Time;

public sealed class BusinessTimeTests
{
    private static readonly WorkingHours Berlin = Office("Europe/Berlin");

    [Theory]
    [InlineData("2026-03-02T08:59:59.999+01:00", false)]
    [InlineData("2026-03-02T09:00:00+01:00", true)]
    [InlineData("2026-03-02T16:59:59.999+01:00", true)]
    [InlineData("2026-03-02T17:00:00+01:00", false)]
    [InlineData("2026-03-01T12:00:00+01:00", false)]
    public void Opening_time_is_open_and_closing_time_is_not(string at, bool open) =>
        Assert.Equal(open, BusinessTime.IsOpen(Berlin, At(at)));

    [Theory]
    [InlineData("2026-03-06T12:00+01:00", "2026-03-06T12:00+01:00")]
    [InlineData("2026-03-06T17:00+01:00", "2026-03-09T09:00+01:00")]
    [InlineData("2026-03-07T12:00+01:00", "2026-03-09T09:00+01:00")]
    [InlineData("2026-03-09T00:00+01:00", "2026-03-09T09:00+01:00")]
    public void The_next_working_moment_is_now_or_the_next_opening(string at, string expected) =>
        Assert.Equal(At(expected), BusinessTime.NextOpen(Berlin, At(at)));

    [Theory]
    [InlineData("2026-03-06T16:00+01:00", 1, "2026-03-06T17:00+01:00")]
    [InlineData("2026-03-06T16:00+01:00", 2, "2026-03-09T10:00+01:00")]
    [InlineData("2026-03-06T18:00+01:00", 0, "2026-03-09T09:00+01:00")]
    [InlineData("2026-03-06T18:00+01:00", 8, "2026-03-09T17:00+01:00")]
    [InlineData("2026-03-02T09:00+01:00", 40, "2026-03-06T17:00+01:00")]
    [InlineData("2026-03-02T09:00+01:00", 41, "2026-03-09T10:00+01:00")]
    public void A_deadline_counts_working_time_and_may_fall_at_closing_time(string start, int hours, string due) =>
        Assert.Equal(At(due), BusinessTime.Add(Berlin, At(start), Hours(hours)));

    [Fact]
    public void A_deadline_set_on_friday_afternoon_passes_the_weekend_and_a_holiday_on_monday()
    {
        var easter = Berlin with { Holidays = [new(2026, 4, 3), new(2026, 4, 6)] };
        var thursday = At("2026-04-02T15:00+02:00");
        Assert.Equal(At("2026-04-07T11:00+02:00"), BusinessTime.Add(easter, thursday, Hours(4)));
        Assert.Equal(At("2026-04-07T09:00+02:00"), BusinessTime.StartOfNextWorkingDay(easter, thursday));
        Assert.Equal(Hours(4), BusinessTime.Between(easter, thursday, At("2026-04-07T11:00+02:00")));
    }

    [Fact]
    public void A_lunch_break_doesnt_count()
    {
        var lunch = Daily("Europe/Berlin", "13:00-17:00 09:00-12:00");
        Assert.Equal(At("2026-03-02T12:00+01:00"), BusinessTime.Add(lunch, At("2026-03-02T11:00+01:00"), Hours(1)));
        Assert.Equal(At("2026-03-02T13:30+01:00"), BusinessTime.Add(lunch, At("2026-03-02T11:00+01:00"), Hours(1.5)));
        Assert.Equal(At("2026-03-02T13:00+01:00"), BusinessTime.NextOpen(lunch, At("2026-03-02T12:00+01:00")));
        Assert.Equal(Hours(7), BusinessTime.Between(lunch, At("2026-03-02T00:00+01:00"), At("2026-03-03T00:00+01:00")));
    }

    [Fact]
    public void Working_time_between_is_negative_backwards_and_zero_over_a_weekend()
    {
        Moment friday = At("2026-03-06T17:00+01:00"), monday = At("2026-03-09T09:00+01:00");
        Assert.Equal(TimeSpan.Zero, BusinessTime.Between(Berlin, friday, monday));
        Assert.Equal(-Hours(9), BusinessTime.Between(Berlin, monday + Hours(1), friday - Hours(8)));
    }

    [Fact]
    public void Around_the_clock_is_plain_time_however_long()
    {
        var start = Moment.Utc(2026, 1, 1, 3);
        Assert.Equal(start + TimeSpan.FromDays(4000), BusinessTime.Add(WorkingHours.Always, start, TimeSpan.FromDays(4000)));
        Assert.Equal(TimeSpan.FromDays(4000), BusinessTime.Between(WorkingHours.Always, start, start + TimeSpan.FromDays(4000)));
        Assert.Equal(start, BusinessTime.NextOpen(WorkingHours.Always, start));
        Assert.Equal(Moment.Utc(2026, 1, 2), BusinessTime.StartOfNextWorkingDay(WorkingHours.Always, start));
    }

    [Theory]
    [InlineData("2026-03-06T08:00+01:00", "2026-03-09T09:00+01:00")]
    [InlineData("2026-03-05T23:30+01:00", "2026-03-06T09:00+01:00")]
    [InlineData("2026-03-06T00:00+01:00", "2026-03-09T09:00+01:00")]
    public void The_next_working_day_starts_after_the_local_date(string at, string start) =>
        Assert.Equal(At(start), BusinessTime.StartOfNextWorkingDay(Berlin, At(at)));

    [Fact]
    public void A_calendar_without_working_time_is_always_closed_and_gives_no_deadline()
    {
        var never = Berlin with { Spans = [] };
        var at = Moment.Utc(2026, 3, 2, 12);
        Assert.False(BusinessTime.IsOpen(never, at));
        Assert.Equal(TimeSpan.Zero, BusinessTime.Between(never, at, at + TimeSpan.FromDays(9)));
        Assert.Throws<InvalidOperationException>(() => BusinessTime.NextOpen(never, at));
        Assert.Throws<InvalidOperationException>(() => BusinessTime.Add(never, at, Hours(1)));
        Assert.Throws<InvalidOperationException>(() => BusinessTime.StartOfNextWorkingDay(never, at));
    }

    [Fact]
    public void What_has_no_answer_throws()
    {
        var at = Moment.Utc(2026, 3, 2, 12);
        Assert.Throws<ArgumentOutOfRangeException>(() => BusinessTime.Add(Berlin, at, Hours(-1)));
        Assert.Throws<InvalidOperationException>(() => BusinessTime.Add(Berlin, at, TimeSpan.MaxValue));
        Assert.Throws<TimeZoneNotFoundException>(() => BusinessTime.IsOpen(Office("Mars/Olympus"), at));
    }

    [Fact]
    public void As_many_holidays_as_allowed_still_leave_a_next_working_day()
    {
        DateOnly sunday = new(2026, 1, 4);
        var sundays = new WorkingHours
        {
            Zone = "Europe/Berlin",
            Spans = [Span(DayOfWeek.Sunday, "02:00-03:00")],
            Holidays = [.. Enumerable.Range(0, WorkingHours.HolidaysMax).Select(week => sunday.AddDays(7 * week))],
        };
        Assert.Empty(sundays.Faults());
        var next = BusinessTime.NextOpen(sundays, Moment.Utc(2026, 1, 1));
        Assert.Equal(sunday.AddDays(7 * WorkingHours.HolidaysMax), BusinessTime.LocalDate("Europe/Berlin", next));
    }

    [Fact]
    public void Copies_with_another_zone_or_other_lists_calculate_with_their_own()
    {
        var noon = At("2026-03-02T12:00Z");
        Assert.True(BusinessTime.IsOpen(Berlin, noon));
        Assert.False(BusinessTime.IsOpen(Berlin with { Zone = "Asia/Tokyo" }, noon));
        Assert.False(BusinessTime.IsOpen(Berlin with { Holidays = [new(2026, 3, 2)] }, noon));
        Assert.False(BusinessTime.IsOpen(Berlin with { Spans = [Span(DayOfWeek.Monday, "08:00-10:00")] }, noon));
        Assert.True(BusinessTime.IsOpen(Berlin, noon));
    }
}
