using System.Globalization;

namespace LeadGrains.Lifecycle.Tests.Time;

/// <summary>Short words for the tests of working time.</summary>
internal static class Calendars
{
    /// <summary>An instant written with its offset, so that no expectation depends on a time zone's data.</summary>
    public static Moment At(string iso) => Moment.From(DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture));

    public static WorkingHours Office(string zone) => new() { Zone = zone };

    /// <summary>The same spans every day, written <c>09:00-12:00 13:00-17:00</c>; 24:00 is written 00:00.</summary>
    public static WorkingHours Daily(string zone, string spans) => new()
    {
        Zone = zone,
        Spans = [.. Enum.GetValues<DayOfWeek>().SelectMany(day => spans.Split(' ').Select(span => Span(day, span)))],
    };

    public static WorkingSpan Span(DayOfWeek day, string span) =>
        new(day, TimeOnly.Parse(span[..5], CultureInfo.InvariantCulture), TimeOnly.Parse(span[6..], CultureInfo.InvariantCulture));

    public static TimeSpan Hours(double hours) => TimeSpan.FromHours(hours);
}
