namespace LeadGrains.Web.Portal.Parts;

/// <summary>One figure of <see cref="Bars"/>.</summary>
/// <param name="Text">How it is written; with separators where null.</param>
/// <param name="Class">Of the style sheet: its colour.</param>
public sealed record Bar(string Label, double Value, string? Text = null, string Class = "bar");
