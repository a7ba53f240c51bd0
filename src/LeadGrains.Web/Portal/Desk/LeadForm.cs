namespace LeadGrains.Web.Portal;

/// <summary>A command to a lead as a form.</summary>
/// <param name="Action">The name of its <see cref="LeadAction"/>.</param>
/// <param name="Says">What it leads to, for whoever is about to do it; null where the title says it.</param>
public sealed record LeadForm(string Action, string Title, string Button, IReadOnlyList<FormField> Fields, string? Says = null)
{
    /// <summary>It can't be undone.</summary>
    public bool IsGrave { get; init; }
}
