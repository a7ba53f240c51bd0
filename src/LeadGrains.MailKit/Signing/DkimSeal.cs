using System.Text;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;

namespace LeadGrains.MailKit;

/// <summary>
/// Puts a DKIM signature (RFC 6376) before a mail; its bytes stay as they are. Relaxed in headers and body, RSA with
/// SHA-256 or Ed25519 (RFC 8463) by what the key is. Thread-safe.
/// </summary>
internal sealed class DkimSeal
{
    // RFC 6376, 5.4.1, and what one-click unsubscribing wants covered (RFC 8058, 4). Signed where it is there.
    private static readonly string[] Signed =
    [
        "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "reply-to", "in-reply-to", "references",
        "auto-submitted", "list-id", "list-unsubscribe", "list-unsubscribe-post",
    ];

    private readonly TimedSigner _signer;

    /// <exception cref="ArgumentException">There is no private key in the PEM, or it is of another kind.</exception>
    public DkimSeal(DkimSettings settings, TimeProvider time) =>
        _signer = new TimedSigner(Key(settings.KeyPem), settings, time)
        {
            HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
            BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
        };

    /// <summary>The mail with a signature before it.</summary>
    public byte[] Seal(byte[] mail)
    {
        using var stream = new MemoryStream(mail, writable: false);
        using var message = MimeMessage.Load(stream);
        _signer.Sign(message, [.. Signed.Where(name => message.Headers.Contains(name) || message.Body?.Headers.Contains(name) is true)]);
        // MimeKit folds with the platform's line ends.
        var signature = $"{message.Headers[0].Field}:{Encoding.ASCII.GetString(message.Headers[0].RawValue).ReplaceLineEndings("\r\n")}";
        return [.. Encoding.ASCII.GetBytes(signature), .. mail];
    }

    private static AsymmetricKeyParameter Key(string pem)
    {
        try
        {
            using var text = new StringReader(pem);
            using var reader = new PemReader(text);
            return reader.ReadObject() switch
            {
                AsymmetricCipherKeyPair { Private: RsaKeyParameters or Ed25519PrivateKeyParameters } pair => pair.Private,
                RsaPrivateCrtKeyParameters rsa => rsa,
                Ed25519PrivateKeyParameters curve => curve,
                _ => throw new ArgumentException("That is no private key of RSA or Ed25519 in PEM.", nameof(pem)),
            };
        }
        catch (Exception e) when (e is IOException or FormatException or InvalidCastException)
        {
            throw new ArgumentException("That is no private key in PEM.", nameof(pem), e);
        }
    }

    // The signature's time by our clock.
    private sealed class TimedSigner(AsymmetricKeyParameter key, DkimSettings settings, TimeProvider time) : DkimSigner(key, settings.Domain,
        settings.Selector, key is Ed25519PrivateKeyParameters ? DkimSignatureAlgorithm.Ed25519Sha256 : DkimSignatureAlgorithm.RsaSha256)
    {
        protected override long GetTimestamp() => time.GetUtcNow().ToUnixTimeSeconds();
    }
}
