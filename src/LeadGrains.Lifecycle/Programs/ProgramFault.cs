namespace LeadGrains.Lifecycle;

/// <summary>Something wrong with a program, worded for who wrote it.</summary>
/// <param name="Path">Where, from the program down, such as <c>routes[2].ladder[0].team</c>.</param>
/// <param name="Words">What is wrong; what would be accepted. No full stop.</param>
public sealed record ProgramFault(string Path, string Words)
{
    /// <summary><c>path: words</c>.</summary>
    public override string ToString() => $"{Path}: {Words}";
}
