using System.Globalization;
using LeadGrains.Reports;

namespace LeadGrains.Web.Portal;

/// <summary>Figures where the portal writes them otherwise than <see cref="Say"/> does.</summary>
internal static class Figures
{
    public static string Percent(double part) => part.ToString(part is > 0 and < 0.01 ? "0.00 %" : part < 0.1 ? "0.0 %" : "0 %", CultureInfo.InvariantCulture);

    /// <summary>The interval, as <c>12–31 %</c>.</summary>
    public static string Range(Interval interval) =>
        string.Create(CultureInfo.InvariantCulture, $"{interval.Low * 100:0.#}–{interval.High * 100:0.#} %");

    public static string Days(double days) => Span(TimeSpan.FromDays(days));

    /// <summary>A length of time in its largest unit.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0} days"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0} h"),
        { TotalMinutes: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0} s"),
    };

    public static string Bytes(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB"),
    };

    public static string Money(decimal sum, string currency) => $"{sum.ToString("#,0.##", CultureInfo.InvariantCulture)} {currency}".TrimEnd();
}
