namespace LeadGrains.Mail;

/// <summary>What a message from outside is; a closed family.</summary>
public abstract record SortedMail;

/// <summary>A message of ours didn't arrive, or is late.</summary>
public sealed record BouncedMail(IReadOnlyList<FailedDelivery> Failures) : SortedMail;

/// <summary>The person called our mail spam (RFC 5965).</summary>
/// <param name="Recipients">Whom the report names; often nobody, or a made-up one.</param>
public sealed record ComplaintMail(IReadOnlyList<EmailAddress> Recipients) : SortedMail;

/// <summary>A machine wrote it: never answered, never scored.</summary>
/// <param name="Because">What gave it away, for the operator.</param>
public sealed record AutomaticMail(AutomaticKind Kind, string Because) : SortedMail
{
    /// <summary>The first day the person is back, where the note says so.</summary>
    public DateOnly? BackOn { get; init; }
}

/// <summary>The person wants no more mail.</summary>
public sealed record UnsubscribeMail : SortedMail;

/// <summary>A person wrote to us.</summary>
/// <param name="Words">Their own words, without quotes and signature; may be empty.</param>
public sealed record WrittenMail(string Words) : SortedMail;

/// <summary>What kind of machine wrote.</summary>
public enum AutomaticKind
{
    /// <summary>Somebody is away, or a robot confirms that mail has come.</summary>
    AutoReply,

    /// <summary>A read receipt (RFC 8098).</summary>
    Receipt,

    /// <summary>A report for postmasters: delivered, DMARC, virus.</summary>
    Report,

    /// <summary>A newsletter or a list.</summary>
    List,
}
