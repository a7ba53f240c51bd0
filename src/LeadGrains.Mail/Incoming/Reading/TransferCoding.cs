namespace LeadGrains.Mail;

/// <summary>Content-Transfer-Encoding back to bytes (RFC 2045, 6). What breaks the rules is kept as far as it goes.</summary>
internal static class TransferCoding
{
    /// <summary>The bytes behind an encoding of this name; 7bit, 8bit, binary and unknown ones are the bytes themselves.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> encoded, string name) => name.Trim().ToLowerInvariant() switch
    {
        "base64" => Base64(encoded),
        "quoted-printable" => QuotedPrintable(encoded, isHeader: false),
        _ => encoded.ToArray(),
    };

    /// <summary>Other characters are skipped; padding in the middle begins anew, as where two texts were joined.</summary>
    public static byte[] Base64(ReadOnlySpan<byte> encoded)
    {
        var bytes = new byte[encoded.Length / 4 * 3 + 3];
        var (count, bits, have) = (0, 0, 0);
        foreach (var c in encoded)
        {
            var six = Six(c);
            if (c == '=') (bits, have) = (0, 0);
            if (six < 0) continue;
            bits = (bits << 6) | six;
            have += 6;
            if (have < 8) continue;
            have -= 8;
            bytes[count++] = (byte)(bits >> have);
            bits &= (1 << have) - 1;
        }
        return bytes[..count];
    }

    /// <summary><c>=XX</c> and soft line breaks; in a header an underscore is a blank (RFC 2047, 4.2).</summary>
    public static byte[] QuotedPrintable(ReadOnlySpan<byte> encoded, bool isHeader)
    {
        var bytes = new byte[encoded.Length];
        var count = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            var c = encoded[i];
            if (c == '_' && isHeader) bytes[count++] = (byte)' ';
            else if (c != '=') bytes[count++] = c;
            else if (i + 2 < encoded.Length && Hex(encoded[i + 1]) is var high and >= 0 && Hex(encoded[i + 2]) is var low and >= 0)
            {
                bytes[count++] = (byte)(high << 4 | low);
                i += 2;
            }
            else if (SoftBreak(encoded[(i + 1)..]) is var length and > 0) i += length;
            else bytes[count++] = c;
        }
        return bytes[..count];
    }

    // Blanks before the line end were added on the way.
    private static int SoftBreak(ReadOnlySpan<byte> rest)
    {
        const int blanksMax = 80;
        var i = 0;
        while (i < rest.Length && i < blanksMax && rest[i] is (byte)' ' or (byte)'\t') i++;
        if (i < rest.Length && rest[i] == '\r') i++;
        return i < rest.Length && rest[i] == '\n' ? i + 1 : 0;
    }

    private static int Six(byte c) => c switch
    {
        >= (byte)'A' and <= (byte)'Z' => c - 'A',
        >= (byte)'a' and <= (byte)'z' => c - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => c - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };

    private static int Hex(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        _ => -1,
    };
}
