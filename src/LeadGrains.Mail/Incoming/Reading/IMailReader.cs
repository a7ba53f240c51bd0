namespace LeadGrains.Mail;

/// <summary>
/// Reads a message as it came from outside. It never throws for what is in the message: whatever can be read is the
/// answer. Safe from any thread.
/// </summary>
public interface IMailReader
{
    /// <summary>The message in these bytes: RFC 5322 with MIME, or what is left of it.</summary>
    IncomingMail Read(ReadOnlyMemory<byte> bytes);
}
