namespace LeadGrains.Mail;

/// <summary>
/// What became of one request. Closed. Who promises "at most once" repeats only <see cref="NotSent"/> and
/// <see cref="Refused"/> for now; who promises "at least once" repeats <see cref="Uncertain"/> too, under the same id.
/// </summary>
public abstract record WebhookAnswer
{
    private WebhookAnswer() { }

    /// <summary>The receiver took it: any 2xx.</summary>
    public sealed record Taken(int Status) : WebhookAnswer;

    /// <summary>The receiver answered that it didn't take it.</summary>
    /// <param name="IsPermanent">The same again can't help; false for 408, 425, 429 and 503.</param>
    public sealed record Refused(int Status, bool IsPermanent) : WebhookAnswer
    {
        /// <summary>When the receiver asked for it, the wait before the next try; at most a day.</summary>
        public TimeSpan? RetryAfter { get; init; }
    }

    /// <summary>Nothing of it reached anybody: no such name, no connection, or an address that isn't allowed.</summary>
    /// <param name="IsPermanent">The address itself is refused, whoever asks.</param>
    public sealed record NotSent(bool IsPermanent, string Reason) : WebhookAnswer;

    /// <summary>It was sent, and no answer, or none that says whether it was taken.</summary>
    public sealed record Uncertain(string Reason) : WebhookAnswer;
}
