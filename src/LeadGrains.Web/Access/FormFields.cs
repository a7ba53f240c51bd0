using System.Globalization;
using LeadGrains.Mail;
using LeadGrains.Reports;

namespace LeadGrains.Web;

/// <summary>What somebody typed into a form, read by name, and what is wrong with it, worded for them. For one request.</summary>
internal class FormFields(FormValues values)
{
    private readonly List<string> _faults = [];

    /// <summary>Everything that was wrong so far.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The same, one sentence after the other; null when nothing is wrong.</summary>
    public string? Trouble => _faults.Count == 0 ? null : string.Join(' ', _faults);

    /// <summary>What a request sent; nothing where it sent no form.</summary>
    public static async Task<FormFields> Of(HttpContext http) => new(await Form.Of(http));

    /// <summary>Everything that was typed or chosen there.</summary>
    public IReadOnlyList<string> All(string field) => values(field);

    /// <summary>As it was sent, with its line ends as LF.</summary>
    public string Whole(string field) => values.One(field).ReplaceLineEndings("\n");

    /// <summary>Without blanks around it; null where nothing was typed.</summary>
    public string? Text(string field) => values.One(field).Trim() is { Length: > 0 } text ? text : null;

    /// <summary>What must be there.</summary>
    /// <param name="what">As in "Say …".</param>
    public string Needed(string field, string what) => Text(field) ?? Wrong($"Say {what}.", "");

    /// <summary>A whole number, or null.</summary>
    public int? Number(string field) => Text(field) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Wrong<int?>($"'{Say.Brief(text)}' is no whole number.", null);

    /// <summary>A whole number within bounds, or null.</summary>
    /// <param name="what">As a sentence begins with it.</param>
    public int? Number(string field, string what, int min, int max) => Text(field) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
            : Wrong<int?>($"{what} is a number from {min} to {max}.", null);

    /// <summary>An amount such as 1200 or 1200.50, or null.</summary>
    public decimal? Amount(string field) => Text(field) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount
            : Wrong<decimal?>($"'{Say.Brief(text)}' is no amount; write it as 1200 or 1200.50.", null);

    /// <summary>A day, from its midnight (UTC) on, or null.</summary>
    public Moment? Day(string field) => Text(field) is not { } text ? null
        : CallWords.Day(text) ?? Wrong<Moment?>($"'{Say.Brief(text)}' is no date; write it as 2027-03-01.", null);

    /// <summary>A day of a calendar, in whatever zone, or null.</summary>
    /// <param name="what">As a sentence begins with it.</param>
    public DateOnly? Date(string field, string what) => Text(field) is not { } text ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2200 ? day
            : Wrong<DateOnly?>($"{what} is a day such as 2026-12-24.", null);

    /// <summary>One of an enum's words, or null where nothing was chosen.</summary>
    public T? Word<T>(string field) where T : struct, Enum =>
        Text(field) is not { } text ? null : ApiResource.TryWord<T>(text, out var value) ? value : Wrong<T?>($"'{Say.Brief(text)}' is none of the choices.", null);

    /// <summary>One of an enum's words.</summary>
    public T NeededWord<T>(string field, string what) where T : struct, Enum =>
        Text(field) is null ? Wrong<T>($"Say {what}.", default) : Word<T>(field) ?? default;

    /// <summary>A member as <c>team/member</c>, or null where nobody was chosen.</summary>
    public (string Team, string Member)? Member(string field) => Text(field) switch
    {
        null => null,
        var text when text.Split('/') is [{ Length: > 0 } team, { Length: > 0 } member] => (team, member),
        var text => Wrong<(string, string)?>($"'{Say.Brief(text)}' is no team and member, such as sales/ines.", null),
    };

    /// <summary>Words separated by commas or line ends, each once.</summary>
    public IReadOnlyList<string> List(string field) =>
        [.. string.Join(',', values(field)).Split([',', '\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    /// <summary>Lines that say something.</summary>
    public IReadOnlyList<string> Lines(string field) =>
        [.. values.One(field).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    /// <summary>Notes what else is wrong with what was read.</summary>
    public void Fault(string sentence) => _faults.Add(sentence);

    private T Wrong<T>(string fault, T instead)
    {
        Fault(fault);
        return instead;
    }
}
