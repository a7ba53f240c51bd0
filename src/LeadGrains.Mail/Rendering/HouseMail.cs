using System.Globalization;
using System.Text;

namespace LeadGrains.Mail;

/// <summary>
/// A short mail to one of the house's own people, in the frame of all mails: a few paragraphs, and links as buttons between them.
/// Every text is escaped. Pure.
/// </summary>
public static class HouseMail
{
    private const string Paragraph = "margin:0 0 16px";
    private const string Button = "display:inline-block;padding:12px 22px;border:1px solid #0b5c8a;border-radius:6px;background:#0b5c8a;color:#ffffff;font-weight:600;text-decoration:none";

    /// <summary>The mail.</summary>
    /// <param name="before">Paragraphs above the links.</param>
    /// <param name="links">What each does, and where it leads.</param>
    /// <param name="after">Paragraphs below.</param>
    public static RenderedPiece Render(string title, IReadOnlyList<string> before, IReadOnlyList<(string Words, Uri Link)> links, IReadOnlyList<string> after, Sender sender)
    {
        ArgumentNullException.ThrowIfNull(sender);
        var html = new StringBuilder();
        foreach (var text in before) Paragraphed(html, MailFrame.Escape(text));
        foreach (var (words, link) in links) Paragraphed(html, $"<a href=\"{MailFrame.Escape(link.AbsoluteUri)}\" style=\"{Button}\">{MailFrame.Escape(words)}</a>");
        foreach (var text in after) Paragraphed(html, MailFrame.Escape(text));
        string[] plain =
        [
            .. before.SelectMany(Wrapped), .. links.SelectMany(l => new[] { $"{l.Words}:", l.Link.AbsoluteUri, "" }), .. after.SelectMany(Wrapped),
            new('-', PlainText.LineCharsMax), .. Wrap(sender.PostalAddress),
        ];
        return new RenderedPiece(title, MailFrame.Html("en", title, before.Count > 0 ? before[0] : "", html.ToString(), MailFrame.Footer("", [], sender.PostalAddress)),
            string.Join('\n', plain) + "\n");
    }

    private static void Paragraphed(StringBuilder html, string inner) => html.Append(CultureInfo.InvariantCulture, $"<p style=\"{Paragraph}\">{inner}</p>\n");

    private static IEnumerable<string> Wrapped(string text) => [.. Wrap(text), ""];

    private static IEnumerable<string> Wrap(string text) => PlainText.Wrap(text, PlainText.LineCharsMax);
}
