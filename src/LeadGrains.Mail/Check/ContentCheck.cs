namespace LeadGrains.Mail;

/// <summary>
/// Looks for what loads without a fault and still disappoints: gaps, dry streams, pieces nobody can get. Pure.
/// </summary>
public static class ContentCheck
{
    // Nurturing stops at acceptance and ends with a loss (N8, Q14): in these stages no drip and no readiness check
    // goes out.
    private static readonly Stage[] QuietStages = [Stage.SalesOwned, Stage.PartnerOwned, Stage.Lost];

    /// <summary>
    /// All findings: by kind, then in the order of the pieces. Empty when there is nothing to improve.
    /// </summary>
    public static IReadOnlyList<ContentFinding> Run(ContentSet content, ContentCheckOptions options)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Cadence, TimeSpan.Zero, nameof(options));
        return
        [
            .. content.Texts.SelectMany(text => DeadFields(text, options)),
            .. content.Texts.SelectMany(Gaps),
            .. Languages(content, options),
            .. DryStreams(content, options),
            .. content.Texts.SelectMany(text => Unreachable(text, options)),
        ];
    }

    private static IEnumerable<ContentFinding> DeadFields(PieceText text, ContentCheckOptions options)
    {
        foreach (var use in text.Uses.Where(use => !options.FilledFields.Contains(use.Field.Name)))
            yield return At(FindingKind.DeadField, text, use.Line, $"{use.Field.Name} is never filled by this program");
        if (text.Piece.Question is { } question && options.Questions?.Contains(question) == false)
            yield return At(FindingKind.DeadField, text, 1, $"the program has no question '{question}'");
    }

    private static IEnumerable<ContentFinding> Gaps(PieceText text) =>
        from use in text.Uses
        where use is { IsGuarded: false, Field.MayBeEmpty: true }
        let name = use.Field.Name
        select At(FindingKind.UnguardedField, text, use.Line,
            $"{name} may be empty: put it inside {{{{#if {name}}}}} … {{{{/if}}}}");

    private static IEnumerable<ContentFinding> Languages(ContentSet content, ContentCheckOptions options)
    {
        foreach (var piece in content.Texts.GroupBy(text => text.Piece.Id))
            foreach (var language in options.Languages.Where(l => piece.All(text => text.Piece.Language != l)))
                yield return At(FindingKind.MissingLanguage, piece.First(), 1,
                    $"{piece.Key} has no text in {language}");
        foreach (var text in content.Texts.Where(text => !FrameWords.Has(text.Piece.Language)))
            yield return At(FindingKind.MissingLanguage, text, 1,
                $"the footer has no words in {text.Piece.Language} and would be English");
    }

    private static IEnumerable<ContentFinding> DryStreams(ContentSet content, ContentCheckOptions options)
    {
        foreach (var language in options.Languages)
            foreach (var topic in options.Topics)
            {
                // The leanest case: a lead in nurture without a route.
                var count = content.Pieces.Count(piece => piece is { Kind: PieceKind.Drip, Channel: Channel.Email }
                    && piece.Language == language && (piece.Topic ?? topic) == topic
                    && piece.Suits(Stage.Nurturing, Route.NeedNurturing) && piece.InSeason(options.Today));
                var lasts = count * options.Cadence;
                if (lasts < options.Lasts)
                    yield return new ContentFinding(FindingKind.ExhaustedStream, $"{topic} ({language})",
                        $"{count} pieces every {options.Cadence.TotalDays:0.#} days last {lasts.TotalDays:0} days, "
                        + $"not {options.Lasts.TotalDays:0}");
            }
    }

    private static IEnumerable<ContentFinding> Unreachable(PieceText text, ContentCheckOptions options)
    {
        var piece = text.Piece;
        if (piece.NotAfter < options.Today)
            yield return At(FindingKind.Unreachable, text, 1, $"its last day was {piece.NotAfter:yyyy-MM-dd}");
        if (piece.Topic is { } topic && !options.Topics.Contains(topic))
            yield return At(FindingKind.Unreachable, text, 1, $"the program has no topic '{topic}'");
        if (!options.Languages.Contains(piece.Language))
            yield return At(FindingKind.Unreachable, text, 1, $"the program doesn't speak {piece.Language}");
        if (piece.Kind is PieceKind.Drip or PieceKind.Readiness
            && piece.Stages.Count > 0 && piece.Stages.All(QuietStages.Contains))
            yield return At(FindingKind.Unreachable, text, 1,
                $"nobody is nurtured while {string.Join(" or ", piece.Stages.Select(FrontMatter.Word))}");
    }

    private static ContentFinding At(FindingKind kind, PieceText text, int line, string message) =>
        new(kind, $"{text.File}:{line}", message);
}
