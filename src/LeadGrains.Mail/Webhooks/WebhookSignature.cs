using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LeadGrains.Mail;

/// <summary>
/// Signs and checks as Standard Webhooks says: HMAC-SHA256 over <c>id.timestamp.body</c>. During a rotation the sender
/// signs with both secrets, and one that fits is enough. Pure.
/// </summary>
public static class WebhookSignature
{
    /// <summary>Further from now than this, a timestamp is stale or from the future.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Signatures looked at in one header.</summary>
    public const int SignaturesMax = 8;

    private const string Version = "v1,";

    /// <summary>The value of <c>webhook-signature</c>: one signature per secret, with blanks between.</summary>
    /// <exception cref="ArgumentException">The id holds a dot or is empty, so that it could be taken for another message.</exception>
    public static string Sign(string id, DateTimeOffset at, ReadOnlySpan<byte> body, params IReadOnlyList<WebhookSecret> secrets)
    {
        if (id.Length == 0 || id.Contains('.')) throw new ArgumentException("A message's id has no dot and isn't empty.", nameof(id));
        var signatures = new List<string>(secrets.Count);
        foreach (var secret in secrets) signatures.Add(Version + Convert.ToBase64String(Hash(id, Timestamp(at), body, secret)));
        return string.Join(' ', signatures);
    }

    /// <summary>Was it signed with one of the secrets, within <see cref="Tolerance"/> of now?</summary>
    public static bool IsValid(
        string id, string timestamp, string signatures, ReadOnlySpan<byte> body, DateTimeOffset now, params IReadOnlyList<WebhookSecret> secrets)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        if (Math.Abs((decimal)now.ToUnixTimeSeconds() - seconds) > (decimal)Tolerance.TotalSeconds) return false;
        var found = false;
        var given = new byte[HMACSHA256.HashSizeInBytes];
        foreach (var signature in signatures.Split(' ', SignaturesMax + 1).Take(SignaturesMax))
        {
            if (!signature.StartsWith(Version, StringComparison.Ordinal)) continue;
            if (!Convert.TryFromBase64String(signature[Version.Length..], given, out var length) || length != given.Length) continue;
            foreach (var secret in secrets) found |= CryptographicOperations.FixedTimeEquals(given, Hash(id, timestamp, body, secret));
        }
        return found;
    }

    /// <summary>The value of <c>webhook-timestamp</c>: whole seconds since 1970.</summary>
    public static string Timestamp(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static byte[] Hash(string id, string timestamp, ReadOnlySpan<byte> body, WebhookSecret secret)
    {
        var head = Encoding.UTF8.GetBytes($"{id}.{timestamp}.");
        var signed = new byte[head.Length + body.Length];
        head.CopyTo(signed, 0);
        body.CopyTo(signed.AsSpan(head.Length));
        return HMACSHA256.HashData(secret.Key, signed);
    }
}
