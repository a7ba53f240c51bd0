namespace LeadGrains.Mail;

/// <summary>One part of a message: text, or a container of parts, or something whose content isn't kept.</summary>
public sealed record MailPart(MailHeaders Headers, MediaType Type)
{
    /// <summary>Decoded text of a text part or a report; null for everything else. Line ends are <c>\n</c>.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// The parts of a multipart; of an attached message, or of its headers alone, the one message.
    /// </summary>
    public IReadOnlyList<MailPart> Parts { get; init; } = [];

    /// <summary>Is it an attached message (RFC 2046, 5.2.1; RFC 6532), or its headers (RFC 6522)?</summary>
    public bool IsMessage => Type.Is("message/rfc822") || Type.Is("message/global") || Type.Is("message/rfc822-headers")
        || Type.Is("text/rfc822-headers") || Type.Is("message/global-headers");

    /// <summary>This part and all below it, in order.</summary>
    public IEnumerable<MailPart> WithParts()
    {
        var waiting = new Stack<MailPart>([this]);
        while (waiting.TryPop(out var part))
        {
            yield return part;
            for (var i = part.Parts.Count - 1; i >= 0; i--) waiting.Push(part.Parts[i]);
        }
    }

    /// <summary>The same, without what is inside attached messages: that is somebody else's.</summary>
    public IEnumerable<MailPart> Own()
    {
        var waiting = new Stack<MailPart>([this]);
        while (waiting.TryPop(out var part))
        {
            yield return part;
            if (part.IsMessage) continue;
            for (var i = part.Parts.Count - 1; i >= 0; i--) waiting.Push(part.Parts[i]);
        }
    }
}
