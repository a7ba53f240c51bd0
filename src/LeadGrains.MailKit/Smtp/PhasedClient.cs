using System.Net.Security;
using MailKit.Net.Smtp;
using MimeKit;

namespace LeadGrains.MailKit;

/// <summary>MailKit's client, that says to a <see cref="PhaseWatch"/> how far it has come and trusts whom we trust.</summary>
internal sealed class PhasedClient : SmtpClient
{
    private readonly SmtpSettings _settings;
    private readonly PhaseWatch _watch;

    public PhasedClient(SmtpSettings settings, PhaseWatch watch) : base(watch) => (_settings, _watch) = (settings, watch);

    /// <inheritdoc/>
    protected override SslClientAuthenticationOptions GetSslClientAuthenticationOptions(string host, RemoteCertificateValidationCallback callback) =>
        Dialing.Tls(_settings.Host, _settings.TrustedPem);

    /// <inheritdoc/>
    protected override void OnSenderAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        _watch.Enter(SmtpPhase.Recipient);

    /// <summary>With PIPELINING both answers are read before either is looked at: a sender's refusal comes first.</summary>
    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        if (_watch.Phase == SmtpPhase.Recipient) _watch.Enter(SmtpPhase.Data);
    }

    /// <summary>The bytes are as they should be: signed, perhaps.</summary>
    protected override void Prepare(FormatOptions options, MimeMessage message, EncodingConstraint constraint, int maxLineLength) { }

    /// <summary>Known; measuring would write the text before its phase.</summary>
    protected override Task<long> GetSizeAsync(FormatOptions options, MimeMessage message, CancellationToken cancellationToken) =>
        Task.FromResult(((RawBody)message.Body!).MessageBytes);
}
