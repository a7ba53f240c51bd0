using System.Runtime.InteropServices;
using MimeKit;
using MimeKit.IO;

namespace LeadGrains.MailKit;

/// <summary>
/// The bytes of a mail after its headers, written as they are. It is the last that MailKit writes before the final dot,
/// so that the end of it is where doubt begins. Text and dot are two writes: a text that couldn't be handed over is none.
/// </summary>
internal sealed class RawBody : MimePart
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly PhaseWatch _watch;

    private RawBody(ReadOnlyMemory<byte> bytes, long messageBytes, PhaseWatch watch)
    {
        (_bytes, MessageBytes, _watch) = (bytes, messageBytes, watch);
        Headers.Clear();
    }

    /// <summary>Of the whole mail, headers too.</summary>
    public long MessageBytes { get; }

    /// <summary>A mail as MailKit wants it: its headers read, the rest untouched.</summary>
    public static MimeMessage Message(ReadOnlyMemory<byte> mail, PhaseWatch watch)
    {
        var end = mail.Span.IndexOf("\r\n\r\n"u8) + 4;
        MemoryMarshal.TryGetArray(mail[..end], out var head);
        using var stream = new MemoryStream(head.Array!, head.Offset, head.Count, writable: false);
        return new MimeMessage(HeaderList.Load(stream)) { Body = new RawBody(mail[end..], mail.Length, watch) };
    }

    /// <inheritdoc/>
    public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
    {
        _watch.Enter(SmtpPhase.Text);
        await stream.WriteAsync(_bytes, cancellationToken).ConfigureAwait(false);
        // The filter that doubles dots hands over what it has; MailKit's buffer beneath it goes to the network.
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (stream is FilteredStream { Source: var wire }) await wire.FlushAsync(cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        _watch.Enter(SmtpPhase.Dot); // from here on it may have been sent
    }
}
