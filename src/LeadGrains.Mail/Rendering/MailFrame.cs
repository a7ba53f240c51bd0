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

    private const string Font = "font-family:-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";

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
        {Preview(preheader)}<div class="page" role="article" aria-label="{Escape(title)}" style="padding:24px 12px;background:#eef1f3">
        <!--[if mso]><table role="presentation" align="center" width="600"><tr><td><![endif]-->
        <div class="card" style="max-width:536px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #dde2e6;border-radius:10px;color:#23303a;font-size:16px;line-height:1.6;{Font}">
        {body}</div>
        <div class="foot" style="max-width:536px;margin:0 auto;padding:20px 32px;color:#5a6771;font-size:13px;line-height:1.6;{Font}">
        {footer}</div>
        <!--[if mso]></td></tr></table><![endif]-->
        </div>
        </body>
        </html>

        """;

    /// <summary>
    /// The footer's paragraphs; an owner's notice has no preferences and nothing to unsubscribe from.
    /// </summary>
    public static string Footer(FrameWords words, string why, string preferences, string unsubscribe, string address)
    {
        string[] ways = [.. Way(words.Preferences, preferences), .. Way(words.Unsubscribe, unsubscribe)];
        return P(Escape(why)) + (ways.Length > 0 ? P(string.Join(" &nbsp;·&nbsp; ", ways)) : "") + P(Escape(address));
    }

    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string P(string html) => $"<p style=\"margin:0 0 8px\">{html}</p>\n";

    private static string[] Way(string words, string link) =>
        link.Length == 0 ? [] : [$"<a href=\"{Escape(link)}\" style=\"color:#5a6771;text-decoration:underline\">{Escape(words)}</a>"];

    // What the list of mails shows after the subject; otherwise it would be the greeting.
    private static string Preview(string text) => text.Length == 0 ? ""
        : $"<div style=\"display:none;max-height:0;overflow:hidden;opacity:0;mso-hide:all\">{Escape(text)}</div>\n";
}
