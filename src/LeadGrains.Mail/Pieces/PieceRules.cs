namespace LeadGrains.Mail;

/// <summary>What each kind of piece can't do without.</summary>
internal static class PieceRules
{
    public static void Check(Piece piece, Template body, Func<string, int> lineOf, Action<int, string> fault)
    {
        var kind = $"kind {FrontMatter.Word(piece.Kind)}{(piece.Question is null ? "" : " with a question")}";
        foreach (var field in Needed(piece).Where(field => !body.UsesField(field)))
            fault(1, $"a piece of {kind} must use {{{{{field}}}}}");
        if (piece.Question is null)
            foreach (var use in body.Uses.Where(use => use.Field.IsOfQuestion).Take(1))
                fault(use.Line, $"'{use.Field.Name}' is used, but the front matter names no question");
        if (piece is { Kind: PieceKind.ConfirmOptIn, Question: not null })
            fault(lineOf("question"), "a request to confirm asks for nothing else");
        if (piece is { Kind: PieceKind.OfferNotice, Question: not null })
            fault(lineOf("question"), "an offer notice asks the person nothing");
    }

    private static IEnumerable<string> Needed(Piece piece)
    {
        string[] kind = piece.Kind switch
        {
            PieceKind.Readiness => ["links.readiness.exploring", "links.readiness.talk", "links.readiness.later"],
            PieceKind.ConfirmOptIn => ["links.confirm"],
            PieceKind.Introduction => ["owner.name"],
            PieceKind.OfferNotice => ["offer.link"],
            _ => [],
        };
        // A caller and a letter can't follow a link.
        string[] question = piece.Question is null ? []
            : piece.Channel is Channel.Email ? ["question.text", "question.link"] : ["question.text"];
        return [.. kind, .. question];
    }
}
