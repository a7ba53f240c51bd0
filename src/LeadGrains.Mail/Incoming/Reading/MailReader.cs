namespace LeadGrains.Mail;

/// <summary>
/// A small reader of MIME for what comes back to us: reports, auto-replies, replies. It keeps text and reports and
/// leaves attachments alone. Bounded by <see cref="ReaderLimits"/>; linear in the size of the message. Thread-safe.
/// </summary>
/// <param name="time">For the limit of time.</param>
/// <param name="limits">Null for the defaults.</param>
public sealed class MailReader(TimeProvider time, ReaderLimits? limits = null) : IMailReader
{
    private readonly ReaderLimits _limits = limits ?? new ReaderLimits();

    /// <inheritdoc/>
    public IncomingMail Read(ReadOnlyMemory<byte> bytes)
    {
        var reading = new Reading(_limits, time);
        var whole = Begin(bytes.Span);
        reading.Cut |= whole.Length > _limits.MessageBytesMax;
        var root = reading.Part(whole[..Math.Min(whole.Length, _limits.MessageBytesMax)], 0);
        return new IncomingMail(root, reading.Cut);
    }

    // Blank lines, a byte order mark and an mbox line may stand before the first header.
    internal static ReadOnlySpan<byte> Begin(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        bytes = bytes.TrimStart("\r\n"u8);
        if (!bytes.StartsWith("From "u8)) return bytes;
        Lines.Next(bytes, 0, out var next);
        return bytes[next..];
    }

    private sealed class Reading(ReaderLimits limits, TimeProvider time)
    {
        private readonly long _began = time.GetTimestamp();
        private int _parts;

        public bool Cut { get; set; }

        public MailPart Part(ReadOnlySpan<byte> bytes, int depth)
        {
            _parts++;
            var (headers, bodyAt, cut) = HeaderLines.Read(bytes, limits);
            Cut |= cut;
            var part = new MailPart(headers, MediaType.Read(headers.Raw("Content-Type")));
            var body = bytes[bodyAt..];
            if (body.IsEmpty && !part.Type.IsAny("text")) return part;
            if (part.Type.IsAny("multipart")) return Multipart(part, body, depth);
            if (part.IsMessage) return Message(part, body, depth);
            return part.Type.IsAny("text") || PartText.IsReport(part.Type) ? part with { Text = Text(part, body) } : part;
        }

        private MailPart Multipart(MailPart part, ReadOnlySpan<byte> body, int depth)
        {
            if (!MayOpen(depth)) return part;
            var parts = new List<MailPart>();
            var ranges = Boundaries.Split(body, part.Type.Parameter("boundary"), limits.PartsMax);
            foreach (var range in ranges)
                if (MayOpen(depth)) parts.Add(Part(body[range], depth + 1));
            // No boundary anywhere: it is text, whatever it calls itself.
            return ranges.Count == 0 ? part with { Text = Text(part, body) } : part with { Parts = parts };
        }

        private MailPart Message(MailPart part, ReadOnlySpan<byte> body, int depth)
        {
            if (!MayOpen(depth)) return part;
            var coding = part.Headers.Raw("Content-Transfer-Encoding");
            var inner = coding.Length == 0 ? body : TransferCoding.Decode(body, coding);
            return part with { Parts = [Part(Begin(inner), depth + 1)] };
        }

        private bool MayOpen(int depth)
        {
            var may = depth < limits.DepthMax && _parts < limits.PartsMax && time.GetElapsedTime(_began) < limits.TimeMax;
            Cut |= !may;
            return may;
        }

        private string Text(MailPart part, ReadOnlySpan<byte> body)
        {
            Cut |= body.Length > limits.TextBytesMax;
            body = body[..Math.Min(body.Length, limits.TextBytesMax)];
            var bytes = TransferCoding.Decode(body, part.Headers.Raw("Content-Transfer-Encoding"));
            var text = Charsets.Decode(bytes, part.Type.Parameter("charset"));
            return PartText.Broken(text.ReplaceLineEndings("\n"), limits.LineCharsMax);
        }
    }
}
