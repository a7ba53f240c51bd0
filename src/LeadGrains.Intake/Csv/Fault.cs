namespace LeadGrains.Intake;

/// <summary>Something a person must put right before a file can be read, and where.</summary>
/// <param name="File">The file at fault, as it was named by the caller.</param>
/// <param name="Line">The line in it, from 1; 0 where no line is to blame.</param>
/// <param name="Text">What is wrong and what would be right, one line.</param>
public sealed record Fault(string File, int Line, string Text)
{
    /// <summary><c>mapping.yaml:7: there is no column 'E-Mail' in the file; it has: …</c></summary>
    public override string ToString() => Line > 0 ? $"{File}:{Line}: {Text}" : $"{File}: {Text}";
}
