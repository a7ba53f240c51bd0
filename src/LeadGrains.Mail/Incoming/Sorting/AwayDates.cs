using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadGrains.Mail;

/// <summary>"Back on 3 May", "bis einschließlich 14.08.": when somebody who is away can be written to again.</summary>
internal static class AwayDates
{
    /// <summary>A longer absence is a misreading, or somebody who has left.</summary>
    public const int AwayDaysMax = 120;

    // Where a note speaks of the past or of somebody else, it does so further down.
    private const int TextCharsMax = 4_000;
    private const RegexOptions Linear = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private const string Months = "jan(?:uary|uar|\\.)?|feb(?:ruary|ruar|\\.)?|m(?:ar(?:ch|\\.)?|ärz|aerz|rz\\.?)|apr(?:il|\\.)?|may|mai|june?|juni|july?|juli|aug(?:ust|\\.)?|sept?(?:ember|\\.)?|o[ck]t(?:ober|\\.)?|nov(?:ember|\\.)?|de[cz](?:ember|\\.)?";
    private const string Days = "mon|tues?|wednes|thurs?|fri|satur|sun|mon|diens|mitt|donners|frei|sams|sonn";

    private const string Date = "(?:(?:" + Days + ")(?:day|tag|woch|abend)?s?,?\\s+)?(?:the |den |dem )?"
        + "(?<date>\\d{4}-\\d{1,2}-\\d{1,2}|\\d{1,2}[./]\\s?\\d{1,2}[./]\\s?(?:\\d{4}|\\d{2})?|\\d{1,2}(?:st|nd|rd|th|\\.)?\\s?(?:of )?(?:" + Months + ")\\.?(?:,?\\s+\\d{4})?|(?:" + Months + ")\\.?\\s\\d{1,2}(?:st|nd|rd|th)?(?:,?\\s+\\d{4})?)";

#pragma warning disable format // what the words say, and whether the day itself is still away
    private static readonly (Regex Says, bool IsLastDay)[] Rows =
    [
        (Says("(?:back|return\\w*|available again|reachable again|in again|resume\\w*)\\b[^.!?\\n]{0,60}?\\b(?:on|from|by|starting|as of)\\s+" + Date), false),
        (Says("(?:back|return\\w*)\\b[^.!?\\n]{0,40}?\\s" + Date), false),
        (Says("(?:wieder|zurück|zurueck)\\b[^.!?\\n]{0,60}?\\b(?:ab|am|vom|seit)\\s+" + Date), false),
        (Says("\\b(?:ab|am)\\s+(?:dem |den )?" + Date + "[^.!?\\n]{0,60}\\b(?:wieder|zurück|zurueck|erreichbar)"), false),
        (Says("\\b(?:bis|einschlie(?:ß|ss)lich)\\s+(?:zum |einschlie(?:ß|ss)lich |inkl\\.? |und mit )*" + Date), true),
        (Says("\\b(?:until|till|through|thru|up to(?: and including)?|to)\\s+(?:and including )?" + Date), true),
    ];

    private static readonly (string Name, DayOfWeek Day)[] Weekdays =
    [
        ("monday", DayOfWeek.Monday), ("tuesday", DayOfWeek.Tuesday), ("wednesday", DayOfWeek.Wednesday), ("thursday", DayOfWeek.Thursday), ("friday", DayOfWeek.Friday),
        ("montag", DayOfWeek.Monday), ("dienstag", DayOfWeek.Tuesday), ("mittwoch", DayOfWeek.Wednesday), ("donnerstag", DayOfWeek.Thursday), ("freitag", DayOfWeek.Friday),
    ];

    private static readonly string[][] MonthBegins =
        [["jan"], ["feb"], ["mar", "mär", "mae", "mrz"], ["apr"], ["may", "mai"], ["jun"], ["jul"], ["aug"], ["sep"], ["oct", "okt"], ["nov"], ["dec", "dez"]];
#pragma warning restore format

    private static readonly Regex Weekday = Says("(?:back|return\\w*|wieder|zurück)\\b[^.!?\\n]{0,60}?\\b(?:on|ab|am)\\s+(?:next |nächsten |kommenden )?(?<date>monday|tuesday|wednesday|thursday|friday|montag|dienstag|mittwoch|donnerstag|freitag)\\b");

    private static Regex Says(string pattern) => new(pattern, Linear | RegexOptions.ExplicitCapture);

    /// <summary>The first day the person is back, after the note was written and within <see cref="AwayDaysMax"/>; else null.</summary>
    /// <param name="writtenAt">When it was written; a date without a year is the next one from there. Null: no date is read.</param>
    public static DateOnly? BackOn(string text, DateTimeOffset? writtenAt)
    {
        if (writtenAt is not { } at) return null;
        var written = DateOnly.FromDateTime(at.DateTime);
        if (text.Length > TextCharsMax) text = text[..TextCharsMax];
        text = text.Replace('\u00a0', ' ');
        foreach (var (says, isLastDay) in Rows)
            foreach (Match match in says.Matches(text))
                if (Day(match.Groups["date"].Value.ToLowerInvariant(), written) is { } day)
                    return isLastDay ? day.AddDays(1) : day;
        if (Weekday.Match(text) is not { Success: true } named) return null;
        var weekday = Weekdays.First(w => named.Groups["date"].Value.Equals(w.Name, StringComparison.OrdinalIgnoreCase)).Day;
        return written.AddDays((((int)weekday - (int)written.DayOfWeek + 6) % 7) + 1);
    }

    private static DateOnly? Day(string text, DateOnly written)
    {
        var numbers = Regex.Matches(text, @"\d+", RegexOptions.NonBacktracking).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture)).ToList();
        var month = Array.FindIndex(MonthBegins, names => names.Any(n => text.Contains(n, StringComparison.Ordinal))) + 1;
        IEnumerable<(int? Year, int Month, int Day)> readings = (month, numbers) switch
        {
            ( > 0, [var day]) => [(null, month, day)],
            ( > 0, [var day, var year]) => [(year, month, day)],
            (_, [> 999 and var year, var m, var day]) => [(year, m, day)],
            (_, [var day, var m]) when text.Contains('.') => [(null, m, day)],
            (_, [var day, var m, var year]) when text.Contains('.') => [(Full(year), m, day)],
            // 4/5 is April here and May there: an absence is short, so the nearer one.
            (_, [var a, var b]) => [(null, a, b), (null, b, a)],
            (_, [var a, var b, var year]) => [(Full(year), a, b), (Full(year), b, a)],
            _ => [],
        };
        return readings.Select(r => Next(r.Year, r.Month, r.Day, written)).Where(d => d is not null).Min();
    }

    private static int Full(int year) => year < 100 ? 2000 + year : year;

    private static DateOnly? Next(int? year, int month, int day, DateOnly written)
    {
        foreach (var y in year is { } said ? [said] : new[] { written.Year, written.Year + 1 })
            if (month is >= 1 and <= 12 && y is >= 2000 and <= 9000 && day >= 1 && day <= DateTime.DaysInMonth(y, month)
                && new DateOnly(y, month, day) is var date && date >= written && date.DayNumber - written.DayNumber <= AwayDaysMax) return date;
        return null;
    }
}
