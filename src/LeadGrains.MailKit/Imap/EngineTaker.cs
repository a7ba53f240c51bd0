namespace LeadGrains.MailKit;

/// <summary>
/// Tells leads what a message says about them, each once by its Message-ID in the same transaction as its effect: what a
/// crash lets come twice is known the second time.
/// </summary>
public sealed class EngineTaker(MailIntake intake) : IMailTaker
{
    /// <inheritdoc/>
    public Task Take(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancel) => intake.Take(name, bytes.ToArray(), cancel);
}
