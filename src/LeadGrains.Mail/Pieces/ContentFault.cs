namespace LeadGrains.Mail;

/// <summary>Something wrong with a file of content, worded for who wrote it.</summary>
/// <param name="File">The file's name as it was given.</param>
/// <param name="Line">From 1.</param>
/// <param name="Problem">A sentence without a full stop.</param>
public sealed record ContentFault(string File, int Line, string Problem)
{
    /// <summary><c>file:line: problem</c>, as editors and terminals link it.</summary>
    public override string ToString() => $"{File}:{Line}: {Problem}";
}
