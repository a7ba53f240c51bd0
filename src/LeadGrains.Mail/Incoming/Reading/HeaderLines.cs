namespace LeadGrains.Mail;

/// <summary>Takes the headers off the beginning of a message or a part, whatever they look like.</summary>
internal static class HeaderLines
{
    /// <summary>The headers, and where the body begins. Folded lines are joined (RFC 5322, 2.2.3).</summary>
    public static (MailHeaders Headers, int BodyAt, bool IsCut) Read(ReadOnlySpan<byte> bytes, ReaderLimits limits)
    {
        var headers = new List<MailHeader>();
        var (at, cut) = (0, false);
        while (at < bytes.Length)
        {
            var line = Lines.Next(bytes, at, out var next);
            if (line.IsEmpty || (line.Length == 1 && line[0] == '\r')) return (new MailHeaders(headers), next, cut);
            var colon = Colon(line);
            // Something between the headers that is none: skipped when a header follows, else the body has begun.
            if (colon < 0 && !IsFolded(line) && !IsMboxLine(line) && !HeaderFollows(bytes, next))
                return (new MailHeaders(headers), at, cut);
            var end = next;
            while (end < bytes.Length && Lines.Next(bytes, end, out var after) is { Length: > 0 } folded && IsFolded(folded)) end = after;
            if (colon > 0)
            {
                var value = bytes[(at + colon + 1)..end];
                cut |= value.Length > limits.HeaderBytesMax || headers.Count == limits.HeadersMax;
                if (headers.Count < limits.HeadersMax)
                    headers.Add(new MailHeader(Charsets.Guess(line[..colon]).TrimEnd(), Unfolded(value[..Math.Min(value.Length, limits.HeaderBytesMax)])));
            }
            at = end;
        }
        return (new MailHeaders(headers), bytes.Length, cut);
    }

    private static bool IsFolded(ReadOnlySpan<byte> line) => line[0] is (byte)' ' or (byte)'\t';

    // "From somebody Mon …" of an mbox file, or ">From " of one that was quoted.
    private static bool IsMboxLine(ReadOnlySpan<byte> line) => line.StartsWith("From "u8) || line.StartsWith(">From "u8);

    private static bool HeaderFollows(ReadOnlySpan<byte> bytes, int at) =>
        at < bytes.Length && Colon(Lines.Next(bytes, at, out _)) > 0;

    // A name is printable ASCII without blanks (RFC 5322, 2.2); blanks before the colon are tolerated.
    private static int Colon(ReadOnlySpan<byte> line)
    {
        const int nameCharsMax = 100;
        var colon = line[..Math.Min(line.Length, nameCharsMax)].IndexOf((byte)':');
        if (colon <= 0) return -1;
        var name = line[..colon].TrimEnd((byte)' ');
        return name.IsEmpty || name.ContainsAnyExceptInRange((byte)'!', (byte)'~') ? -1 : colon;
    }

    /// <summary>A value in one line, as text.</summary>
    public static string Unfolded(ReadOnlySpan<byte> value)
    {
        var text = Charsets.Guess(value);
        return text.AsSpan().IndexOfAny('\r', '\n') < 0 ? text.Trim()
            : text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Trim();
    }
}
