namespace LeadGrains.Mail;

/// <summary>RFC 5321, 4.5.2: a line that begins with a dot gets another, so that none can end the mail early.</summary>
internal static class DotStuffing
{
    /// <summary>The text, ready to be followed by the final dot: every line ended by CRLF.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> text)
    {
        var source = text.Span;
        if (source.EndsWith("\r\n"u8) && source[0] != '.' && source.IndexOf("\n."u8) < 0) return text;
        var stuffed = new List<byte>(source.Length + 64);
        var atStart = true;
        foreach (var b in source)
        {
            if (atStart && b == '.') stuffed.Add(b);
            stuffed.Add(b);
            atStart = b == '\n';
        }
        if (!source.EndsWith("\r\n"u8)) stuffed.AddRange("\r\n"u8);
        return stuffed.ToArray();
    }
}
