using System.Buffers;
using MimeKit;
using MimeKit.Utils;

namespace LeadGrains.MailKit;

/// <summary>A part whose end hasn't come yet, with what is kept of it.</summary>
/// <param name="isLeaf">MimeKit opens nothing in it.</param>
/// <param name="depth">The root has 0.</param>
internal sealed class OpenPart(MailPart part, bool isLeaf, int depth, ReadingBudget budget)
{
    private readonly ArrayBufferWriter<byte> _content = new();

    // Attachments aren't kept.
    private readonly int _bytesMax = part.IsMessage ? budget.Limits.MessageBytesMax
        : part.Type.IsAny("text") || part.Type.IsAny("multipart") || PartText.IsReport(part.Type) ? budget.Limits.TextBytesMax : 0;

    private int _bytes = int.MaxValue; // of the content, once its end is known

    /// <summary>What is in it, in order.</summary>
    public List<MailPart> Inner { get; } = [];

    /// <summary>More of its content, or of what stands before the first part.</summary>
    public void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_bytesMax == 0) return;
        var kept = Math.Min(bytes.Length, _bytesMax - _content.WrittenCount);
        budget.Cut(kept < bytes.Length);
        _content.Write(bytes[..kept]);
    }

    /// <summary>The content has so many bytes: the line end before a boundary belongs to the boundary.</summary>
    public void End(long bytes) => _bytes = (int)Math.Min(bytes, int.MaxValue);

    /// <summary>Its end has come.</summary>
    public MailPart Close() => (part.Type.IsAny("multipart"), part.IsMessage, isLeaf) switch
    {
        (true, _, false) => Inner.Count > 0 ? part with { Parts = Inner } : Guessed(),
        (true, _, true) => Left(),
        (_, true, false) => part with { Parts = Inner },
        (_, true, true) => Message(),
        _ => _bytesMax > 0 ? part with { Text = Text() } : part,
    };

    private ReadOnlySpan<byte> Content => _content.WrittenSpan[..Math.Min(_bytes, _content.WrittenCount)];

    private MailPart Left()
    {
        budget.Cut();
        return part;
    }

    // It came encoded, is of a kind that MimeKit doesn't open, or lies too deep.
    private MailPart Message()
    {
        if (Content.IsEmpty) return part;
        if (depth + 1 >= budget.Limits.DepthMax) return Left();
        var inner = MailReader.Begin(Decoded()).ToArray();
        return PartReading.Read(budget, new MemoryStream(inner, writable: false), depth + 1) is { } message ? part with { Parts = [message] } : part;
    }

    // No boundary is said, or none comes: our own reader guesses it, within what is left.
    private MailPart Guessed()
    {
        var (limits, bytes) = (budget.Limits, Content.ToArray());
        if (bytes.Length == 0) return part;
        var left = limits with { PartsMax = Math.Max(1, limits.PartsMax - budget.Parts), DepthMax = Math.Max(1, limits.DepthMax - depth) };
        var guess = new MailReader(budget.Time, left).Read((byte[])[.. "Content-Type: multipart/mixed\r\n\r\n"u8, .. bytes]);
        budget.Cut(guess.IsCut);
        return guess.Root.Parts.Count == 0 || budget.Spend(guess.Parts.Count() - 1)
            ? part with { Parts = guess.Root.Parts, Text = guess.Root.Text } : part with { Text = Text() };
    }

    private string Text() => PartText.Broken(
        Charsets.Decode(Decoded(), part.Type.Parameter("charset")).ReplaceLineEndings("\n"), budget.Limits.LineCharsMax);

    // MimeKit stops where base64 or quoted-printable breaks the rules; ours goes on. What uuencode is, only MimeKit knows.
    private byte[] Decoded()
    {
        var (encoded, name) = (Content.ToArray(), part.Headers.Raw("Content-Transfer-Encoding"));
        if (!MimeUtils.TryParse(name, out ContentEncoding encoding) || encoding != ContentEncoding.UUEncode) return TransferCoding.Decode(encoded, name);
        using var decoded = new MemoryStream();
        new MimeContent(new MemoryStream(encoded, writable: false), encoding).DecodeTo(decoded);
        return decoded.ToArray();
    }
}
