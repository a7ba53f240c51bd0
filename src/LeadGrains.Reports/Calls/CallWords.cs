using System.Globalization;
using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>What a caller reports, as they say it, held against the program before anybody is told.</summary>
public static class CallWords
{
    /// <summary>The outcomes in words: <c>reached</c>, <c>not-reached</c> …</summary>
    public static IReadOnlyList<string> Outcomes { get; } = [.. Enum.GetValues<CallOutcome>().Select(o => Say.Words(o))];

    /// <summary>An outcome by its word, or null.</summary>
    public static CallOutcome? Outcome(string word) => Outcomes.ToList().IndexOf(word) is >= 0 and var at ? Enum.GetValues<CallOutcome>()[at] : null;

    /// <summary>A day as <c>2027-03-01</c>, or null: a date in anybody's own words would be a guess. It begins at midnight UTC.</summary>
    public static Moment? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? Moment.Utc(at.Year, at.Month, at.Day) : null;

    /// <summary>What is wrong with an answer, or null: one that is none of the question's would count for nothing, and nobody would notice.</summary>
    public static string? Fault(Telling told, Program program)
    {
        var question = program.Questions.FirstOrDefault(q => q.Fact == told.Name);
        var criterion = program.Definition.Criteria.FirstOrDefault(c => c.Fact == told.Name);
        if (question is not null && question.Choices.All(c => c.Value != told.Value) && criterion is not { Bands.Count: > 0 })
            return $"'{told.Value}' is no answer to “{question.Words}”; {Say.List(question.Choices.Select(c => c.Value))} are.";
        return question is null && criterion is null
            ? $"the program knows no fact '{told.Name}'; it knows {Say.List(program.Definition.Criteria.Select(c => c.Fact))}." : null;
    }
}
