using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>
/// Working hours as people write them: <c>mon-fri 09:00-17:00</c>, <c>sat,sun 10:00-14:00</c>, with a lunch break
/// <c>mon-fri 09:00-12:00 13:00-17:00</c>, or <c>always</c>.
/// </summary>
public static class HoursText
{
    private const string Wanted = "write hours such as mon-fri 09:00-17:00";

    private static readonly string[] Days =
        ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    private static readonly string[] Formats = ["H':'mm", "HH':'mm"];

    /// <summary>The spans, or why not.</summary>
    public static (IReadOnlyList<WorkingSpan> Spans, string? Fault) Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["always"]) return (WorkingHours.Always.Spans, null);
        if (words.Length < 2) return ([], $"'{Words.Short(text)}' is no working time; {Wanted}");
        if (DaysOf(words[0]) is not { } days) return ([], $"'{Words.Short(words[0])}' are no days; {Wanted}");
        var spans = new List<WorkingSpan>();
        foreach (var word in words.Skip(1))
        {
            if (SpanOf(word) is not var (from, to)) return ([], $"'{Words.Short(word)}' are no hours; {Wanted}");
            spans.AddRange(days.Select(day => new WorkingSpan(day, from, to)));
        }
        return (spans, null);
    }

    /// <summary>The same as lines to be read again, one for each set of days with the same hours.</summary>
    public static IReadOnlyList<string> Write(IReadOnlyList<WorkingSpan> spans) =>
        [.. spans.GroupBy(s => s.Day, s => $"{s.From:HH\\:mm}-{(s.To == TimeOnly.MinValue ? "24:00" : $"{s.To:HH\\:mm}")}")
            .GroupBy(day => string.Join(' ', day), day => Array.IndexOf(Order, day.Key))
            .Select(days => $"{Written([.. days.Order()])} {days.Key}")];

    private static readonly DayOfWeek[] Order =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    private static string Written(int[] days) => days.Length > 2 && days[^1] - days[0] == days.Length - 1
        ? $"{Name(days[0])}-{Name(days[^1])}" : string.Join(',', days.Select(Name));

    private static string Name(int day) => Days[(int)Order[day]][..3];

    private static List<DayOfWeek>? DaysOf(string text)
    {
        var days = new List<DayOfWeek>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split('-', '–').Select(Day).ToArray();
            if (ends.Length > 2 || ends.Contains(-1)) return null;
            var day = ends[0];
            for (days.Add((DayOfWeek)day); day != ends[^1]; days.Add((DayOfWeek)day)) day = (day + 1) % 7;
        }
        return days;
    }

    // mon, tues or monday: at least three letters of it.
    private static int Day(string word) =>
        word.Length < 3 ? -1 : Array.FindIndex(Days, day => day.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    private static (TimeOnly From, TimeOnly To)? SpanOf(string text) =>
        text.Split('-', '–') is [var from, var to]
        && Time(from) is { } opens && Time(to == "24:00" ? "00:00" : to) is { } closes ? (opens, closes) : null;

    private static TimeOnly? Time(string text) => TimeOnly.TryParseExact(text, Formats, out var time) ? time : null;
}
