using System.Net;

namespace LeadGrains.Mail;

/// <summary>
/// The document around a mail's body: one column of at most 600 px, nothing fetched from anywhere, readable without its
/// style sheet, and repainted for dark mode where <c>prefers-color-scheme</c> is known.
/// </summary>
internal static class MailFrame
{
    private const string Sheet = """
        :root { color-scheme: light dark; supported-color-schemes: light dark; }
        @media (max-width: 480px) {
          .card { padding: 24px 20px !important; border-radius: 0 !important; border-width: 1px 0 !important; }
          .page { padding: 0 !important; }
          .foot { padding: 20px !important; }
          .t { font-size: 14px !important; }
          .d { padding: 7px 0 7px 8px !important; }
          .d:first-child { padding-left: 0 !important; }
        }
        @media (prefers-color-scheme: dark) {
          .page { background: #15191d !important; }
          .card { background: #1e242a !important; border-color: #343d45 !important; color: #e3e7ea !important; }
          .h { color: #f4f6f7 !important; }
          .a { color: #8fc8ee !important; }
          .b { color: #a9d6f5 !important; background: #22323e !important; border-color: #5b9cc7 !important; }
          .q { color: #b6c0c8 !important; border-color: #55626c !important; }
          .d, .r { border-color: #414c55 !important; }
          .foot, .foot a { color: #a3aeb7 !important; }
        }
        """;

    private const string Font =
        "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;line-height:1.6";
    private const string Page = "margin:0;padding:24px 12px;background:#eef1f3";
    private const string Card = "max-width:536px;margin:0 auto;padding:32px 32px 20px;background:#ffffff;"
        + "border:1px solid #dde2e6;border-radius:10px;color:#23303a;font-size:16px;" + Font;
    private const string Foot = "max-width:536px;margin:0 auto;padding:20px 32px;color:#5a6771;font-size:13px;" + Font;
    // High enough for a thumb that wants out (24 px at least, WCAG 2.5.8).
    private const string Link = "display:inline-block;margin-right:20px;padding:5px 0;color:#5a6771;text-decoration:underline";

    public static string Html(string language, string title, string preheader, string body, string footer) => $"""
        <!DOCTYPE html>
        <html lang="{Escape(language)}" dir="ltr">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <title>{Escape(title)}</title>
        <style>
        {Sheet}
        </style>
        </head>
        <body class="page" style="margin:0;padding:0;background:#eef1f3">
        {Preview(preheader)}<div class="page" role="article" aria-label="{Escape(title)}" style="{Page}">
        <!--[if mso]><table role="presentation" align="center" width="600"><tr><td><![endif]-->
        <div class="card" style="{Card}">
        {body}</div>
        <div class="foot" style="{Foot}">
        {footer}</div>
        <!--[if mso]></td></tr></table><![endif]-->
        </div>
        </body>
        </html>

        """;

    /// <summary>The footer's paragraphs: why, the ways out, where it comes from.</summary>
    public static string Footer(string why, IReadOnlyCollection<(string Words, string Link)> ways, string address) =>
        P(Escape(why)) + P(string.Concat(ways.Select(way => Way(way.Words, way.Link)))) + P(Escape(address));

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string P(string html) => html.Length == 0 ? "" : $"<p style=\"margin:0 0 8px\">{html}</p>\n";

    private static string Way(string words, string link) =>
        $"<a href=\"{Escape(link)}\" style=\"{Link}\">{Escape(words)}</a> ";

    // What the list of mails shows after the subject; otherwise it would be the greeting.
    private static string Preview(string text) => text.Length == 0 ? ""
        : $"<div style=\"display:none;max-height:0;overflow:hidden;opacity:0;mso-hide:all\">{Escape(text)}</div>\n";
}
