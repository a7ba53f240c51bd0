using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace LeadGrains.MailKit;

/// <summary>
/// One connection through MailKit. MailKit speaks, with PIPELINING where it is offered; what an answer or a break means is
/// looked up in the same table (<see cref="SmtpTable"/>) and said in the same words as by our own client.
/// </summary>
internal sealed class MailKitSession : ISmtpSession
{
    /// <summary>MailKit waits for the answer to QUIT; nothing depends on it.</summary>
    private static readonly TimeSpan QuitMax = TimeSpan.FromSeconds(2);

    private readonly SmtpSettings _settings;
    private readonly TimeProvider _time;
    private readonly PhaseWatch _watch;
    private readonly PhasedClient _client;

    private MailKitSession(SmtpSettings settings, TimeProvider time)
    {
        (_settings, _time, _watch) = (settings, time, new PhaseWatch(settings.Deadlines, time));
        _client = new PhasedClient(settings, _watch);
    }

    /// <inheritdoc/>
    public int Mails { get; private set; }

    /// <inheritdoc/>
    public bool IsFit { get; private set; }

    /// <inheritdoc/>
    public long UsedAt { get; set; }

    /// <summary>A session that is ready for mail, or why there is none.</summary>
    /// <param name="tokens">Asked instead of using a password; null for none.</param>
    public static async ValueTask<SmtpOpening> Open(SmtpSettings settings, TokenSource? tokens, TimeProvider time)
    {
        var session = new MailKitSession(settings, time);
        try
        {
            await session.Connect().ConfigureAwait(false);
            if (await session.Enter(tokens).ConfigureAwait(false))
            {
                session._watch.Begin(SmtpPhase.Ready);
                session.IsFit = true;
                return new SmtpOpening(session, "", false);
            }
            await session.DisposeAsync().ConfigureAwait(false);
            return SmtpVerdict.NoSession(SmtpPhase.Ehlo, new SmtpReply(250, []), null);
        }
        catch (Exception e)
        {
            var (at, reply, fault) = MailKitFault.Of(e, session._watch.Phase);
            await session.DisposeAsync().ConfigureAwait(false);
            return SmtpVerdict.NoSession(at, reply, fault);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<SendOutcome> Send(SmtpEnvelope mail)
    {
        Mails++;
        if (_client.Capabilities.HasFlag(SmtpCapabilities.Size) && _client.MaxSize is > 0 and var most && mail.Text.Length > most)
            return SmtpVerdict.TooLarge(mail.Text.Length, most);
        if (!MailboxAddress.TryParse(mail.From, out var from) || !MailboxAddress.TryParse(mail.To, out var to))
            return new SendOutcome.Refused(true, "an address has a form that MimeKit can't write");
        IsFit = false;
        _watch.Begin(SmtpPhase.Mail);
        try
        {
            using var message = RawBody.Message(mail.Text, _watch);
            var words = await _client.SendAsync(FormatOptions.Default, message, from, [to], _watch.Late).ConfigureAwait(false);
            IsFit = true;
            return SmtpVerdict.Of(SmtpPhase.Sent, SmtpPhase.Dot, MailKitFault.Reply(250, words), null, _settings.Host);
        }
        // Whatever breaks, ours or theirs, is judged by the phase it broke in.
        catch (Exception e)
        {
            var (at, reply, fault) = MailKitFault.Of(e, _watch.Phase);
            var end = reply is not null ? SmtpTable.Next(at, reply, default, _client.IsSecure, _settings)
                : at == SmtpPhase.Dot ? SmtpPhase.Unclear : SmtpPhase.Unfit;
            IsFit = end is SmtpPhase.Sent or SmtpPhase.Refused && _client.IsConnected;
            return SmtpVerdict.Of(end, at, reply, fault, _settings.Host);
        }
    }

    /// <inheritdoc/>
    public async ValueTask Quit()
    {
        using var enough = new CancellationTokenSource(QuitMax, _time);
        try
        {
            if (IsFit) await _client.DisconnectAsync(quit: true, enough.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (MailKitFault.IsOfTheWire(e))
        {
            // It has gone already.
        }
        await DisposeAsync().ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        IsFit = false;
        _client.Dispose();
        _watch.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task Connect()
    {
        var onlyHere = _settings.Security == SmtpSecurity.None;
        var socket = await Dialing.Connect(_settings.Host, _settings.Port, onlyHere, _settings.Deadlines.Connect, _time).ConfigureAwait(false);
        _client.LocalDomain = Dialing.Us(socket);
        _watch.Begin(_settings.Security == SmtpSecurity.Tls ? SmtpPhase.Handshake : SmtpPhase.Greeting);
        await _client.ConnectAsync(socket, _settings.Host, _settings.Port, _settings.Security switch
        {
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        }, _watch.Late).ConfigureAwait(false);
        // Addresses are ASCII; MailKit would write them otherwise where it may.
        _client.Capabilities &= ~SmtpCapabilities.UTF8;
    }

    // False when the server knows no way in that we know.
    private async Task<bool> Enter(TokenSource? tokens)
    {
        var who = _settings.Credentials;
        if (tokens is null && who is null) return true;
        var mechanism = tokens is not null
            ? SignIn.With(await tokens(_settings.Host, _watch.Late).ConfigureAwait(false), _client.AuthenticationMechanisms)
            : SignIn.With(who!, _client.AuthenticationMechanisms);
        if (mechanism is null) return false;
        await _client.AuthenticateAsync(mechanism, _watch.Late).ConfigureAwait(false);
        return true;
    }
}
