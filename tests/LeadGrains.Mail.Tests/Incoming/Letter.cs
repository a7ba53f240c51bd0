using System.Text;

namespace LeadGrains.Mail.Tests;

/// <summary>Messages as tests write them: headers, an empty line, a body; line ends are CRLF.</summary>
internal static class Letter
{
    private static readonly IMailReader Reader = Readers.New();

    public static IncomingMail Read(string text) => Reader.Read(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")));

    public static SortedMail Sort(string text) => MailSorter.Sort(Read(text));

    /// <summary>A letter from Ann, with further headers.</summary>
    public static string From(string headers, string body) =>
        $"From: Ann Meyer <ann@example.org>\nTo: hello@kestrel.example\nDate: Mon, 02 Mar 2026 10:00:00 +0100\nMessage-ID: <1@example.org>\n{headers}{(headers.Length > 0 ? "\n" : "")}\n{body}";
}
