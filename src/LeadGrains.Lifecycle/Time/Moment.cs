using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadGrains.Lifecycle;

/// <summary>
/// An instant on the UTC time line in whole milliseconds, from year 1 to 9999; finer parts are cut off.
/// Two moments are equal when they name the same millisecond. As JSON it is the number of milliseconds since 1970.
/// </summary>
[JsonConverter(typeof(MomentJson))]
public readonly record struct Moment(long Milliseconds) : IComparable<Moment>
{
    /// <summary>Earlier than anything that happens; also the default.</summary>
    public static readonly Moment Never;

    /// <summary>The instant of a time with an offset, cut to the millisecond.</summary>
    public static Moment From(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    /// <summary>Midnight UTC at the start of a calendar day.</summary>
    public static Moment Utc(int year, int month, int day, int hour = 0, int minute = 0) =>
        From(new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.Zero));

    /// <summary>The same instant as a <see cref="System.DateTimeOffset"/> in UTC.</summary>
    public DateTimeOffset ToDateTimeOffset() => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    /// <summary>The calendar day in UTC.</summary>
    public DateOnly UtcDate => DateOnly.FromDateTime(ToDateTimeOffset().UtcDateTime);

    /// <inheritdoc/>
    public int CompareTo(Moment other) => Milliseconds.CompareTo(other.Milliseconds);

    /// <summary>The earlier of two; a missing one never wins.</summary>
    public static Moment? Earlier(Moment? a, Moment? b) => a is null ? b : b is null ? a : a < b ? a : b;

    /// <summary>The later of two.</summary>
    public static Moment Later(Moment a, Moment b) => a > b ? a : b;

    /// <summary>ISO 8601 in UTC, seconds, for people: <c>2026-03-01T09:30:00Z</c>.</summary>
    public override string ToString() =>
        ToDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static Moment operator +(Moment moment, TimeSpan span) => new(moment.Milliseconds + (long)span.TotalMilliseconds);
    public static Moment operator -(Moment moment, TimeSpan span) => new(moment.Milliseconds - (long)span.TotalMilliseconds);
    public static TimeSpan operator -(Moment later, Moment earlier) => TimeSpan.FromMilliseconds(later.Milliseconds - earlier.Milliseconds);
    public static bool operator <(Moment a, Moment b) => a.Milliseconds < b.Milliseconds;
    public static bool operator >(Moment a, Moment b) => a.Milliseconds > b.Milliseconds;
    public static bool operator <=(Moment a, Moment b) => a.Milliseconds <= b.Milliseconds;
    public static bool operator >=(Moment a, Moment b) => a.Milliseconds >= b.Milliseconds;
}

internal sealed class MomentJson : JsonConverter<Moment>
{
    public override Moment Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => new(reader.GetInt64());
    public override void Write(Utf8JsonWriter writer, Moment value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Milliseconds);
}
