using System.Net.Sockets;
using System.Security.Authentication;

namespace LeadGrains.Mail;

/// <summary>
/// One connection and how far its dialogue has come: opened, used for one mail after the other, closed. It walks
/// <see cref="SmtpTable"/> and turns whatever breaks into an outcome of the phase it broke in. One caller at a time.
/// </summary>
internal sealed class SmtpSession : IAsyncDisposable
{
    private readonly SmtpSettings _settings;
    private readonly SmtpWire _wire;
    private SmtpOffers _offers;
    private SmtpReply? _reply;
    private bool _halfway; // the server remembers an envelope: RSET before the next

    private SmtpSession(SmtpSettings settings, SmtpWire wire) => (_settings, _wire) = (settings, wire);

    /// <summary>Mails tried over it.</summary>
    public int Mails { get; private set; }

    /// <summary>Another mail may be tried.</summary>
    public bool IsFit { get; private set; }

    /// <summary>When it was last used, as <see cref="TimeProvider.GetTimestamp"/>.</summary>
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
            return fault is not null ? new SmtpOpening(null, Words(fault, phase), IsPassing(fault))
                : new SmtpOpening(null, Unfit(phase, reply!), reply!.Said == SmtpSaid.NotNow);
        }
        catch (Exception e) when (IsOfTheWire(e))
        {
            if (session is not null) await session.DisposeAsync().ConfigureAwait(false);
            return new SmtpOpening(null, Words(e, phase), IsPassing(e));
        }
    }

    /// <summary>Sends one mail. Never throws for what the server or the network does.</summary>
    public async ValueTask<SendOutcome> Send(SmtpEnvelope mail)
    {
        Mails++;
        if (_offers.BytesMax is { } most && mail.Text.Length > most)
            return new SendOutcome.Refused(true, $"{mail.Text.Length:N0} bytes are more than the server takes ({most:N0})");
        var start = _halfway ? SmtpPhase.Reset : SmtpPhase.Mail;
        (IsFit, _halfway) = (false, true);
        var (end, at, fault) = await Walk(start, mail).ConfigureAwait(false);
        IsFit = fault is null && end is SmtpPhase.Sent or SmtpPhase.Refused;
        _halfway = end == SmtpPhase.Refused && at != SmtpPhase.Dot;
        return end switch
        {
            SmtpPhase.Sent => new SendOutcome.Sent($"taken by {_settings.Host}: {_reply}"),
            SmtpPhase.Refused => Refused(at, _reply!),
            SmtpPhase.Unclear => new SendOutcome.Uncertain($"{Trouble(fault, _reply)} {SmtpTable.Named(at)}"),
            _ => new SendOutcome.Refused(false, fault is null ? Unfit(at, _reply!) : Words(fault, at)),
        };
    }

    /// <summary>Takes leave politely where the server still listens, and closes.</summary>
    public async ValueTask Quit()
    {
        try
        {
            if (IsFit) await _wire.Say("QUIT", _settings.Deadlines.Connect).ConfigureAwait(false);
        }
        catch (Exception e) when (IsOfTheWire(e))
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
        catch (Exception e) when (IsOfTheWire(e))
        {
            return (phase is SmtpPhase.Dot ? SmtpPhase.Unclear : SmtpPhase.Unfit, phase, e);
        }
    }

    private static SendOutcome.Refused Refused(SmtpPhase at, SmtpReply reply) =>
        new(reply.Said == SmtpSaid.Never, $"refused {SmtpTable.Named(at)}: {reply}")
        {
            NoSuchMailbox = at is SmtpPhase.Recipient or SmtpPhase.Data or SmtpPhase.Dot && HardBounce.Is(reply),
        };

    private static string Unfit(SmtpPhase phase, SmtpReply reply) => (phase, reply.Said) switch
    {
        (SmtpPhase.Ehlo, SmtpSaid.Fine) => "the server offers no STARTTLS, or no AUTH that we know",
        _ => $"the server said {reply} {SmtpTable.Named(phase)}",
    };

    private static string Words(Exception fault, SmtpPhase phase) => $"{Trouble(fault, null)} {SmtpTable.Named(phase)}";

    // Without the exception's own words, which may quote what the server said.
    private static string Trouble(Exception? fault, SmtpReply? reply) => fault switch
    {
        null => $"the server said {reply}",
        OperationCanceledException => "no answer in time",
        EndOfStreamException => "the server hung up",
        AuthenticationException => "the connection isn't trustworthy (certificate, name or protocol)",
        SocketException e => $"no connection ({e.SocketErrorCode})",
        IOException { InnerException: SocketException e } => $"the connection broke ({e.SocketErrorCode})",
        _ => $"the connection broke ({fault.GetType().Name})",
    };

    private static bool IsPassing(Exception e) => e is not AuthenticationException;

    private static bool IsOfTheWire(Exception e) => e is IOException or SocketException or AuthenticationException
        or OperationCanceledException or InvalidDataException or ObjectDisposedException;
}

/// <summary>A session, or why there is none.</summary>
/// <param name="IsPassing">The next try may do better.</param>
internal readonly record struct SmtpOpening(SmtpSession? Session, string Why, bool IsPassing);
