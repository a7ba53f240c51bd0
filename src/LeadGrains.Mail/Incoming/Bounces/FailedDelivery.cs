namespace LeadGrains.Mail;

/// <summary>One recipient that a report speaks of, and what it says of it.</summary>
/// <param name="Recipient">As the report names it; null where it names nobody.</param>
/// <param name="Status">Enhanced status code (RFC 3463) such as <c>5.1.1</c>; null where none is given.</param>
/// <param name="ReplyCode">SMTP reply (RFC 5321, 4.2) from 400 to 599; null where none is given.</param>
/// <param name="IsHard">Nobody will ever be reached at this address.</param>
/// <param name="Words">What the other server said; plain text of one line, at most
/// <see cref="PlainWords.DiagnosisCharsMax"/> characters.</param>
public sealed record FailedDelivery(
    EmailAddress? Recipient, string? Status, int? ReplyCode, FailureReason Reason, bool IsHard, string Words)
{
    /// <summary>It is still being tried (RFC 3464, 2.3.3): no failure yet.</summary>
    public bool IsDelay { get; init; }
}
