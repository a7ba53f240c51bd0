using LeadGrains.Reports;

namespace LeadGrains.Web.Portal.Pages;

/// <summary>One line of a history.</summary>
public sealed record HistoryLine(Moment At, string By, string Text);

/// <summary>A fact as the page shows it.</summary>
public sealed record FactShown(string Name, string Words, FactSource Source, Moment At);

/// <summary>What the lead page shows to whoever reaches all of it.</summary>
/// <param name="Name">As a person would call it.</param>
/// <param name="Verdict">As of now, point by point.</param>
/// <param name="Next">The one question worth asking next, with what each answer would lead to; null when none can change anything.</param>
/// <param name="Older">For <c>from</c> of the page with what was before; null when this is all.</param>
public sealed record LeadModel(LeadId Id, int Version, LeadState State, string Name, Verdict Verdict, OpenQuestion? Next, long? Older)
{
    /// <summary>An open offer, when the reader answers it.</summary>
    public OfferShown? Offer { get; init; }
    public IReadOnlyList<StoryPart> Story { get; init; } = [];
    public IReadOnlyList<FactShown> Facts { get; init; } = [];

    /// <summary>Further questions that are open, in words.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
    public IReadOnlyList<RuleCheck> Rules { get; init; } = [];
    public IReadOnlyList<Coming> Coming { get; init; } = [];
    public IReadOnlyList<HistoryLine> History { get; init; } = [];

    /// <summary>Whom it was offered to, who had it, and how that ended.</summary>
    public IReadOnlyList<HistoryLine> Offers { get; init; } = [];
    public IReadOnlyList<LeadForm> Forms { get; init; } = [];
    public Typed? Typed { get; init; }
}
