using System.Text;

namespace LeadGrains.Intake;

/// <summary>Which encoding the bytes of a file are in: its byte order mark, else what the bytes look like.</summary>
internal static class Encodings
{
    /// <summary>What Excel and most Windows programs mean by "CSV" in western Europe and the Americas.</summary>
    public static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    // A file that is UTF-8 as far as the sample goes may still hold an odd 1252 line further on: those bytes are read
    // as 1252.
    private static readonly Encoding Utf8 = Encoding.GetEncoding("utf-8", EncoderFallback.ReplacementFallback,
        new Bytes1252());

    // Order matters: the mark of UTF-32 LE begins with that of UTF-16 LE.
    private static readonly (byte[] Mark, Encoding Encoding)[] Marks =
    [
        ([0xEF, 0xBB, 0xBF], Utf8),
        ([0xFF, 0xFE, 0x00, 0x00], new UTF32Encoding(bigEndian: false, byteOrderMark: true)),
        ([0x00, 0x00, 0xFE, 0xFF], new UTF32Encoding(bigEndian: true, byteOrderMark: true)),
        ([0xFF, 0xFE], new UnicodeEncoding(bigEndian: false, byteOrderMark: true)),
        ([0xFE, 0xFF], new UnicodeEncoding(bigEndian: true, byteOrderMark: true)),
    ];

    public static (Encoding Encoding, int BomBytes) Detect(ReadOnlySpan<byte> sample)
    {
        foreach (var (mark, encoding) in Marks)
            if (sample.StartsWith(mark)) return (encoding, mark.Length);
        if (Utf16(sample) is { } utf16) return (utf16, 0);
        return (System.Text.Unicode.Utf8.IsValid(WholeCharacters(sample)) ? Utf8 : Windows1252, 0);
    }

    // In UTF-16 most characters of a CSV file (separators, digits, Latin letters) have one zero byte, always on the
    // same side.
    private static UnicodeEncoding? Utf16(ReadOnlySpan<byte> sample)
    {
        var (even, odd) = (0, 0);
        for (var i = 0; i + 1 < sample.Length; i += 2)
        {
            if (sample[i] == 0) even++;
            if (sample[i + 1] == 0) odd++;
        }
        var pairs = sample.Length / 2;
        if (pairs < 2) return null;
        if (odd > pairs * 0.4 && even < pairs * 0.05)
            return new UnicodeEncoding(bigEndian: false, byteOrderMark: false);
        return even > pairs * 0.4 && odd < pairs * 0.05 ? new UnicodeEncoding(bigEndian: true, byteOrderMark: false)
            : null;
    }

    // The sample may end in the middle of a character.
    private static ReadOnlySpan<byte> WholeCharacters(ReadOnlySpan<byte> sample)
    {
        if (sample.Length < SampledStream.SampleBytesMax) return sample;
        var end = sample.Length;
        while (end > sample.Length - 4 && (sample[end - 1] & 0xC0) == 0x80) end--;
        return sample[..(end - 1)];
    }

    private sealed class Bytes1252 : DecoderFallback
    {
        public override int MaxCharCount => 4;
        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

        private sealed class Buffer : DecoderFallbackBuffer
        {
            private string chars = "";
            private int next;

            public override int Remaining => chars.Length - next;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                (chars, next) = (Windows1252.GetString(bytesUnknown), 0);
                return chars.Length > 0;
            }

            public override char GetNextChar() => next < chars.Length ? chars[next++] : '\0';

            public override bool MovePrevious()
            {
                if (next == 0) return false;
                next--;
                return true;
            }

            public override void Reset() => (chars, next) = ("", 0);
        }
    }
}
