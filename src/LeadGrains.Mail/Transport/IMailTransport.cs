namespace LeadGrains.Mail;

/// <summary>Hands mails over to whoever delivers them. Safe from any thread.</summary>
public interface IMailTransport
{
    /// <summary>Sending the same mail twice has the effect of once, as a file of the same name has.</summary>
    bool IsRepeatable { get; }

    /// <summary>
    /// Sends one mail and says what became of it. Refusals and uncertainty are answers; only a broken message
    /// (<see cref="MimeWriter.Write"/>) throws, before anything was sent.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled before anything was sent; later, the answer is the
    /// outcome.</exception>
    ValueTask<SendOutcome> SendAsync(Message message, CancellationToken cancellation);
}
