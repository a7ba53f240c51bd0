namespace LeadGrains.Mail;

/// <summary>All content of a program, without faults. Immutable; safe from any thread.</summary>
public sealed class ContentSet
{
    private readonly Dictionary<(string Id, string Language), PieceText> texts;

    internal ContentSet(IEnumerable<PieceText> all) =>
        texts = all.ToDictionary(text => (text.Piece.Id, text.Piece.Language));

    /// <summary>
    /// The metadata of every piece in every language, by id, then language: what the planner works with.
    /// </summary>
    public IReadOnlyList<Piece> Pieces =>
        [.. texts.Values.Select(text => text.Piece)
            .OrderBy(p => p.Id, StringComparer.Ordinal).ThenBy(p => p.Language, StringComparer.Ordinal)];

    /// <summary>Every piece with its words, in the order of <see cref="Pieces"/>.</summary>
    public IReadOnlyList<PieceText> Texts => [.. Pieces.Select(piece => texts[(piece.Id, piece.Language)])];

    /// <summary>The piece with its words in exactly this language, or null.</summary>
    public PieceText? Find(string id, string language) => texts.GetValueOrDefault((id, language));
}
