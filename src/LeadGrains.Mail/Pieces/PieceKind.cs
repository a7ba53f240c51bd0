namespace LeadGrains.Mail;

/// <summary>
/// What a piece of content is for. In front matter the names are lower case with hyphens: <c>thank-you</c>.
/// </summary>
public enum PieceKind
{
    /// <summary>Teaches something, on the cadence (N1, N2).</summary>
    Drip,

    /// <summary>Asks gently "is it time?" with three answers (N5).</summary>
    Readiness,

    /// <summary>After a win (Q12).</summary>
    ThankYou,

    /// <summary>Introduces the owner by name at hand-off (Q9).</summary>
    Introduction,

    /// <summary>The first answer to an inquiry.</summary>
    Welcome,

    /// <summary>Tells an owner of an offer, without the person's contact details (P1, P2).</summary>
    OfferNotice,
}
