namespace LeadGrains.Mail;

/// <summary>A piece with its words, ready to be rendered by <see cref="Renderer"/>.</summary>
public sealed class PieceText
{
    internal PieceText(Piece piece, Template title, Template? preheader, Template body, string file, int bodyLine)
    {
        (Piece, Title, Preheader, Body, File, BodyLine) = (piece, title, preheader, body, file, bodyLine);
    }

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
