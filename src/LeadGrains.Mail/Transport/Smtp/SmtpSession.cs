namespace LeadGrains.Mail;

/// <summary>
/// One connection and how far its dialogue has come: opened, used for one mail after the other, closed. It walks
/// <see cref="SmtpTable"/> and turns whatever breaks into an outcome of the phase it broke in. One caller at a time.
/// </summary>
internal sealed class SmtpSession : ISmtpSession
{
    private readonly SmtpSettings _settings;
    private readonly SmtpWire _wire;
    private SmtpOffers _offers;
    private SmtpReply? _reply;
    private bool _halfway; // the server remembers an envelope: RSET before the next

    private SmtpSession(SmtpSettings settings, SmtpWire wire) => (_settings, _wire) = (settings, wire);

    /// <inheritdoc/>
    public int Mails { get; private set; }

    /// <inheritdoc/>
    public bool IsFit { get; private set; }

    /// <inheritdoc/>
    public long UsedAt { get; set; }

    /// <summary>A session that is ready for mail, or why there is none.</summary>
    public static async ValueTask<SmtpOpening> Open(SmtpSettings settings, TimeProvider time)
    {
        SmtpSession? session = null;
        var phase = SmtpPhase.Connect;
        try
        {
            session = new SmtpSession(settings, await SmtpWire.Connect(settings, time).ConfigureAwait(false));
            phase = SmtpPhase.Handshake;
            if (settings.Security == SmtpSecurity.Tls) await session._wire.Secure(settings).ConfigureAwait(false);
            var (end, at, fault) = await session.Walk(SmtpPhase.Greeting, null).ConfigureAwait(false);
            phase = at;
            session.IsFit = end == SmtpPhase.Ready;
            if (session.IsFit) return new SmtpOpening(session, "", false);
            var reply = session._reply;
            await session.DisposeAsync().ConfigureAwait(false);
            return SmtpVerdict.NoSession(phase, reply, fault);
        }
        catch (Exception e) when (SmtpVerdict.IsOfTheWire(e))
        {
            if (session is not null) await session.DisposeAsync().ConfigureAwait(false);
            return SmtpVerdict.NoSession(phase, null, e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<SendOutcome> Send(SmtpEnvelope mail)
    {
        Mails++;
        if (_offers.BytesMax is { } most && mail.Text.Length > most)
            return SmtpVerdict.TooLarge(mail.Text.Length, most);
        var start = _halfway ? SmtpPhase.Reset : SmtpPhase.Mail;
        (IsFit, _halfway) = (false, true);
        var (end, at, fault) = await Walk(start, mail).ConfigureAwait(false);
        IsFit = fault is null && end is SmtpPhase.Sent or SmtpPhase.Refused;
        _halfway = end == SmtpPhase.Refused && at != SmtpPhase.Dot;
        return SmtpVerdict.Of(end, at, _reply, fault, _settings.Host);
    }

    /// <inheritdoc/>
    public async ValueTask Quit()
    {
        try
        {
            if (IsFit) await _wire.Say("QUIT", _settings.Deadlines.Connect).ConfigureAwait(false);
        }
        catch (Exception e) when (SmtpVerdict.IsOfTheWire(e))
        {
            // It has gone already.
        }
        await DisposeAsync().ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _wire.DisposeAsync();

    // From a phase to an end: the end, the phase that led there, and what broke on the way.
    private async ValueTask<(SmtpPhase End, SmtpPhase At, Exception? Fault)> Walk(SmtpPhase phase, SmtpEnvelope? mail)
    {
        try
        {
            while (true)
            {
                if (SmtpTable.Line(phase, _wire.Us, _settings.Credentials, mail, _offers) is { } line)
                    await _wire.Say(line, _settings.Deadlines.Command).ConfigureAwait(false);
                var within = phase == SmtpPhase.Dot ? _settings.Deadlines.Dot : _settings.Deadlines.Command;
                _reply = await _wire.Hear(within).ConfigureAwait(false);
                if (phase is SmtpPhase.Ehlo && _reply.Said == SmtpSaid.Fine) _offers = SmtpOffers.Of(_reply);
                var next = SmtpTable.Next(phase, _reply, _offers, _wire.IsSecure, _settings);
                if (next is SmtpPhase.Ready or SmtpPhase.Sent or SmtpPhase.Refused or SmtpPhase.Unfit or SmtpPhase.Unclear)
                    return (next, phase, null);
                phase = next;
                if (phase is SmtpPhase.Handshake)
                {
                    await _wire.Secure(_settings).ConfigureAwait(false);
                    phase = SmtpPhase.Ehlo; // what was offered in the clear doesn't count (RFC 3207, 4.2)
                }
                if (phase is SmtpPhase.Text)
                {
                    await _wire.Say(DotStuffing.Of(mail!.Text), _settings.Deadlines.Text).ConfigureAwait(false);
                    phase = SmtpPhase.Dot; // from here on it may have been sent
                }
            }
        }
        catch (Exception e) when (SmtpVerdict.IsOfTheWire(e))
        {
            return (phase is SmtpPhase.Dot ? SmtpPhase.Unclear : SmtpPhase.Unfit, phase, e);
        }
    }
}
