using System.Text;

namespace LeadGrains.Mail;

/// <summary>
/// Header lines: encoded words (RFC 2047), quoted names and folding (RFC 5322). A value can never end its line.
/// </summary>
internal static class HeaderText
{
    /// <summary>
    /// RFC 5322 2.1.1: a line should have at most 78 characters without CRLF, and must have at most 998.
    /// </summary>
    public const int LineCharsMax = 78;

    private const int WordCharsMax = 900;
    private const int EncodedWordCharsMax = 75;

    // Longer would be legal (75 characters make 45 bytes), but 42 fit behind "Reply-To: " within the line.
    private const int EncodedWordBytesMax = 42;
    private const string Open = "=?utf-8?B?", Close = "?=";

    /// <summary>Free text such as a subject.</summary>
    public static string Unstructured(string name, string value)
    {
        var clean = FieldValues.Clean(value);
        var words = clean.Split(' ');
        var isPlain = IsPlain(clean) && words.All(word => word.Length <= EncodedWordCharsMax);
        return Fold(name, isPlain ? words : EncodedWords(clean));
    }

    /// <summary>A mailbox: the name quoted or encoded, the address in angle brackets.</summary>
    public static string Mailbox(string name, Mailbox mailbox)
    {
        var address = $"<{mailbox.Address}>";
        if (mailbox.Name.Length == 0) return Fold(name, [mailbox.Address]);
        var isPlain = IsPlain(mailbox.Name) && mailbox.Name.Length < 60;
        return Fold(name, isPlain ? [Phrase(mailbox.Name), address] : [.. EncodedWords(mailbox.Name), address]);
    }

    /// <summary>Words that are printable ASCII already; folded between them.</summary>
    /// <exception cref="ArgumentException">One word alone is longer than a line may be (998).</exception>
    public static string Fold(string name, IEnumerable<string> words)
    {
        var header = new StringBuilder(name).Append(':');
        var column = header.Length;
        foreach (var word in words)
        {
            if (word.Length > WordCharsMax)
                throw new ArgumentException($"A value of {name} is too long for a header line (RFC 5322, 2.1.1).");
            if (column + 1 + word.Length > LineCharsMax && column > name.Length + 1)
            {
                header.Append("\r\n");
                column = 0;
            }
            header.Append(' ').Append(word);
            column += 1 + word.Length;
        }
        return header.Append("\r\n").ToString();
    }

    /// <summary>
    /// Printable ASCII without blanks and angle brackets, with one @; else it throws, because the caller made it up.
    /// </summary>
    public static string Id(string id) =>
        id is { Length: > 2 and <= 250 } && id.All(c => c is > ' ' and < '\u007f' and not ('<' or '>'))
        && id.IndexOf('@') is var at && at > 0 && at == id.LastIndexOf('@') && at < id.Length - 1
            ? $"<{id}>"
            : throw new ArgumentException("An id must be left@right in printable ASCII, 250 at most.", nameof(id));

    private static bool IsPlain(string text) =>
        text.All(c => c is >= ' ' and < '\u007f') && !text.Contains("=?", StringComparison.Ordinal);

    private static string Phrase(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-') ? name
        : $"\"{name.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";

    // Each word must hold whole characters (RFC 2047, 5).
    private static List<string> EncodedWords(string text)
    {
        List<string> words = [];
        var bytes = new List<byte>();
        Span<byte> next = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(next);
            if (bytes.Count + length > EncodedWordBytesMax)
            {
                words.Add(Word(bytes));
                bytes.Clear();
            }
            bytes.AddRange(next[..length]);
        }
        if (bytes.Count > 0) words.Add(Word(bytes));
        return words;
    }

    private static string Word(List<byte> bytes) => Open + Convert.ToBase64String([.. bytes]) + Close;
}
