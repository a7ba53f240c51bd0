using Polly;
using Polly.Retry;

namespace LeadGrains.Mail;

/// <summary>
/// Sends mail through one server. What fails before the final dot was certainly not sent; what is unclear after it is
/// <see cref="SendOutcome.Uncertain"/>. Only getting a connection is tried again here, so that nothing after it can be.
/// Thread-safe; disposing closes idle connections.
/// </summary>
public sealed class SmtpTransport : IMailTransport, IAsyncDisposable
{
    /// <summary>The longest wait between two tries to get a connection.</summary>
    private static readonly TimeSpan OpenAgainAfterMax = TimeSpan.FromSeconds(15);

    private readonly SmtpPool _pool;
    private readonly ResiliencePipeline<SmtpOpening> _openings;
    private readonly Func<CancellationToken, ValueTask<SmtpOpening>> _open;
    private readonly Func<byte[], byte[]> _seal;

    /// <summary>Opens nothing yet.</summary>
    /// <exception cref="ArgumentException">A password would go over an open connection.</exception>
    public SmtpTransport(SmtpSettings settings, TimeProvider time)
        : this(settings, time, () => SmtpSession.Open(settings, time), mail => mail) { }

    /// <summary>The same promises over sessions that somebody else opens.</summary>
    /// <param name="open">A session that is ready for mail, or why there is none; never throws for what a server does.</param>
    /// <param name="seal">The last word on a mail's bytes, such as a signature.</param>
    internal SmtpTransport(SmtpSettings settings, TimeProvider time, Func<ValueTask<SmtpOpening>> open, Func<byte[], byte[]> seal)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings is { Security: SmtpSecurity.None, Credentials: not null })
            throw new ArgumentException("A password is never sent over an open connection.", nameof(settings));
        _pool = new SmtpPool(settings, time);
        (_open, _seal) = (_ => open(), seal);
        var openings = new ResiliencePipelineBuilder<SmtpOpening> { TimeProvider = time };
        if (settings.OpeningsMax > 1)
            openings.AddRetry(new RetryStrategyOptions<SmtpOpening>
            {
                ShouldHandle = new PredicateBuilder<SmtpOpening>().HandleResult(o => o is { Session: null, IsPassing: true }),
                MaxRetryAttempts = settings.OpeningsMax - 1,
                Delay = settings.OpenAgainAfter,
                MaxDelay = OpenAgainAfterMax,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            });
        _openings = openings.Build();
    }

    /// <inheritdoc/>
    public bool IsRepeatable => false;

    /// <inheritdoc/>
    public async ValueTask<SendOutcome> SendAsync(Message message, CancellationToken cancellation)
    {
        var mail = new SmtpEnvelope((message.ReturnPath ?? message.From).Address, message.To.Address, _seal(MimeWriter.Write(message)));
        await _pool.Enter(cancellation).ConfigureAwait(false);
        try
        {
            // The server may have closed an idle connection; then another is tried, and at last a new one.
            while (await _pool.Reuse().ConfigureAwait(false) is { } known)
                if (await Send(known, mail).ConfigureAwait(false) is var outcome && !IsWorthAnother(known, outcome)) return outcome;

            cancellation.ThrowIfCancellationRequested();
            var opening = await _openings.ExecuteAsync(_open, cancellation).ConfigureAwait(false);
            return opening.Session is { } fresh ? await Send(fresh, mail).ConfigureAwait(false)
                : new SendOutcome.Refused(false, opening.Why);
        }
        finally
        {
            _pool.Leave();
        }
    }

    /// <summary>Takes leave of the server.</summary>
    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private async ValueTask<SendOutcome> Send(ISmtpSession session, SmtpEnvelope mail)
    {
        var outcome = await session.Send(mail).ConfigureAwait(false);
        await _pool.Keep(session).ConfigureAwait(false);
        return outcome;
    }

    // The connection was of no use, and the mail certainly wasn't sent.
    private static bool IsWorthAnother(ISmtpSession session, SendOutcome outcome) =>
        !session.IsFit && outcome is SendOutcome.Refused { IsPermanent: false };
}
