using System.Runtime.InteropServices;

namespace LeadGrains.MailKit;

/// <summary>
/// MimeKit as the reader of what comes back to us. Bounded by <see cref="ReaderLimits"/> as our own reader is, which stays
/// behind it for what MimeKit takes for no message at all, and for parts whose boundary has to be guessed. Thread-safe.
/// </summary>
/// <param name="time">For the limit of time.</param>
/// <param name="limits">Null for the defaults.</param>
public sealed class MimeKitReader(TimeProvider time, ReaderLimits? limits = null) : IMailReader
{
    private readonly ReaderLimits _limits = limits ?? new ReaderLimits();

    /// <inheritdoc/>
    public IncomingMail Read(ReadOnlyMemory<byte> bytes)
    {
        var whole = bytes[(bytes.Length - MailReader.Begin(bytes.Span).Length)..];
        var budget = new ReadingBudget(_limits, time);
        budget.Cut(whole.Length > _limits.MessageBytesMax);
        return PartReading.Read(budget, StreamOf(whole[..Math.Min(whole.Length, _limits.MessageBytesMax)]), 0) is { } root
            ? new IncomingMail(root, budget.IsCut) : new MailReader(time, _limits).Read(bytes);
    }

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var part)
        ? new MemoryStream(part.Array!, part.Offset, part.Count, writable: false) : new MemoryStream(bytes.ToArray(), writable: false);
}
