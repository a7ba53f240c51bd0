using System.Text;

namespace LeadGrains.Mail;

/// <summary>Bytes to text by the name of a charset, or by what the bytes look like. Never throws.</summary>
internal static class Charsets
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>
    /// The text. A charset that nobody knows, or that says ASCII where bytes aren't, is UTF-8 where that fits, else
    /// Windows-1252, as browsers read Latin-1 too (WHATWG Encoding, 4.2).
    /// </summary>
    public static string Decode(ReadOnlySpan<byte> bytes, string charset)
    {
        var name = charset.Trim().ToLowerInvariant();
        if (name is "" or "us-ascii" or "ascii" or "utf-8" or "utf8" or "unknown-8bit" or "x-unknown" or "default") return Guess(bytes);
        if (name is "iso-8859-1" or "latin1" or "windows-1252") return Windows1252.GetString(bytes);
        try
        {
            return Find(name)?.GetString(bytes) ?? Guess(bytes);
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException)
        {
            return Guess(bytes); // a decoder that stumbles over a sequence it doesn't know
        }
    }

    /// <summary>UTF-8 where it is, else Windows-1252.</summary>
    public static string Guess(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? Strict.GetString(bytes) : Windows1252.GetString(bytes);

    // UTF-7 hides characters from whoever looks for them; .NET no longer reads it, and mail that says so is ASCII.
    private static Encoding? Find(string name)
    {
        if (name.Contains("utf-7")) return Encoding.ASCII;
        if (CodePagesEncodingProvider.Instance.GetEncoding(name) is { } page) return page;
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
