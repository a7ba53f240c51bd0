namespace LeadGrains.Mail;

/// <summary>What a link in a mail is for. The numbers stand in every link that was ever sent: never reuse one.</summary>
public enum LinkKind : byte
{
    /// <summary>The preference centre.</summary>
    Preferences = 1,

    /// <summary>The way out, also of the list header (RFC 8058).</summary>
    Unsubscribe = 2,

    /// <summary>An answer to a readiness check; the detail is the answer.</summary>
    Readiness = 3,

    /// <summary>The one question of a piece; the detail is the fact it asks for.</summary>
    Question = 4,

    /// <summary>The second step of a double opt-in; the detail is channel and topic.</summary>
    Confirm = 5,

    /// <summary>On to a page elsewhere; the detail is its address, signed, so that nobody can name another.</summary>
    ClickThrough = 6,

    /// <summary>All that is held about the person: see, export, erase.</summary>
    MyData = 7,
}

/// <summary>The one letter that a kind has in its address.</summary>
public static class LinkPaths
{
#pragma warning disable format // one row per kind, in columns
    /// <summary>As in <c>/p/TOKEN</c>.</summary>
    public static string Letter(this LinkKind kind) => kind switch
    {
        LinkKind.Preferences  => "p",
        LinkKind.Unsubscribe  => "u",
        LinkKind.Readiness    => "r",
        LinkKind.Question     => "q",
        LinkKind.Confirm      => "c",
        LinkKind.ClickThrough => "g",
        LinkKind.MyData       => "d",
        _                     => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
#pragma warning restore format
}
