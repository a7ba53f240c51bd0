using System.Text;

namespace LeadGrains.Mail;

/// <summary>Reads encoded words, <c>=?charset?B|Q?text?=</c> (RFC 2047). What isn't one stays as it is.</summary>
internal static class EncodedWords
{
    /// <summary>The text of an unstructured header, or of a name.</summary>
    public static string Read(string raw)
    {
        if (!raw.Contains("=?", StringComparison.Ordinal)) return raw;
        var text = new StringBuilder(raw.Length);
        var (at, charset) = (0, "");
        var bytes = new List<byte>();
        while (at < raw.Length)
        {
            var open = raw.IndexOf("=?", at, StringComparison.Ordinal);
            if (open < 0 || Word(raw, open) is not { } word)
            {
                Flush();
                var to = open < 0 ? raw.Length : open + 2;
                text.Append(raw, at, to - at);
                at = to;
                continue;
            }
            // Blanks between two encoded words are no part of the text (6.2), and a character may be split between them.
            var between = raw.AsSpan(at, open - at);
            var goesOn = bytes.Count > 0 && between.IsWhiteSpace();
            if (!goesOn || word.Charset != charset) Flush();
            if (!goesOn) text.Append(between);
            charset = word.Charset;
            bytes.AddRange(word.Bytes);
            at = word.End;
        }
        Flush();
        return text.ToString();

        void Flush()
        {
            if (bytes.Count > 0) text.Append(Charsets.Decode([.. bytes], charset));
            bytes.Clear();
        }
    }

    private static (string Charset, byte[] Bytes, int End)? Word(string raw, int open)
    {
        var second = raw.IndexOf('?', open + 2);
        if (second < 0 || second + 2 >= raw.Length || raw[second + 2] != '?') return null;
        var close = raw.IndexOf("?=", second + 3, StringComparison.Ordinal);
        if (close < 0) return null;
        var charset = raw[(open + 2)..second];
        if (charset.IndexOf('*') is > 0 and var language) charset = charset[..language]; // RFC 2231, 5
        var content = Encoding.UTF8.GetBytes(raw[(second + 3)..close]);
        return raw[second + 1] switch
        {
            'B' or 'b' => (charset, TransferCoding.Base64(content), close + 2),
            'Q' or 'q' => (charset, TransferCoding.QuotedPrintable(content, isHeader: true), close + 2),
            _ => null,
        };
    }
}
