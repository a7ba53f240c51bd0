namespace LeadGrains.Mail;

/// <summary>RFC 3834: who wrote it. Auto-responders leave alone what says that a machine did.</summary>
public enum AutoSubmitted
{
    /// <summary>No header: a mail that a person may answer.</summary>
    No,

    /// <summary>Sent by a machine of its own accord, such as a notice or a drip.</summary>
    Generated,

    /// <summary>Sent by a machine as the answer to one mail.</summary>
    Replied,
}

/// <summary>One mail, ready to be written by <see cref="MimeWriter"/>. Equal when all parts are.</summary>
/// <param name="MessageId">Without angle brackets: <c>left@right</c>, printable ASCII. The caller derives it, so
/// that a repeat has the same.</param>
/// <param name="Date">When it was made.</param>
/// <param name="From">Who writes.</param>
/// <param name="To">Who gets it: one person per mail, always.</param>
/// <param name="Subject">One line; control characters become blanks.</param>
/// <param name="Text">Plain text; any line ending.</param>
/// <param name="Html">A whole HTML document, or null for a mail of text only.</param>
public sealed record Message(
    string MessageId, DateTimeOffset Date, Mailbox From, Mailbox To, string Subject, string Text, string? Html = null)
{
    /// <summary>Where answers go; null means to <see cref="From"/>.</summary>
    public Mailbox? ReplyTo { get; init; }

    /// <summary>
    /// The envelope's sender (RFC 5321 MAIL FROM), where bounces go; null means <see cref="From"/>. Not a header.
    /// </summary>
    public Mailbox? ReturnPath { get; init; }

    /// <summary>
    /// The one-click address (RFC 8058): https, and a POST to it unsubscribes at once. Null for none.
    /// </summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary>Where a mail unsubscribes (RFC 2369). Null for none.</summary>
    public Mailbox? UnsubscribeMailbox { get; init; }

    /// <summary>
    /// A name for the stream this belongs to, such as <c>planning.kestrel.example</c> (RFC 2919). Null for none.
    /// </summary>
    public string? ListId { get; init; }

    /// <summary>Whether a machine wrote it.</summary>
    public AutoSubmitted AutoSubmitted { get; init; }

    /// <summary>The Message-ID that this answers, without angle brackets. Null for none.</summary>
    public string? InReplyTo { get; init; }
}
