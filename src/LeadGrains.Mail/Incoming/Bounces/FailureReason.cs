namespace LeadGrains.Mail;

/// <summary>Why a message didn't arrive, in the words of those who run mail servers.</summary>
public enum FailureReason
{
    /// <summary>Nothing in the report says why.</summary>
    Unclear,

    // Nobody will ever be reached there: hard.

    /// <summary>There is no such mailbox.</summary>
    UserUnknown,

    /// <summary>There is no such domain or host.</summary>
    HostUnknown,

    /// <summary>The person has moved elsewhere.</summary>
    Moved,

    /// <summary>The domain takes no mail at all (RFC 7505).</summary>
    TakesNoMail,

    // It may be otherwise tomorrow, or for another sender: soft.

    /// <summary>Called unknown, but the code says that a filter or a rule spoke, or there is no code.</summary>
    Filtered,
    MailboxFull,

    /// <summary>The mailbox is there, and switched off.</summary>
    Suspended,

    /// <summary>Our address or domain was refused, not the recipient's.</summary>
    SenderRefused,
    Spam,

    /// <summary>Our server's address or name was refused.</summary>
    Blocked,

    /// <summary>SPF, DKIM or DMARC.</summary>
    NotAuthenticated,
    NoReverseName,
    TooManyAtOnce,
    Relaying,
    Content,
    TooBig,
    Policy,
    Syntax,
    System,
    Network,

    /// <summary>Tried for too long, or still being tried.</summary>
    Expired,
}
