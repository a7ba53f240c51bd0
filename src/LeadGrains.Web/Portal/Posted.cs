using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace LeadGrains.Web.Portal;

/// <summary>What a form sent, read field by field; faults gather until somebody asks.</summary>
internal sealed class Posted(IFormCollection form)
{
    private readonly List<string> _faults = [];

    /// <summary>All that is wrong, as one sentence after the other; null when nothing is.</summary>
    public string? Trouble => _faults.Count == 0 ? null : string.Join(" ", _faults);

    /// <summary>What a request sent; nothing where it sent no form.</summary>
    public static async Task<Posted> Of(HttpContext http) =>
        new(http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : FormCollection.Empty);

    /// <summary>Trimmed; null when it is empty.</summary>
    public string? Text(string name) => form.TryGetValue(name, out StringValues value) && value.ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>As it was sent, with its line ends as LF.</summary>
    public string Whole(string name) => form[name].ToString().ReplaceLineEndings("\n");

    /// <summary>A file that was chosen, or null.</summary>
    public IFormFile? File(string name) => form.Files.GetFile(name) is { Length: > 0 } file ? file : null;

    /// <summary>A whole number within bounds; null when it is empty.</summary>
    public int? Number(string name, string what, int min, int max)
    {
        if (Text(name) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
        Fault($"{what} is a number from {min} to {max}.");
        return null;
    }

    /// <summary>A calendar day; null when it is empty.</summary>
    public DateOnly? Day(string name, string what)
    {
        if (Text(name) is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 2200) return day;
        Fault($"{what} is a day such as 2026-12-24.");
        return null;
    }

    /// <summary>Words separated by commas or line ends, each once.</summary>
    public IReadOnlyList<string> List(string name) =>
        [.. form[name].ToString().Split([',', '\n', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    /// <summary>Lines that say something.</summary>
    public IReadOnlyList<string> Lines(string name) =>
        [.. form[name].ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    public void Fault(string sentence) => _faults.Add(sentence);
}
