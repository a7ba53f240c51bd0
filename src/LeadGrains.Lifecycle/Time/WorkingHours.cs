using System.Runtime.CompilerServices;

namespace LeadGrains.Lifecycle;

/// <summary>
/// When somebody works: a time zone, the working spans of a week and the holidays. Plain data, kept as JSON; a property
/// that is missing or null there has its default. <see cref="BusinessTime"/> calculates with it.
/// Equal when zone, spans and holidays are equal, in the same order. Thread-safe as long as nobody changes a list that
/// was handed in.
/// </summary>
public sealed record WorkingHours
{
    /// <summary>The most holidays one calendar may list: ten years of them in most countries, and a bound on the work
    /// of finding a working day.</summary>
    public const int HolidaysMax = 366;

    /// <summary>The most spans a week may have: one for each of its hours.</summary>
    public const int SpansMax = 7 * 24;

    private static readonly IReadOnlyList<WorkingSpan> NineToFive =
        [.. Enum.GetValues<DayOfWeek>()[1..6].Select(day => new WorkingSpan(day, new TimeOnly(9, 0), new TimeOnly(17, 0)))];

    /// <summary>Around the clock, every day, in UTC.</summary>
    public static readonly WorkingHours Always = new()
    {
        Spans = [.. Enum.GetValues<DayOfWeek>().Select(day => new WorkingSpan(day, TimeOnly.MinValue, TimeOnly.MinValue))],
    };

    // Shared by copies that differ only in the zone, so `hours with { Zone = … }` per person costs no second compilation.
    // Two threads may both fill it, with the same week.
    private StrongBox<WorkingWeek?> _week = new();

    /// <summary>The IANA id of the time zone, such as Europe/Berlin. Default: UTC.</summary>
    public string Zone { get; init => field = value ?? "UTC"; } = "UTC";

    /// <summary>The working time of a week, in any order. Default: Monday to Friday, 09:00–17:00.
    /// At most <see cref="SpansMax"/>.</summary>
    public IReadOnlyList<WorkingSpan> Spans
    {
        get;
        init => (field, _week) = (value ?? NineToFive, new());
    } = NineToFive;

    /// <summary>Local dates without work, in any order; a repeated one does no harm. Default: none.
    /// At most <see cref="HolidaysMax"/>.</summary>
    public IReadOnlyList<DateOnly> Holidays
    {
        get;
        init => (field, _week) = (value ?? [], new());
    } = [];

    internal WorkingWeek Week => _week.Value ??= new WorkingWeek(this);

    /// <summary>One sentence for every fault, empty when there is none. Hours without a fault always have a next working
    /// time, so that no function of <see cref="BusinessTime"/> throws for them.</summary>
    public IReadOnlyList<string> Faults() => [.. WorkingHoursFaults.Of(this)];

    public bool Equals(WorkingHours? other) =>
        other is not null && Zone == other.Zone && Spans.SequenceEqual(other.Spans) && Holidays.SequenceEqual(other.Holidays);

    public override int GetHashCode() => HashCode.Combine(Zone, Spans.Count, Holidays.Count);
}
