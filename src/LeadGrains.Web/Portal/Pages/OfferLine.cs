using LeadGrains.Store;

namespace LeadGrains.Web.Portal.Pages;

/// <summary>An open offer as those see it who watch a team: not who the person is.</summary>
public sealed record OfferLine(LeadId Lead, string Team, string Member, Moment OfferedAt, Moment DueAt, bool IsViewed, int? Score, Route Route)
{
    /// <summary>Offers of one team that are looked up.</summary>
    public const int OffersMax = 500;

    /// <summary>Waiting leads of one team that are counted.</summary>
    public const int WaitingMax = 10_000;

    /// <summary>The open offers of a team, those that run out first before the others; each is one look-up.</summary>
    internal static IReadOnlyList<OfferLine> Of(LeadViews views, TeamState team) =>
        [.. team.Held.Where(h => !h.Value.Owned).Take(OffersMax).Select(h => views.Lead(h.Key)).OfType<LeadLine>()
            .Where(l => l.State.Handoff?.Offer?.Team == team.Name)
            .Select(l => (Lead: l, Offer: l.State.Handoff!.Offer!))
            .Select(o => new OfferLine(o.Lead.Id, team.Name, o.Offer.Member, o.Offer.OfferedAt, o.Offer.DueAt, o.Offer.ViewedAt is not null, o.Lead.Score, o.Lead.State.Handoff!.Route))
            .OrderBy(o => o.DueAt)];
}
