using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LeadGrains.Web;

/// <summary>
/// Secrets of 256 random bits, kept as SHA-256 in hex. Neither salted nor slow to hash: nothing can be tried out.
/// </summary>
internal static class Secrets
{
    /// <summary>Random bits of every key, link and session.</summary>
    public const int Bits = 256;

    /// <summary>Longer than any of ours; a longer text isn't even hashed.</summary>
    public const int CharsMax = 80;

    /// <summary>A new secret, good for addresses, cookies and headers: 43 characters.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bits / 8));

    /// <summary>A new secret that says whose it is, so that one look finds it: <c>7.SECRET</c>.</summary>
    public static string NewOf(int number) => $"{number.ToString(CultureInfo.InvariantCulture)}.{New()}";

    /// <summary>Whose a secret claims to be; null for what is none.</summary>
    public static int? NumberOf(string text) =>
        text.Length <= CharsMax && text.IndexOf('.', StringComparison.Ordinal) is > 0 and var end
        && int.TryParse(text.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>As it is kept.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Is this the secret? Takes as long for a wrong one.</summary>
    public static bool Is(string text, string hash) => AreSame(HashOf(text), hash);

    /// <summary>Compares in a time that says nothing about where they differ.</summary>
    public static bool AreSame(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
