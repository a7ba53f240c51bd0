using static LeadGrains.Mail.MailFrame;

namespace LeadGrains.Mail;

/// <summary>
/// The document around what is printed or read out: a letter on A4 with its window address, or a caller's script.
/// </summary>
internal static class PaperFrame
{
    private const string Sheet = """
        :root { color-scheme: light dark; background: Canvas; color: CanvasText; }
        body { margin: 0 auto; padding: 24px; max-width: 640px; font: 16px/1.6 Georgia, 'Times New Roman', serif; }
        h1, h2 { margin: 24px 0 8px; font-size: 18px; } p { margin: 0 0 12px; } li { margin: 0 0 4px; }
        blockquote { margin: 0 0 12px; padding: 4px 0 4px 16px; border-left: 3px solid GrayText; }
        blockquote p:last-child { margin: 0; }
        table { width: 100%; border-collapse: collapse; break-inside: avoid; }
        td, th { padding: 6px 10px 6px 0; text-align: left; border-bottom: 1px solid GrayText; }
        address { font-style: normal; white-space: pre-line; } .from { font-size: 12px; } .to { margin: 8px 0 48px; }
        footer { margin-top: 32px; font-size: 12px; }
        @page { size: A4; margin: 16mm 25mm; }
        @media print {
          :root { color-scheme: light; } body { padding: 0; max-width: none; font-size: 10.5pt; line-height: 1.35; }
          h1, h2 { font-size: 13pt; margin-top: 14pt; } .to { min-height: 27mm; margin-bottom: 8mm; }
          a { color: inherit; text-decoration: none; }
        }
        """;

    public static string Letter(
        string language, string title, IEnumerable<string> to, string from, string body, string footer) =>
        Page(language, title, $"""
            <address class="from">{Escape(from)}</address>
            <address class="to">{string.Join("<br>", to.Select(Escape))}</address>
            {body}<footer>{Escape(footer)}</footer>
            """);

    public static string Script(string language, string title, string body) => Page(language, title, body);

    private static string Page(string language, string title, string body) => $"""
        <!DOCTYPE html>
        <html lang="{Escape(language)}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Escape(title)}</title>
        <style>
        {Sheet}
        </style>
        </head>
        <body>
        {body}
        </body>
        </html>

        """;
}
