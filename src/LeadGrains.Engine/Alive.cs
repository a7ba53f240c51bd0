using System.Globalization;
using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>
/// When the house was last known to be open: a setting kept with the data, so that the next start knows for how long
/// nobody could answer. It is written with other commits, at most once a minute, and when the house closes.
/// </summary>
public static class Alive
{
    /// <summary>The setting's name; its value is milliseconds since 1970.</summary>
    public const string Setting = "alive.at";

    /// <summary>Written no more often.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>The outage that ends now, or null when the house was never open, or just now.</summary>
    public static Outage? OutageUntil(Moment now, string? kept) =>
        long.TryParse(kept, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && new Moment(ms) is var at && at < now
            ? new Outage(at, now) : null;

    internal static string Text(Moment at) => at.Milliseconds.ToString(CultureInfo.InvariantCulture);
}
