using static LeadGrains.Lifecycle.Tests.Time.Calendars;

namespace LeadGrains.Lifecycle.Tests.Time;

public sealed class ClockChangeTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28T17:00+01:00", "2026-03-30T10:00+02:00")]
    [InlineData("Europe/Berlin", "2026-10-24T17:00+02:00", "2026-10-26T10:00+01:00")]
    [InlineData("America/New_York", "2026-03-06T17:00-05:00", "2026-03-09T10:00-04:00")]
    [InlineData("America/New_York", "2026-10-30T17:00-04:00", "2026-11-02T10:00-05:00")]
    [InlineData("Australia/Lord_Howe", "2026-04-03T17:00+11:00", "2026-04-06T10:00+10:30")]
    [InlineData("Asia/Kathmandu", "2026-03-06T17:00+05:45", "2026-03-09T10:00+05:45")]
    public void Office_hours_follow_the_wall_clock_over_a_change(string zone, string start, string due) =>
        Assert.Equal(At(due), BusinessTime.Add(Office(zone), At(start), Hours(1)));

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", 23)]
    [InlineData("Europe/Berlin", "2026-10-25", 25)]
    [InlineData("America/New_York", "2026-03-08", 23)]
    [InlineData("America/New_York", "2026-11-01", 25)]
    [InlineData("Australia/Lord_Howe", "2026-10-04", 23.5)]
    [InlineData("Australia/Lord_Howe", "2026-04-05", 24.5)]
    [InlineData("Asia/Kathmandu", "2026-03-29", 24)]
    [InlineData("America/Sao_Paulo", "2018-11-04", 23)]
    [InlineData("America/Sao_Paulo", "2018-02-17", 25)]
    [InlineData("America/Havana", "2026-03-08", 23)]
    [InlineData("America/Havana", "2026-11-01", 25)]
    [InlineData("Pacific/Apia", "2011-12-30", 0)]
    [InlineData("Pacific/Kwajalein", "1969-09-30", 24)]
    public void A_whole_day_has_the_hours_that_the_clock_gave_it(string zone, string day, double hours)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        Moment start = BusinessTime.StartOfDay(zone, date), end = BusinessTime.StartOfDay(zone, date.AddDays(1));
        var always = WorkingHours.Always with { Zone = zone };
        Assert.Equal(Hours(hours), end - start);
        Assert.Equal(Hours(hours), BusinessTime.Between(always, start, end));
        Assert.Equal(end, BusinessTime.Add(always, start, Hours(hours)));
    }

    [Theory]
    [InlineData("Europe/Berlin", "01:00-04:00", "2026-03-29T00:00+01:00", "2026-03-29T01:00+01:00", 2)]
    [InlineData("Europe/Berlin", "01:00-04:00", "2026-10-25T00:00+02:00", "2026-10-25T01:00+02:00", 4)]
    [InlineData("Europe/Berlin", "02:30-04:00", "2026-03-29T00:00+01:00", "2026-03-29T03:00+02:00", 1)]
    [InlineData("Europe/Berlin", "01:00-02:30", "2026-03-29T00:00+01:00", "2026-03-29T01:00+01:00", 1)]
    [InlineData("Europe/Berlin", "02:30-04:00", "2026-10-25T00:00+02:00", "2026-10-25T02:30+02:00", 2.5)]
    [InlineData("Europe/Berlin", "01:00-02:30", "2026-10-25T00:00+02:00", "2026-10-25T01:00+02:00", 2.5)]
    [InlineData("Europe/Berlin", "01:00-02:00", "2026-10-25T00:00+02:00", "2026-10-25T01:00+02:00", 1)]
    [InlineData("Europe/Berlin", "03:00-04:00", "2026-10-25T00:00+02:00", "2026-10-25T03:00+01:00", 1)]
    [InlineData("Australia/Lord_Howe", "02:10-04:00", "2026-10-04T00:00+10:30", "2026-10-04T02:30+11:00", 1.5)]
    [InlineData("Australia/Lord_Howe", "01:45-04:00", "2026-04-05T00:00+11:00", "2026-04-05T01:45+11:00", 2.75)]
    [InlineData("America/Havana", "00:00-02:00", "2026-03-07T23:00-05:00", "2026-03-08T01:00-04:00", 1)]
    [InlineData("America/Havana", "00:00-02:00", "2026-10-31T23:00-04:00", "2026-11-01T00:00-04:00", 3)]
    [InlineData("America/Sao_Paulo", "00:00-02:00", "2018-11-03T23:00-03:00", "2018-11-04T01:00-02:00", 1)]
    [InlineData("America/Sao_Paulo", "22:00-00:00", "2018-02-17T21:00-02:00", "2018-02-17T22:00-02:00", 3)]
    public void A_span_is_shortened_by_a_gap_and_lengthened_by_an_overlap(
        string zone, string span, string before, string opens, double hours)
    {
        var night = Daily(zone, span);
        Assert.Equal(At(opens), BusinessTime.NextOpen(night, At(before)));
        Assert.Equal(At(opens) + Hours(hours), BusinessTime.Add(night, At(before), Hours(hours)));
        Assert.False(BusinessTime.IsOpen(night, At(opens) + Hours(hours)));
        Assert.Equal(Hours(hours), BusinessTime.Between(night, At(before), At(before) + Hours(12)));
    }

    [Fact]
    public void A_span_inside_a_gap_is_skipped()
    {
        var night = Daily("Europe/Berlin", "02:00-03:00");
        Assert.Equal(At("2026-03-30T02:00+02:00"), BusinessTime.NextOpen(night, At("2026-03-28T12:00+01:00") + Hours(12)));
    }

    [Fact]
    public void Two_spans_that_meet_in_an_overlap_count_no_time_twice()
    {
        var night = Daily("Europe/Berlin", "01:00-02:30 02:30-04:00");
        var midnight = At("2026-10-25T00:00+02:00");
        Assert.Equal(Hours(4), BusinessTime.Between(night, midnight, midnight + Hours(10)));
        Assert.Equal(At("2026-10-25T04:00+01:00"), BusinessTime.Add(night, midnight, Hours(4)));
    }

    [Theory]
    [InlineData("Asia/Kathmandu", "2026-03-01T18:14:59Z", "2026-03-01T23:59:59+05:45")]
    [InlineData("Asia/Kathmandu", "2026-03-01T18:15:00Z", "2026-03-02T00:00:00+05:45")]
    [InlineData("America/Havana", "2026-03-08T05:00:00Z", "2026-03-08T01:00:00-04:00")]
    [InlineData("Pacific/Kiritimati", "2026-03-01T10:00:00Z", "2026-03-02T00:00:00+14:00")]
    public void Local_time_is_what_the_wall_clock_shows(string zone, string at, string local)
    {
        var expected = DateTimeOffset.Parse(local, System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(expected.EqualsExact(BusinessTime.LocalTime(zone, At(at))));
        Assert.Equal(DateOnly.FromDateTime(expected.DateTime), BusinessTime.LocalDate(zone, At(at)));
    }
}
