using System.Globalization;

namespace LeadGrains.Engine;

/// <summary>
/// Times as people write them: <c>3 days</c>, <c>16h</c>, <c>30 minutes</c>, <c>2 weeks</c>; and where only the hours
/// count in which somebody works, <c>16 working hours</c>.
/// </summary>
internal static class DurationText
{
    private const string Calendar = "write a time such as 30 minutes, 16 hours, 3 days or 2 weeks";
    private const string Working = "write working time such as 30 working minutes or 16 working hours";

    /// <summary>The time, or why not; a fault says what would be accepted.</summary>
    public static (TimeSpan Value, string? Fault) Parse(string text, bool working)
    {
        var rest = text.AsSpan().TrimStart("0123456789.");
        var number = text[..(text.Length - rest.Length)];
        var words = rest.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var saysWorking = words.Length == 2 && words[0] == "working";
        var no = $"'{Words.Short(text)}' is no time";
        if (number.Length == 0 || words.Length is 0 or > 2 || (words.Length == 2 && !saysWorking))
            return Fault($"{no}; {(working ? Working : Calendar)}");
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            || count > 1_000_000)
            return Fault($"{no}; {(working ? Working : Calendar)}");

        TimeSpan? unit = words[^1] switch
        {
            "min" or "mins" or "minute" or "minutes" => TimeSpan.FromMinutes(1),
            "h" or "hour" or "hours" => TimeSpan.FromHours(1),
            "d" or "day" or "days" => TimeSpan.FromDays(1),
            "w" or "week" or "weeks" => TimeSpan.FromDays(7),
            _ => null,
        };
        if (unit is not { } one)
            return Fault(words[^1] is "month" or "months" or "year" or "years" or "m" or "M"
                ? $"{no}, because '{words[^1]}' has no fixed length; write days, such as 30 days"
                : $"{no}; {(working ? Working : Calendar)}");
        if (working && one >= TimeSpan.FromDays(1))
            return Fault($"'{Words.Short(text)}' is unclear, because here only working time counts and working days"
                + " differ; write hours, such as 16 working hours");
        if (saysWorking && !working)
            return Fault($"'{Words.Short(text)}' is unclear, because here every hour of the day counts;"
                + " leave out 'working'");
        return ((long)(count * one.Ticks / TimeSpan.TicksPerMillisecond) * TimeSpan.FromMilliseconds(1), null);
    }

    private static (TimeSpan, string?) Fault(string words) => (default, words);
}
