namespace LeadGrains.Mail;

/// <summary>
/// One open connection that is ready for mail, used for one after the other. What breaks is an outcome of the phase it
/// broke in: before the final dot nothing was sent, after it nobody knows. One caller at a time.
/// </summary>
internal interface ISmtpSession : IAsyncDisposable
{
    /// <summary>Mails tried over it.</summary>
    int Mails { get; }

    /// <summary>Another mail may be tried.</summary>
    bool IsFit { get; }

    /// <summary>When it was last used, as <see cref="TimeProvider.GetTimestamp"/>.</summary>
    long UsedAt { get; set; }

    /// <summary>Sends one mail. Never throws for what the server or the network does.</summary>
    ValueTask<SendOutcome> Send(SmtpEnvelope mail);

    /// <summary>Takes leave politely where the server still listens, and closes.</summary>
    ValueTask Quit();
}

/// <summary>A session, or why there is none.</summary>
/// <param name="IsPassing">The next try may do better.</param>
internal readonly record struct SmtpOpening(ISmtpSession? Session, string Why, bool IsPassing);
