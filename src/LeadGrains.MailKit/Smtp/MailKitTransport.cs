namespace LeadGrains.MailKit;

/// <summary>
/// Sends mail through one server by MailKit: PIPELINING, SCRAM and access tokens, and a DKIM signature where there is a
/// key. The pool, the tries to get a connection and every outcome are those of <see cref="SmtpTransport"/>. Thread-safe;
/// disposing closes idle connections.
/// </summary>
public sealed class MailKitTransport : IMailTransport, IAsyncDisposable
{
    private readonly SmtpTransport _transport;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="dkim">Whose signature each mail gets; null for none.</param>
    /// <param name="tokens">Asked at each connection instead of using a password; null for none.</param>
    /// <exception cref="ArgumentException">A password or token would go over an open connection, or the key can't be read.</exception>
    public MailKitTransport(SmtpSettings settings, TimeProvider time, DkimSettings? dkim = null, TokenSource? tokens = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Security == SmtpSecurity.None && tokens is not null)
            throw new ArgumentException("A token is never sent over an open connection.", nameof(tokens));
        var seal = dkim is null ? mail => mail : new Func<byte[], byte[]>(new DkimSeal(dkim, time).Seal);
        _transport = new SmtpTransport(settings, time, () => MailKitSession.Open(settings, tokens, time), seal);
    }

    /// <inheritdoc/>
    public bool IsRepeatable => _transport.IsRepeatable;

    /// <inheritdoc/>
    public ValueTask<SendOutcome> SendAsync(Message message, CancellationToken cancellation) => _transport.SendAsync(message, cancellation);

    /// <summary>Takes leave of the server.</summary>
    public ValueTask DisposeAsync() => _transport.DisposeAsync();
}
