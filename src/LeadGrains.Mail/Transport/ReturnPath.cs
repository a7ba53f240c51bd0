using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LeadGrains.Mail;

/// <summary>
/// The envelope's sender of one touch (VERP): <c>bounce+TOKEN@domain</c>. A bounce that comes back to it names the touch,
/// whatever its text says, and the signature shows that we wrote to that lead: nobody can stop mail to somebody else by
/// making bounces up. The token has 16 bytes of lead id, 4 of number and 10 of HMAC-SHA-256 in base32 (RFC 4648, lower
/// case): 55 characters before the @, of 64 allowed, and no matter in which case they come back. Thread-safe.
/// </summary>
public static class ReturnPath
{
    /// <summary>What such addresses begin with.</summary>
    public const string Prefix = "bounce+";

    /// <summary>Bytes of a key.</summary>
    public const int KeyBytes = 32;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int IdBytes = 16, NumberBytes = 4, SignatureBytes = 10, TokenBytes = IdBytes + NumberBytes + SignatureBytes;
    private const int TokenChars = TokenBytes * 8 / 5;

    /// <summary>The address for a touch.</summary>
    /// <param name="domain">Where bounces arrive.</param>
    /// <exception cref="ArgumentException">The key is short, or the domain is none.</exception>
    public static Mailbox Make(ReadOnlySpan<byte> key, LeadId lead, int number, string domain)
    {
        if (key.Length < KeyBytes) throw new ArgumentException($"A key has {KeyBytes} bytes.", nameof(key));
        Span<byte> token = stackalloc byte[TokenBytes];
        lead.ToBytes().CopyTo(token);
        BinaryPrimitives.WriteInt32BigEndian(token[IdBytes..], number);
        Sign(key, token);
        return new Mailbox($"{Prefix}{Base32(token)}@{domain}");
    }

    /// <summary>The touch that an address belongs to; false for any that we didn't make with this key.</summary>
    /// <param name="address">As it came, in any case, with or without angle brackets; the domain doesn't matter.</param>
    public static bool TryRead(ReadOnlySpan<byte> key, string? address, out LeadId lead, out int number)
    {
        (lead, number) = (default, 0);
        var local = (address ?? "").Trim().TrimStart('<').Split('@')[0].ToLowerInvariant();
        if (key.Length < KeyBytes || local.Length != Prefix.Length + TokenChars
            || !local.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        Span<byte> token = stackalloc byte[TokenBytes], signed = stackalloc byte[TokenBytes];
        if (!TryBytes(local.AsSpan(Prefix.Length), token)) return false;
        token.CopyTo(signed);
        Sign(key, signed);
        if (!CryptographicOperations.FixedTimeEquals(token, signed)) return false;
        (lead, number) = (LeadId.FromBytes(token[..IdBytes]), BinaryPrimitives.ReadInt32BigEndian(token[IdBytes..]));
        return true;
    }

    /// <summary>Knows the addresses made with a key; null: none is one of ours.</summary>
    public static ReturnPathReader ReaderOf(byte[]? key) =>
        (string address, out LeadId lead, out int touch) => TryRead(key, address, out lead, out touch);

    // The purpose is signed too, so that a token of another kind under the same key is none of ours.
    private static void Sign(ReadOnlySpan<byte> key, Span<byte> token)
    {
        Span<byte> signed = stackalloc byte[Prefix.Length + IdBytes + NumberBytes], hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        System.Text.Encoding.ASCII.GetBytes(Prefix, signed);
        token[..(IdBytes + NumberBytes)].CopyTo(signed[Prefix.Length..]);
        HMACSHA256.HashData(key[..KeyBytes], signed, hash);
        hash[..SignatureBytes].CopyTo(token[(IdBytes + NumberBytes)..]);
    }

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[TokenChars];
        for (var i = 0; i < TokenChars; i++)
        {
            var (at, shift) = (i * 5 / 8, i * 5 % 8);
            var two = bytes[at] << 8 | (at + 1 < bytes.Length ? bytes[at + 1] : 0);
            text[i] = Alphabet[two >> (11 - shift) & 31];
        }
        return text.ToString();
    }

    private static bool TryBytes(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        var (buffer, bits, count) = (0, 0, 0);
        foreach (var c in text)
        {
            var value = Alphabet.IndexOf(c);
            if (value < 0) return false;
            (buffer, bits) = ((buffer << 5 | value) & 0xFFFF, bits + 5);
            if (bits < 8) continue;
            bits -= 8;
            bytes[count++] = (byte)(buffer >> bits);
        }
        return true;
    }
}
