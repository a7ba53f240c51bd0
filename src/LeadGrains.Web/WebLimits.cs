namespace LeadGrains.Web;

/// <summary>Every bound of the web, so that strangers can't use it up.</summary>
public static class WebLimits
{
    /// <summary>Bytes of a request's body; a longer one is answered 413.</summary>
    public const int BodyBytesMax = 64 * 1024;

    /// <summary>Fields of a form, characters of a name and of a value.</summary>
    public const int FormFieldsMax = 200, FieldNameCharsMax = 100, FieldValueCharsMax = 4_000;

    /// <summary>Bytes of a request's first line, in which the longest link must fit.</summary>
    public const int RequestLineBytesMax = 16 * 1024;

    /// <summary>Connections at once; a further one is closed.</summary>
    public const int ConnectionsMax = 2_000;

    /// <summary>Inquiries under way at once; a further one is answered 503 with Retry-After. At 6,000 a second the last of them waits 170 ms.</summary>
    public const int InquiriesUnderWayMax = 1_024;

    /// <summary>A browser has this long to say what it wants.</summary>
    public static readonly TimeSpan HeadersWithin = TimeSpan.FromSeconds(15);

    /// <summary>Requests under way have this long to end when the house closes.</summary>
    public static readonly TimeSpan CloseWithin = TimeSpan.FromSeconds(10);

    /// <summary>Entries of a history that are shown or exported to the person.</summary>
    public const int HistoryEntriesMax = 10_000;

    /// <summary>Followed links that are remembered to tell scanners, about 64 bytes each.</summary>
    public const int LinksRememberedMax = 50_000;

    /// <summary>Clicks that wait to be judged; further ones are judged at once.</summary>
    public const int ClicksWaitingMax = 500;

    /// <summary>From the preference centre to everything that is held; a link that somebody copied is soon useless.</summary>
    public static readonly TimeSpan MyDataFor = TimeSpan.FromHours(1);
}
