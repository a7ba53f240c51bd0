using System.Diagnostics.CodeAnalysis;

namespace LeadGrains.Mail;

/// <summary>
/// A key that both sides know, written <c>whsec_</c> and base64 (Standard Webhooks, "Signature scheme"). It never shows
/// itself in a text. Immutable.
/// </summary>
public sealed class WebhookSecret
{
    /// <summary>The bounds that the standard sets, in bytes.</summary>
    public const int BytesMin = 24, BytesMax = 64;

    private const string Prefix = "whsec_";
    private readonly byte[] _key;

    private WebhookSecret(byte[] key) => _key = key;

    internal ReadOnlySpan<byte> Key => _key;

    /// <summary>False for what isn't <c>whsec_</c> and base64 of 24 to 64 bytes.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out WebhookSecret? secret)
    {
        secret = null;
        if (text?.Trim() is not { } trimmed || !trimmed.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        var key = new byte[BytesMax + 3];
        if (!Convert.TryFromBase64String(trimmed[Prefix.Length..], key, out var length) || length is < BytesMin or > BytesMax) return false;
        secret = new WebhookSecret(key[..length]);
        return true;
    }

    /// <summary>Says only that there is one, so that no log shows it.</summary>
    public override string ToString() => "whsec_…";
}
