using System.Net.Security;
using MailKit.Net.Imap;

namespace LeadGrains.MailKit;

/// <summary>MailKit's client, trusting whom we trust.</summary>
internal sealed class TrustingImapClient(ImapSettings settings) : ImapClient
{
    /// <inheritdoc/>
    protected override SslClientAuthenticationOptions GetSslClientAuthenticationOptions(string host, RemoteCertificateValidationCallback callback) =>
        Dialing.Tls(settings.Host, settings.TrustedPem);
}
