using System.Security.Cryptography;
using System.Text;

namespace LeadGrains.Intake;

/// <summary>Is it really them? Compared in constant time, whatever is shown.</summary>
internal static class Proofs
{
    /// <summary>Is what was shown the secret? Hashed first, so that not even its length is told by the clock.</summary>
    public static bool Same(string? shown, string? secret) => !string.IsNullOrEmpty(secret)
        & CryptographicOperations.FixedTimeEquals(Hash(shown), Hash(secret));

    /// <summary>Is <c>sha256=HEX</c> the signature of these bytes?</summary>
    public static bool Signed(string? shown, string secret, ReadOnlySpan<byte> bytes)
    {
        const string Scheme = "sha256=";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes);
        if (shown?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) is not true || shown.Length != Scheme.Length + 2 * signature.Length) return false;
        var given = new byte[signature.Length];
        return Convert.FromHexString(shown.AsSpan(Scheme.Length), given, out _, out _) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(given, signature);
    }

    private static byte[] Hash(string? text) => SHA256.HashData(Encoding.UTF8.GetBytes(text ?? ""));
}
