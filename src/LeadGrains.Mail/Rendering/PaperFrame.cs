using static LeadGrains.Mail.MailFrame;

namespace LeadGrains.Mail;

/// <summary>
/// The document around what is printed or read out: a letter on A4 with its window address, or a caller's script.
/// </summary>
internal static class PaperFrame
{
    private const string Sheet = """
        :root { color-scheme: light dark; }
        body { margin: 0 auto; padding: 24px; max-width: 640px; font: 16px/1.6 Georgia, 'Times New Roman', serif; }
        table { border-collapse: collapse; } td, th { padding: 4px 10px 4px 0; text-align: left; }
        address { font-style: normal; white-space: pre-line; } .from { font-size: 12px; } .to { margin: 8px 0 48px; }
        footer { margin-top: 32px; font-size: 12px; }
        @page { size: A4; margin: 20mm 25mm; }
        @media print {
          :root { color-scheme: light; } body { padding: 0; max-width: none; font-size: 11pt; }
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
