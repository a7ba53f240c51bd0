namespace LeadGrains.Mail;

/// <summary>What is read of a message at most. Beyond a limit the rest is left out and the message marked as cut.</summary>
public sealed record ReaderLimits
{
    /// <summary>Bytes of a message; 16 MiB. Text comes first in mail, what lies beyond are attachments.</summary>
    public int MessageBytesMax { get; init; } = 16 << 20;

    /// <summary>Parts inside parts; 12. Forwarded bounces of forwarded bounces have five.</summary>
    public int DepthMax { get; init; } = 12;

    /// <summary>Parts in all; 200.</summary>
    public int PartsMax { get; init; } = 200;

    /// <summary>Headers of one part; 500.</summary>
    public int HeadersMax { get; init; } = 500;

    /// <summary>Bytes of one header, folded lines together; 32 KiB.</summary>
    public int HeaderBytesMax { get; init; } = 32 << 10;

    /// <summary>Encoded bytes of a text part that are read; 512 KiB.</summary>
    public int TextBytesMax { get; init; } = 512 << 10;

    /// <summary>A line of text is broken here; 10,000 characters (RFC 5322 allows 998).</summary>
    public int LineCharsMax { get; init; } = 10_000;

    /// <summary>From here on no further part is opened; 2 s. A typical message takes a tenth of a millisecond.</summary>
    public TimeSpan TimeMax { get; init; } = TimeSpan.FromSeconds(2);
}
