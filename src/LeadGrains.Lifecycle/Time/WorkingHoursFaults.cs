namespace LeadGrains.Lifecycle;

/// <summary>What can be wrong with <see cref="WorkingHours"/>, worded for the person who wrote them.</summary>
internal static class WorkingHoursFaults
{
    // Too many spans are one fault, not as many as there are spans.
    public static IEnumerable<string> Of(WorkingHours hours) =>
        ZoneFaults(hours.Zone).Concat(BoundFaults(hours)).Concat(hours.Spans.Count > WorkingHours.SpansMax
            ? [] : SpanFaults(hours.Spans).Concat(Overlaps(hours.Spans)));

    private static IEnumerable<string> ZoneFaults(string zone)
    {
        if (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) yield break;
        yield return Meant(zone) is { } meant
            ? $"There is no time zone '{zone}'. Did you mean {meant}?"
            : $"There is no time zone '{zone}'. Write an IANA name such as Europe/Berlin or America/New_York.";
    }

    /// <summary>The zone whose city was named without its continent, with blanks for underscores or in other case.</summary>
    private static string? Meant(string zone)
    {
        var city = "/" + zone.Trim().Replace(' ', '_');
        return TimeZoneInfo.GetSystemTimeZones().Select(known => known.Id)
            .FirstOrDefault(id => ("/" + id).EndsWith(city, StringComparison.OrdinalIgnoreCase) && city.Length > 1);
    }

    private static IEnumerable<string> BoundFaults(WorkingHours hours)
    {
        if (hours.Holidays.Count > WorkingHours.HolidaysMax)
            yield return $"There are {hours.Holidays.Count} holidays; at most {WorkingHours.HolidaysMax} are allowed.";
        if (hours.Spans.Count > WorkingHours.SpansMax)
            yield return $"There are {hours.Spans.Count} working spans; a week has at most {WorkingHours.SpansMax}.";
    }

    private static IEnumerable<string> SpanFaults(IReadOnlyList<WorkingSpan> spans)
    {
        foreach (var span in spans.Where(span => !Enum.IsDefined(span.Day)))
            yield return $"{(int)span.Day} is not a day of the week.";
        foreach (var span in spans.Where(span => !span.IsForward))
            yield return $"{span} ends before it starts. Write a span that passes midnight as two.";
        if (!spans.Any(span => span.IsForward && Enum.IsDefined(span.Day)))
            yield return "There is no working time at all.";
    }

    private static IEnumerable<string> Overlaps(IReadOnlyList<WorkingSpan> spans) =>
        from day in spans.Where(span => span.IsForward).GroupBy(span => span.Day)
        let sorted = day.OrderBy(span => span.OpensMs).ToList()
        from pair in sorted.Zip(sorted.Skip(1))
        where pair.Second.OpensMs < pair.First.ClosesMs
        select $"{pair.First} and {pair.Second} overlap.";
}
