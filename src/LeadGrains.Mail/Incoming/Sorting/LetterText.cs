using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace LeadGrains.Mail;

/// <summary>The text of a message, and of it what the writer wrote this time.</summary>
internal static class LetterText
{
    private const int TextCharsMax = 200_000;
    private const RegexOptions Linear = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private static readonly Regex Unseen = new(@"<(script|style|head|title)\b[^>]*>|<!--", Linear);
    private static readonly Regex Break = new(@"<(br|/p|/div|/tr|/li|/h[1-6]|/blockquote)\b[^>]*>", Linear);
    private static readonly Regex Tag = new(@"<[^>]*>", Linear);

    // "On Monday, Ann wrote:" in the languages and forms of the common programs.
    private static readonly Regex Quoting = new(
        @"^\W*(on|am|le|el|il|op|den|em|dne) .{4,300}(wrote|schrieb|écrit|escribió|scritto|schreef|skrev|escreveu|napsal)\b.{0,60}:\s*$|^.{3,200} (wrote|schrieb|writes):\s*$", Linear);

    private static readonly Regex Divider = new(
        @"^\s*(-{2,} ?(original message|original appointment|ursprüngliche nachricht|forwarded message|weitergeleitete nachricht|message d'origine|mensaje original|messaggio originale).*|_{10,}|begin forwarded message:.*|from:.*<.*@.*>|von:.*<.*@.*>|-{2,} ?(reply above|bitte oberhalb).*)\s*$", Linear);

    private static readonly Regex SentHeader = new(@"^\W*(sent|gesendet|date|datum|to|an|subject|betreff|envoyé|enviado|inviato|verzonden)\W*:", Linear);
    private static readonly Regex FromHeader = new(@"^\W*(from|von|de|da|van)\W*: ", Linear);
    private static readonly Regex Device = new(@"^\s*(sent from (my|outlook|yahoo|mail)|von meinem .{2,40} gesendet|gesendet (von|mit) |envoyé de mon|enviado desde mi|get outlook for|inviato da).*$", Linear);

    /// <summary>All text for people: the plain part, else the HTML without its marks. Attached messages don't count.</summary>
    public static string Of(IncomingMail mail)
    {
        var texts = mail.Root.Own().Where(p => p.Text is not null && !p.Type.IsAny("message") && !IsAttached(p)).ToList();
        var plain = texts.FirstOrDefault(p => !p.Type.Is("text/html") && !string.IsNullOrWhiteSpace(p.Text))?.Text;
        var text = plain ?? (texts.FirstOrDefault(p => p.Type.Is("text/html"))?.Text is { } html ? Stripped(html) : "");
        return text.Length <= TextCharsMax ? text : text[..TextCharsMax];
    }

    /// <summary>
    /// What the writer wrote: without what is quoted, the signature and the line a telephone adds. Plain text, cut at
    /// <see cref="PlainWords.LetterCharsMax"/>.
    /// </summary>
    public static string OwnWords(IncomingMail mail)
    {
        var lines = Of(mail).Split('\n');
        var own = new StringBuilder();
        for (var i = 0; i < lines.Length && own.Length <= PlainWords.LetterCharsMax * 2; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (line is "-- " or "--" || Divider.IsMatch(line)) break;
            if (line.StartsWith('>') || Device.IsMatch(line)) continue;
            if (FromHeader.IsMatch(line) && lines.Skip(i + 1).Take(4).Count(SentHeader.IsMatch) >= 2) break;
            // The line that introduces a quote may be folded into two.
            var both = i + 1 < lines.Length ? line + " " + lines[i + 1].TrimEnd('\r') : line;
            var introduces = Quoting.IsMatch(line) || (lines[i].Length > 10 && both != line && Quoting.IsMatch(both));
            if (introduces && RestIsQuoted(lines, i)) break;
            if (!introduces) own.Append(line).Append('\n');
        }
        return PlainWords.Text(own.ToString(), PlainWords.LetterCharsMax);
    }

    // Somebody who answers between the lines goes on writing after the quote.
    private static bool RestIsQuoted(string[] lines, int from) =>
        !lines.Skip(from + 1).Any(l => l.StartsWith('>')) || lines.Skip(from + 2).All(l => l.StartsWith('>') || string.IsNullOrWhiteSpace(l));

    private static bool IsAttached(MailPart part) =>
        part.Headers.Raw("Content-Disposition").StartsWith("attachment", StringComparison.OrdinalIgnoreCase);

    private static string Stripped(string html)
    {
        var seen = new StringBuilder(html.Length);
        var at = 0;
        while (at < html.Length && Unseen.Match(html, at) is { Success: true } open)
        {
            seen.Append(html, at, open.Index - at);
            var close = open.Value == "<!--" ? "-->" : "</" + open.Groups[1].Value;
            var end = html.IndexOf(close, open.Index + open.Length, StringComparison.OrdinalIgnoreCase);
            if (end >= 0 && close != "-->") end = html.IndexOf('>', end) - close.Length + 1;
            at = end < 0 ? html.Length : end + close.Length;
        }
        if (at < html.Length) seen.Append(html, at, html.Length - at);
        var text = Tag.Replace(Break.Replace(seen.ToString().ReplaceLineEndings(" "), "\n"), "");
        return WebUtility.HtmlDecode(text);
    }
}
