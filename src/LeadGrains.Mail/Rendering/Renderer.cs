namespace LeadGrains.Mail;

/// <summary>
/// Fills a piece in for one person. Pure: the same piece and values give the same bytes. Safe from any thread.
/// </summary>
public static class Renderer
{
    private static readonly string[] NeededByMail = ["sender.company", "sender.address"];
    private static readonly string[] NeededByLeads = ["links.preferences", "links.unsubscribe"];

    /// <summary>The piece as HTML and as plain text.</summary>
    /// <exception cref="ArgumentException">
    /// A value the law or the standards ask for is missing: who sends it and from where, and for a mail to a lead
    /// both links out.
    /// </exception>
    public static RenderedPiece Render(PieceText text, FieldValues values)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(values);
        var piece = text.Piece;
        Need(piece, values);

        var plain = values.AsContext(markdown: false);
        var title = FieldValues.Clean(text.Title.Render(plain));
        var preheader = text.Preheader is { } template ? FieldValues.Clean(template.Render(plain)) : "";
        var document = MarkdownText.Parse(text.Body.Render(values.AsContext(markdown: true)));
        var body = PlainText.Render(document);
        if (piece.Channel is TouchChannel.Email) InlineStyles.Apply(document);
        var html = MarkdownText.ToHtml(document);
        return piece.Channel switch
        {
            TouchChannel.Email => Mail(piece, title, preheader, html, body, values),
            TouchChannel.Post  => Letter(piece, title, html, body, values),
            _                  => new RenderedPiece(title, PaperFrame.Script(piece.Language, title, html), body),
        };
    }

    private static RenderedPiece Mail(Piece piece, string title, string preheader, string html, string body, FieldValues values)
    {
        var words = FrameWords.For(piece.Language);
        var why = words.Reason(piece.Kind, values["sender.company"], values["lead.topic"]);
        var isToLead = piece.Kind is not PieceKind.OfferNotice;
        var (preferences, unsubscribe) = isToLead ? (values["links.preferences"], values["links.unsubscribe"]) : ("", "");
        string[] ways = isToLead ? [$"{words.Preferences}:", preferences, $"{words.Unsubscribe}:", unsubscribe] : [];
        string[] footer = ["", new('-', PlainText.LineCharsMax), .. PlainText.Wrap(why, PlainText.LineCharsMax), .. ways, "",
            .. PlainText.Wrap(values["sender.address"], PlainText.LineCharsMax)];
        return new RenderedPiece(
            title,
            MailFrame.Html(piece.Language, title, preheader, html, MailFrame.Footer(words, why, preferences, unsubscribe, values["sender.address"])),
            body + string.Join('\n', footer) + "\n");
    }

    private static RenderedPiece Letter(Piece piece, string title, string html, string body, FieldValues values)
    {
        string[] to = [.. new[] { values["lead.name"], values["lead.company"] }.Concat(values["lead.address"].Split(", ")).Where(line => line.Length > 0)];
        var footer = $"{FrameWords.For(piece.Language).ByPost} {values["links.preferences"]}";
        return new RenderedPiece(
            title,
            PaperFrame.Letter(piece.Language, title, to, values["sender.address"], html, footer),
            string.Join('\n', [values["sender.address"], "", .. to, "", "", body, .. PlainText.Wrap(footer, PlainText.LineCharsMax)]) + "\n");
    }

    private static void Need(Piece piece, FieldValues values)
    {
        string[] needed = piece.Channel is TouchChannel.Call ? []
            : [.. NeededByMail, .. piece.Kind is PieceKind.OfferNotice ? [] : NeededByLeads];
        var missing = needed.Where(field => values[field].Length == 0).ToList();
        if (missing.Count > 0)
            throw new ArgumentException($"{piece.Id} can't be sent without {string.Join(", ", missing)}.", nameof(values));
    }
}
