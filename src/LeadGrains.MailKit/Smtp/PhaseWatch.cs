using System.Security.Authentication;
using MailKit;

namespace LeadGrains.MailKit;

/// <summary>
/// MailKit tells neither in which phase its dialogue broke nor stops it after a phase's own time. This knows both: what
/// the client says and hears passes by here, and entering a phase winds the clock anew. One dialogue at a time.
/// </summary>
internal sealed class PhaseWatch(SmtpDeadlines deadlines, TimeProvider time) : IProtocolLogger
{
    /// <summary>A longer answer is no reply but an attack or a mistake; MailKit itself would keep all of it.</summary>
    private const int ReplyBytesMax = 64 * 1024;

    private CancellationTokenSource _deadline = new();
    private int _heardBytes;

    /// <summary>Where the dialogue is.</summary>
    public SmtpPhase Phase { get; private set; } = SmtpPhase.Connect;

    /// <summary>Cancelled when the phase has taken longer than it may.</summary>
    public CancellationToken Late => _deadline.Token;

    /// <inheritdoc/>
    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <summary>A new dialogue, or a new mail, from this phase on.</summary>
    public void Begin(SmtpPhase phase)
    {
        _deadline.Dispose();
        _deadline = new CancellationTokenSource(LimitOf(phase), time);
        (Phase, _heardBytes) = (phase, 0);
    }

    /// <summary>The next phase, and its time begins.</summary>
    public void Enter(SmtpPhase phase)
    {
        Phase = phase;
        _deadline.CancelAfter(LimitOf(phase));
    }

    /// <inheritdoc/>
    public void LogConnect(Uri uri) => Enter(SmtpPhase.Greeting); // after the handshake where TLS comes first

    /// <summary>After a write: while a connection is opened, the line tells the phase.</summary>
    public void LogClient(byte[] buffer, int offset, int count)
    {
        _heardBytes = 0;
        if (Phase >= SmtpPhase.Ready) return;
        var line = buffer.AsSpan(offset, count);
        if (line.StartsWith("EHLO"u8)) Enter(SmtpPhase.Ehlo);
        else if (line.StartsWith("HELO"u8)) Enter(SmtpPhase.Helo);
        else if (line.StartsWith("STARTTLS"u8)) Enter(SmtpPhase.StartTls);
        else Enter(SmtpPhase.AuthPlain);
    }

    /// <summary>After a read; what it throws breaks the connection.</summary>
    /// <exception cref="InvalidDataException">The answer has no end.</exception>
    /// <exception cref="AuthenticationException">Somebody said more than the answer to STARTTLS, in the clear.</exception>
    public void LogServer(byte[] buffer, int offset, int count)
    {
        _heardBytes += count;
        if (_heardBytes > ReplyBytesMax) throw new InvalidDataException($"More than {ReplyBytesMax} bytes are no reply.");
        if (Phase == SmtpPhase.StartTls) TakeStartTls(buffer.AsSpan(offset, count));
        // The answer has begun; what follows a refusal (RSET) shall not have the long time of the final dot.
        else if (Phase == SmtpPhase.Dot && _heardBytes == count) _deadline.CancelAfter(deadlines.Command);
    }

    public void Dispose() => _deadline.Dispose();

    // MailKit throws away what came in the clear; that anybody put it in is reason enough to leave (CVE-2011-0411).
    private void TakeStartTls(ReadOnlySpan<byte> heard)
    {
        if (!heard.StartsWith("220 "u8)) return;
        if (heard.IndexOf((byte)'\n') is >= 0 and var end && end < heard.Length - 1)
            throw new AuthenticationException("The server said more than its answer to STARTTLS.");
        Enter(SmtpPhase.Handshake);
    }

    private TimeSpan LimitOf(SmtpPhase phase) => phase switch
    {
        SmtpPhase.Connect => deadlines.Connect,
        SmtpPhase.Handshake => deadlines.Handshake,
        SmtpPhase.Text => deadlines.Text,
        SmtpPhase.Dot => deadlines.Dot,
        _ => deadlines.Command,
    };
}
