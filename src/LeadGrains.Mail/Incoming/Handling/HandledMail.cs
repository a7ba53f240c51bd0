namespace LeadGrains.Mail;

/// <summary>A message and what became of it.</summary>
public sealed record HandledMail(string Name, MailOutcome Outcome, string What, LeadId? Lead, string? KeptAs = null);

/// <summary>What became of a message.</summary>
public enum MailOutcome
{
    /// <summary>The lead was told.</summary>
    Told,

    /// <summary>It was here before, or said nothing new.</summary>
    Known,

    /// <summary>There was nothing to tell anybody: automatic mail, a bounce that isn't for good.</summary>
    Noted,

    /// <summary>A new inquiry by mail.</summary>
    Inquiry,

    /// <summary>The lead refused it, such as one that asked to be forgotten.</summary>
    Refused,

    /// <summary>It is about nobody we know: kept in a folder for somebody to look at.</summary>
    Kept,
}
