using System.Globalization;
using LeadGrains.Lifecycle;

namespace LeadGrains.Intake;

/// <summary>Instants as other systems write them; null for what is none.</summary>
internal static class Instants
{
    private static readonly long MillisecondsMax = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
    private static readonly DateReader Reader = new(null, TimeZoneInfo.Utc);

    /// <summary>ISO 8601; without an offset it is UTC.</summary>
    public static Moment? Iso(string? text) => Reader.TryRead(text, out var time) ? time.At : null;

    /// <summary>Milliseconds since 1970.</summary>
    public static Moment? Milliseconds(string? text) => Number(text) is { } ms && ms <= MillisecondsMax ? new Moment(ms) : null;

    /// <summary>Seconds since 1970.</summary>
    public static Moment? Seconds(string? text) => Number(text) is { } s && s <= MillisecondsMax / 1000 ? new Moment(s * 1000) : null;

    private static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
