using System.Globalization;

namespace LeadGrains.Lifecycle;

/// <summary>Collects faults; one method for each question that is asked again and again.</summary>
internal sealed class FaultList
{
    /// <summary>Longest name of a fact, team, topic or reason.</summary>
    public const int NameCharactersMax = 64;

    /// <summary>Longest text that people read: a question, an answer, the program's name.</summary>
    public const int WordsCharactersMax = 300;

    private readonly List<ProgramFault> _found = [];

    public IReadOnlyList<ProgramFault> Found => _found;

    public void Add(string path, string words) => _found.Add(new ProgramFault(path, words));

    public void Within(string path, long value, long min, long max)
    {
        if (value < min || value > max)
            Add(path, $"{Key(path)} is {Said(value)}; {Said(min)} to {Said(max)} are allowed");
    }

    public void Within(string path, TimeSpan value, TimeSpan min, TimeSpan max)
    {
        if (value < min || value > max)
            Add(path, $"{Key(path)} is {Said(value)}; {Said(min)} to {Said(max)} are allowed");
    }

    public void AtMost(string path, int count, int max, string what)
    {
        if (count > max) Add(path, $"there are {Said(count)} {what}; at most {max} are allowed");
    }

    /// <summary>A name as people type it in commands and lists.</summary>
    public void Name(string path, string name)
    {
        if (name.Length is 0 or > NameCharactersMax
            || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            Add(path, $"'{Short(name)}' is no name; write lower-case letters, digits and hyphens,"
                + $" {NameCharactersMax} at most");
    }

    public void Text(string path, string text)
    {
        if (string.IsNullOrWhiteSpace(text)) Add(path, $"{Key(path)} is empty; write what people shall read");
        else if (text.Length > WordsCharactersMax)
            Add(path, $"{Key(path)} has {text.Length} characters; at most {WordsCharactersMax} are allowed");
    }

    /// <summary>Each name once; <paramref name="path"/> gives the place of the second.</summary>
    public void Once(IReadOnlyList<string> names, Func<int, string> path, string what)
    {
        var seen = new HashSet<string>(names.Count);
        for (var i = 0; i < names.Count; i++)
            if (!seen.Add(names[i])) Add(path(i), $"the {what} '{Short(names[i])}' comes twice; keep one");
    }

    /// <summary>A time as people say it, in the largest unit that is whole.</summary>
    public static string Said(TimeSpan span) => span switch
    {
        _ when span.Ticks % TimeSpan.TicksPerDay == 0 => Counted(span.Ticks / TimeSpan.TicksPerDay, "day"),
        _ when span.Ticks % TimeSpan.TicksPerHour == 0 => Counted(span.Ticks / TimeSpan.TicksPerHour, "hour"),
        _ => Counted(Math.Round((decimal)span.Ticks / TimeSpan.TicksPerMinute, 2), "minute"),
    };

    public static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private static string Counted(decimal count, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:0.##} {unit}{(count == 1 ? "" : "s")}");

    private static string Said(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Key(string path) => path[(path.LastIndexOf('.') + 1)..];
}
