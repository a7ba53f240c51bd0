using System.Text.Json;
using System.Text.Json.Serialization;
using static LeadGrains.Lifecycle.Tests.Time.Calendars;

namespace LeadGrains.Lifecycle.Tests.Time;

public sealed partial class WorkingHoursTests
{
    private static readonly WorkingHours Lunch = new()
    {
        Zone = "Asia/Kathmandu",
        Spans = [Span(DayOfWeek.Sunday, "10:00-13:00"), Span(DayOfWeek.Sunday, "14:00-00:00")],
        Holidays = [new(2026, 10, 20)],
    };

    [Fact]
    public void Hours_come_back_from_json_as_they_were()
    {
        var json = JsonSerializer.Serialize(Lunch, HoursJson.Default.WorkingHours);
        Assert.Equal("""
            {"Zone":"Asia/Kathmandu","Spans":[{"Day":"Sunday","From":"10:00:00","To":"13:00:00"},{"Day":"Sunday","From":"14:00:00","To":"00:00:00"}],"Holidays":["2026-10-20"]}
            """, json);
        Assert.Equal(Lunch, JsonSerializer.Deserialize(json, HoursJson.Default.WorkingHours));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Zone":null,"Spans":null,"Holidays":null}""")]
    public void What_json_leaves_out_is_monday_to_friday_nine_to_five_utc(string json)
    {
        var hours = JsonSerializer.Deserialize(json, HoursJson.Default.WorkingHours)!;
        Assert.Equal(new WorkingHours(), hours);
        Assert.Equal("UTC", hours.Zone);
        Assert.Equal(["Monday 09:00–17:00", "Tuesday 09:00–17:00", "Wednesday 09:00–17:00", "Thursday 09:00–17:00",
            "Friday 09:00–17:00"], hours.Spans.Select(span => span.ToString()));
        Assert.Empty(hours.Faults());
    }

    [Fact]
    public void Hours_are_equal_by_what_they_say()
    {
        var same = Lunch with { Spans = [.. Lunch.Spans], Holidays = [.. Lunch.Holidays] };
        Assert.Equal(Lunch, same);
        Assert.Equal(Lunch.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(Lunch, Lunch with { Zone = "UTC" });
        Assert.NotEqual(Lunch, Lunch with { Holidays = [new(2026, 10, 21)] });
        Assert.NotEqual(Lunch, Lunch with { Spans = [Lunch.Spans[0]] });
    }

    [Theory]
    [InlineData("Berlin", "There is no time zone 'Berlin'. Did you mean Europe/Berlin?")]
    [InlineData("new york", "There is no time zone 'new york'. Did you mean America/New_York?")]
    [InlineData("Mars", "There is no time zone 'Mars'. Write an IANA name such as Europe/Berlin or America/New_York.")]
    [InlineData("", "There is no time zone ''. Write an IANA name such as Europe/Berlin or America/New_York.")]
    public void An_unknown_zone_is_named_with_a_better_one(string zone, string fault) =>
        Assert.Equal([fault], Office(zone).Faults());

    [Theory]
    [InlineData("17:00-09:00 10:00-11:00", "Monday 17:00–09:00 ends before it starts. Write a span that passes midnight as two.")]
    [InlineData("09:00-09:00 10:00-11:00", "Monday 09:00–09:00 ends before it starts. Write a span that passes midnight as two.")]
    [InlineData("13:00-18:00 09:00-14:00", "Monday 09:00–14:00 and Monday 13:00–18:00 overlap.")]
    [InlineData("09:00-12:00 12:00-00:00", null)]
    public void Spans_run_forward_and_apart(string spans, string? fault)
    {
        var monday = new WorkingHours { Spans = [.. spans.Split(' ').Select(span => Span(DayOfWeek.Monday, span))] };
        Assert.Equal(fault is null ? [] : [fault], monday.Faults());
    }

    [Fact]
    public void Every_fault_is_told()
    {
        var wrong = new WorkingHours
        {
            Zone = "Nowhere",
            Spans = [Span((DayOfWeek)9, "09:00-10:00"), Span(DayOfWeek.Friday, "23:00-01:00")],
            Holidays = [.. Enumerable.Repeat(new DateOnly(2026, 1, 1), WorkingHours.HolidaysMax + 1)],
        };
        Assert.Equal([
            "There is no time zone 'Nowhere'. Write an IANA name such as Europe/Berlin or America/New_York.",
            "There are 367 holidays; at most 366 are allowed.",
            "9 is not a day of the week.",
            "Friday 23:00–01:00 ends before it starts. Write a span that passes midnight as two.",
            "There is no working time at all."], wrong.Faults());
    }

    [Fact]
    public void Working_time_is_needed_and_bounded()
    {
        var many = Enumerable.Repeat(Span(DayOfWeek.Monday, "09:00-09:00"), WorkingHours.SpansMax + 1).ToList();
        Assert.Equal(["There are 169 working spans; a week has at most 168."], new WorkingHours { Spans = many }.Faults());
        Assert.Equal(["There is no working time at all."], new WorkingHours { Spans = [] }.Faults());
        Assert.Empty(WorkingHours.Always.Faults());
    }

    [JsonSerializable(typeof(WorkingHours))]
    private sealed partial class HoursJson : JsonSerializerContext;
}
