using System.Globalization;
using LeadGrains.Lifecycle;

namespace LeadGrains.Engine;

/// <summary>
/// When a route is taken, as people write it: <c>wish or score >= 60 and timeline is now|3-months</c>. "And" binds
/// closer than "or"; each alternative becomes a rule of its own.
/// </summary>
internal static class ConditionText
{
    private const string Wanted =
        "write wish, score >= 60, potential >= 60, engagement >= 10, FACT is a|b, FACT >= 5 or FACT unknown";

    /// <summary>The alternatives of a sentence, each with the texts of its conditions.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Alternatives(string sentence) =>
        [.. Split(sentence, "or").Select(alternative => Split(alternative, "and"))];

    /// <summary>One condition, or why not.</summary>
    public static (Condition? Value, string? Fault) Parse(string text)
    {
        var words = text.Replace(">=", " >= ", StringComparison.Ordinal).Replace("|", " | ", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case ["wish"]:
                return (new Condition(ConditionKind.Wish, 0, null, []), null);
            case [_, "unknown"] or [_, "is", "unknown"]:
                return (new Condition(ConditionKind.FactUnknown, 0, words[0], []), null);
            case [var what, ">=", var number] when Number(number) is { } least:
                return (what switch
                {
                    "score" => new Condition(ConditionKind.Score, least, null, []),
                    "potential" => new Condition(ConditionKind.Potential, least, null, []),
                    "engagement" => new Condition(ConditionKind.Engagement, least, null, []),
                    _ => new Condition(ConditionKind.FactAtLeast, least, what, []),
                }, null);
            case [var fact, "is", .. var rest] when rest.Length > 0:
                var values = string.Join(' ', rest).Split('|', StringSplitOptions.TrimEntries);
                if (!values.Contains("")) return (new Condition(ConditionKind.FactIs, 0, fact, values), null);
                break;
            case [_, ">" or "<" or "=" or "==" or "<=" or "=<" or "=>", ..]:
                return (null, $"'{Words.Short(text)}' compares with '{words[1]}'; only >= (at least) can be used");
        }
        return (null, $"'{Words.Short(text)}' is no condition; {Wanted}");
    }

    private static List<string> Split(string text, string by)
    {
        var parts = new List<string> { "" };
        foreach (var word in text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word == by) parts.Add("");
            else parts[^1] += parts[^1].Length == 0 ? word : ' ' + word;
        }
        return parts;
    }

    /// <summary>A plain decimal number, or null.</summary>
    public static decimal? Number(string text)
    {
        const NumberStyles plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        return decimal.TryParse(text, plain, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
