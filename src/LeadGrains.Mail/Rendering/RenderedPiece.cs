namespace LeadGrains.Mail;

/// <summary>A piece filled in for one person.</summary>
/// <param name="Title">The subject of a mail, or the heading of a letter or script: one line of plain text.</param>
/// <param name="Html">A whole HTML document.</param>
/// <param name="Text">Plain text in lines of at most 72 characters where words allow it, separated by LF.</param>
public sealed record RenderedPiece(string Title, string Html, string Text);
