namespace LeadGrains.Web.Portal;

/// <summary>A piece of work in the background, as somebody who waits for it sees it. Thread-safe.</summary>
/// <param name="key">Which one of its kind, such as the number of a version.</param>
public sealed class Chore(long number, string kind, string key, string by, Moment begunAt)
{
    private volatile Standing _standing = new(0, null, null, null, false);

    public long Number => number;
    public string Kind => kind;
    public string Key => key;
    public string By => by;
    public Moment BegunAt => begunAt;

    /// <summary>How far, 0 to 1.</summary>
    public double Done => _standing.Done;

    /// <summary>What it is at, for people.</summary>
    public string? Saying => _standing.Saying;

    /// <summary>What it came to; null before, and when it came to nothing.</summary>
    public object? Result => _standing.Result;

    /// <summary>Why it came to nothing.</summary>
    public string? Fault => _standing.Fault;
    public bool IsOver => _standing.IsOver;

    /// <summary>Says how far it is.</summary>
    public void Tell(double done, string? saying = null) => _standing = new(Math.Clamp(done, 0, 1), saying, null, null, false);

    internal void End(object result) => _standing = new(1, null, result, null, true);

    internal void Fail(string fault) => _standing = new(_standing.Done, null, null, fault, true);

    private sealed record Standing(double Done, string? Saying, object? Result, string? Fault, bool IsOver);
}
