namespace LeadGrains.Mail;

/// <summary>Lines of bytes: CRLF, and the bare LF that files and broken senders have.</summary>
internal static class Lines
{
    /// <summary>The line that begins at a place, without its end, and where the next one begins.</summary>
    public static ReadOnlySpan<byte> Next(ReadOnlySpan<byte> bytes, int at, out int next)
    {
        var rest = bytes[at..];
        var end = rest.IndexOf((byte)'\n');
        next = end < 0 ? bytes.Length : at + end + 1;
        var line = end < 0 ? rest : rest[..end];
        return line.Length > 0 && line[^1] == '\r' ? line[..^1] : line;
    }
}
