namespace LeadGrains.Web.Portal.Parts;

/// <summary>One line of <see cref="Lines"/>.</summary>
/// <param name="Values">One for each label.</param>
/// <param name="Class">Of the style sheet: its colour.</param>
public sealed record Series(string Name, IReadOnlyList<double> Values, string Class = "");
