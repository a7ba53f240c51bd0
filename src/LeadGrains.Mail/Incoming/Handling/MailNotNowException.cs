namespace LeadGrains.Mail;

/// <summary>A message can't be taken in now; whoever brought it keeps it and comes again. The words are for a person.</summary>
public sealed class MailNotNowException(string message) : Exception(message);
