namespace LeadGrains.Mail;

/// <summary>What the content is checked against: the parts of the program that content depends on.</summary>
/// <param name="Today">Pieces whose last day lies before it are unreachable.</param>
/// <param name="Topics">The topics a person can want.</param>
public sealed record ContentCheckOptions(DateOnly Today, IReadOnlyCollection<string> Topics)
{
    /// <summary>The languages every piece should have. Default: English.</summary>
    public IReadOnlyCollection<string> Languages { get; init; } = ["en"];

    /// <summary>The time between two drips. Default 21 days; more than zero.</summary>
    public TimeSpan Cadence { get; init; } = TimeSpan.FromDays(21);

    /// <summary>How long every stream should last for one person. Default 140 days.</summary>
    public TimeSpan Lasts { get; init; } = TimeSpan.FromDays(140);

    /// <summary>The ids of the program's questions; null when they aren't known, and then none is dead.</summary>
    public IReadOnlyCollection<string>? Questions { get; init; }

    /// <summary>The fields the program can fill. Default: all of the allow-list.</summary>
    public IReadOnlyCollection<string> FilledFields { get; init; } = [.. Fields.All.Select(field => field.Name)];
}
