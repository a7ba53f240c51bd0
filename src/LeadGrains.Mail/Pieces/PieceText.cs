namespace LeadGrains.Mail;

/// <summary>A piece with its words, ready to be rendered by <see cref="Renderer"/>.</summary>
public sealed class PieceText
{
    private readonly Func<string, int> _lineOf;

    internal PieceText(Piece piece, Template title, Template? preheader, Template body, string file, int bodyLine, Func<string, int> lineOf)
    {
        (Piece, Title, Preheader, Body, File, BodyLine, _lineOf) = (piece, title, preheader, body, file, bodyLine, lineOf);
    }

    /// <summary>The line of a key of the front matter in the file, or 1 when it isn't there.</summary>
    public int LineOf(string key) => _lineOf(key);

    /// <summary>The subject or title as it was written, with its fields.</summary>
    public string Heading => Title.Source;

    /// <summary>What the planner knows of it.</summary>
    public Piece Piece { get; }

    /// <summary>The file it came from, as it was given.</summary>
    public string File { get; }

    /// <summary>The body as it was written: Markdown with fields.</summary>
    public string Markdown => Body.Source;

    internal Template Title { get; }
    internal Template? Preheader { get; }
    internal Template Body { get; }
    internal int BodyLine { get; }

    internal IEnumerable<FieldUse> Uses => [.. Title.Uses, .. Preheader?.Uses ?? [], .. Body.Uses];
}
