namespace LeadGrains.Web.Portal;

/// <summary>A piece of work in the background as it stood at one instant.</summary>
/// <param name="Key">Which one of its kind, such as the number of a version.</param>
public sealed record Chore(long Number, string Kind, string Key, string By, Moment BegunAt)
{
    /// <summary>How far, 0 to 1.</summary>
    public double Done { get; init; }

    /// <summary>What it is at, for people.</summary>
    public string? Saying { get; init; }

    /// <summary>What it came to; null before, and when it came to nothing.</summary>
    public object? Result { get; init; }

    /// <summary>Why it came to nothing.</summary>
    public string? Fault { get; init; }
    public bool IsOver { get; init; }
}
