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

    /// <summary>
    /// What the planner chooses from, in the order of the drip: the first piece of every topic, then the second of each,
    /// so that somebody who wants all topics doesn't hear of one for half a year. A notice to an owner is no touch.
    /// </summary>
    public IReadOnlyList<Piece> InDripOrder =>
        [.. Pieces.Where(p => p.Kind != PieceKind.OfferNotice)
            .GroupBy(p => (p.Kind, p.Topic, p.Language)).SelectMany(topic => topic.Select((piece, place) => (piece, place)))
            .OrderBy(p => p.place).ThenBy(p => p.piece.Id, StringComparer.Ordinal).Select(p => p.piece)];

    /// <summary>Every piece with its words, in the order of <see cref="Pieces"/>.</summary>
    public IReadOnlyList<PieceText> Texts => [.. Pieces.Select(piece => texts[(piece.Id, piece.Language)])];

    /// <summary>The piece with its words in exactly this language, or null.</summary>
    public PieceText? Find(string id, string language) => texts.GetValueOrDefault((id, language));
}
