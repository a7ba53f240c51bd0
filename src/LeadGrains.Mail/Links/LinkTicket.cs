namespace LeadGrains.Mail;

/// <summary>What a link says: this lead, from this touch, may do this. Whoever holds the link may do it; there is no account.</summary>
/// <param name="Touch">The number of the touch it was sent with; 0 when it came with none.</param>
/// <param name="MadeAt">When the mail was made, in whole seconds; a click right after it was a machine's.</param>
public sealed record LinkTicket(LinkKind Kind, LeadId Lead, int Touch, Moment MadeAt)
{
    /// <summary>The piece it stood in, or empty.</summary>
    public string Piece { get; init; } = "";

    /// <summary>What the kind needs besides: an answer, a fact, a topic, an address; at most
    /// <see cref="SignedLinks.DetailCharsMax"/> characters.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Of no use after this, in whole minutes; null: for ever.</summary>
    public Moment? NotAfterAt { get; init; }
}

/// <summary>How a link stands.</summary>
public enum LinkStanding
{
    /// <summary>Ours, and in time.</summary>
    Good,

    /// <summary>Ours, and too old.</summary>
    Expired,

    /// <summary>Not ours, for another kind of page, or signed with a key that is gone.</summary>
    Wrong,
}

/// <summary>What was made of a link.</summary>
/// <param name="Ticket">null when it is wrong.</param>
public sealed record LinkReading(LinkStanding Standing, LinkTicket? Ticket);
