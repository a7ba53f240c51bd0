using Markdig.Syntax;
using Markdig.Syntax.Inlines;

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
    /// <param name="through">What becomes of each address in the text of a mail, as for counting clicks; null: it stays.</param>
    public static RenderedPiece Render(PieceText text, FieldValues values, Func<string, string>? through = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(values);
        var piece = text.Piece;
        Need(piece, values);

        var plain = values.AsContext(markdown: false);
        var title = FieldValues.Clean(text.Title.Render(plain));
        var preheader = text.Preheader is { } template ? FieldValues.Clean(template.Render(plain)) : "";
        var document = MarkdownText.Parse(text.Body.Render(values.AsContext(markdown: true)));
        if (through is not null && piece.Channel is Channel.Email)
            foreach (var link in document.Descendants<LinkInline>()) link.Url = through(link.Url ?? "");
        var body = PlainText.Render(document);
        if (piece.Channel is Channel.Email) InlineStyles.Apply(document);
        var html = MarkdownText.ToHtml(document);
        return piece.Channel switch
        {
            Channel.Email => Mail(piece, title, preheader, html, body, values),
            Channel.Post => Letter(piece, title, html, body, values),
            Channel.Message => Short(piece, title, body, values),
            _ => new RenderedPiece(title, PaperFrame.Script(piece.Language, title, html), body),
        };
    }

    private static RenderedPiece Mail(
        Piece piece, string title, string preheader, string html, string body, FieldValues values)
    {
        var words = FrameWords.For(piece.Language);
        var why = words.Reason(piece.Kind, values["sender.company"], values["lead.topic"]);
        var address = values["sender.address"];
        // An owner's notice has nothing to unsubscribe from: owners choose in the portal what reaches them (P4).
        (string Words, string Link)[] ways = piece.Kind is PieceKind.OfferNotice ? []
            : [(words.Preferences, values["links.preferences"]), (words.Unsubscribe, values["links.unsubscribe"])];
        string[] footer =
        [
            "", new('-', PlainText.LineCharsMax), .. Wrap(why),
            .. ways.SelectMany(way => new[] { $"{way.Words}:", way.Link }), "", .. Wrap(address),
        ];
        var frame = MailFrame.Html(piece.Language, title, preheader, html, MailFrame.Footer(why, ways, address));
        return new RenderedPiece(title, frame, body + string.Join('\n', footer) + "\n");
    }

    private static RenderedPiece Letter(Piece piece, string title, string html, string body, FieldValues values)
    {
        string[] lines = [values["lead.name"], values["lead.company"], .. values["lead.address"].Split(", ")];
        string[] to = [.. lines.Where(line => line.Length > 0)];
        var from = values["sender.address"];
        var footer = $"{FrameWords.For(piece.Language).ByPost} {values["links.preferences"]}";
        return new RenderedPiece(
            title,
            PaperFrame.Letter(piece.Language, title, to, from, html, footer),
            string.Join('\n', [from, "", .. to, "", "", body, .. Wrap(footer)]) + "\n");
    }

    // Plain text alone; the way out is in each (C2).
    private static RenderedPiece Short(Piece piece, string title, string body, FieldValues values) => new(title, "",
        $"{body.TrimEnd()}\n\n{values["sender.company"]}. {FrameWords.For(piece.Language).Unsubscribe}: {values["links.unsubscribe"]}\n");

    private static IEnumerable<string> Wrap(string text) => PlainText.Wrap(text, PlainText.LineCharsMax);

    private static void Need(Piece piece, FieldValues values)
    {
        string[] needed = piece.Channel is Channel.Call ? []
            : [.. NeededByMail, .. piece.Kind is PieceKind.OfferNotice ? [] : NeededByLeads];
        var missing = needed.Where(field => values[field].Length == 0).ToList();
        if (missing.Count > 0)
            throw new ArgumentException($"{piece.Id} can't be sent without {string.Join(", ", missing)}.");
    }
}
