namespace LeadGrains.MailKit;

/// <summary>Where mail from a folder goes: the same as <c>leadgrains mail in</c> does with a file.</summary>
public interface IMailTaker
{
    /// <summary>
    /// Takes one message; when it returns, everything about it is durable. A crash may come between that and the place's
    /// being kept, so the same message can come once more: it must be told apart by its Message-ID. Whatever is in a message
    /// must not make it throw; what it throws means "not now", and the message comes again.
    /// </summary>
    /// <param name="name">For the operator: folder and UID.</param>
    Task Take(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancel);
}
