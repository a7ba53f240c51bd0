namespace LeadGrains.Mail;

/// <summary>Whose signature mail gets (RFC 6376). The key's public half stands at <c>SELECTOR._domainkey.DOMAIN</c>.</summary>
/// <param name="domain">The sender's domain or one above it, so that it counts for DMARC (RFC 7489, 3.1.1).</param>
/// <param name="selector">Which of the domain's keys.</param>
/// <param name="keyPem">The private key, RSA or Ed25519, in PEM. It never shows itself.</param>
public sealed class DkimSettings(string domain, string selector, string keyPem)
{
    /// <summary>The domain that vouches.</summary>
    public string Domain { get; } = domain;

    /// <summary>Which of its keys.</summary>
    public string Selector { get; } = selector;

    internal string KeyPem { get; } = keyPem;

    /// <summary>Without the key.</summary>
    public override string ToString() => $"{Selector}._domainkey.{Domain}";
}
