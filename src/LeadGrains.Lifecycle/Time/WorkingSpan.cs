using System.Text.Json.Serialization;

namespace LeadGrains.Lifecycle;

/// <summary>
/// Working time on one weekday, from <paramref name="From"/> up to but not including <paramref name="To"/>, on the wall
/// clock of the zone. Parts finer than a millisecond are cut off. A span doesn't pass midnight: write it as two.
/// </summary>
/// <param name="Day">The local weekday.</param>
/// <param name="From">The first moment of work.</param>
/// <param name="To">The end of work; 00:00 is the midnight at the end of the day.</param>
public sealed record WorkingSpan(
    [property: JsonConverter(typeof(JsonStringEnumConverter<DayOfWeek>))] DayOfWeek Day, TimeOnly From, TimeOnly To)
{
    internal long OpensMs => From.Ticks / TimeSpan.TicksPerMillisecond;
    internal long ClosesMs => To == TimeOnly.MinValue ? WorkingWeek.DayMs : To.Ticks / TimeSpan.TicksPerMillisecond;
    internal bool IsForward => OpensMs < ClosesMs;

    /// <summary>For people: <c>Monday 09:00–17:00</c>; the end of the day is <c>24:00</c>.</summary>
    public override string ToString() => $"{Day} {From:HH\\:mm}–{(To == TimeOnly.MinValue ? "24:00" : $"{To:HH\\:mm}")}";
}
