using System.Globalization;
using System.Text;

namespace LeadGrains.Mail;

/// <summary>
/// What strangers wrote, made fit to be kept: plain text without control and direction marks, and bounded. It is still
/// a stranger's text: a page escapes it, a CSV file neutralises it.
/// </summary>
public static class PlainWords
{
    /// <summary>What another server said; longer words are cut.</summary>
    public const int DiagnosisCharsMax = 300;

    /// <summary>What a person wrote to us; longer words are cut.</summary>
    public const int LetterCharsMax = 4_000;

    /// <summary>A name, a subject; longer ones are cut.</summary>
    public const int LineCharsMax = 200;

    /// <summary>One line: every run of blanks and control characters is one blank.</summary>
    public static string Line(string text, int charsMax)
    {
        var line = new StringBuilder(Math.Min(text.Length, charsMax));
        var blank = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= charsMax - 1) return line.Append('…').ToString();
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune)) blank = line.Length > 0;
            else if (!IsMark(rune))
            {
                if (blank) line.Append(' ');
                blank = false;
                line.Append(rune.ToString());
            }
        }
        return line.ToString();
    }

    /// <summary>Lines as they were, joined by <c>\n</c>; never more than one empty line in a row.</summary>
    public static string Text(string text, int charsMax)
    {
        var kept = new StringBuilder(Math.Min(text.Length, charsMax));
        var empty = 0;
        foreach (var raw in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = Line(raw, LineCharsMax * 10);
            empty = line.Length == 0 ? empty + 1 : 0;
            if (kept.Length == 0 && line.Length == 0 || empty > 1) continue;
            if (kept.Length + line.Length >= charsMax) return kept.Append(Cut(line, charsMax - kept.Length - 1)).Append('…').ToString();
            kept.Append(line).Append('\n');
        }
        return kept.ToString().TrimEnd();
    }

    // Not through the middle of a surrogate pair.
    private static string Cut(string line, int chars) =>
        line[..(chars > 0 && char.IsHighSurrogate(line[chars - 1]) ? chars - 1 : Math.Max(0, chars))];

    // Direction marks and other invisible formatting can make text read otherwise than it is; a lone surrogate is no
    // text.
    private static bool IsMark(Rune rune) => rune.Value == 0xFFFD
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
