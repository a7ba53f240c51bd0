using LeadGrains.Reports;

namespace LeadGrains.Web.Portal;

/// <summary>An offer as whoever it is made to sees it: what it is worth, and nothing that names the person (P1).</summary>
/// <param name="Number">Of the offer; an answer is to this one.</param>
/// <param name="IsMine">The reader answers it; else they only see how it goes.</param>
public sealed record OfferShown(LeadId Lead, int Version, int Number, string To, Route Route, int? Score, Moment DueAt, bool IsMine)
{
    public string? Country { get; init; }
    public string? Segment { get; init; }
    public string Interests { get; init; } = "";
    public string Why { get; init; } = "";

    /// <summary>Facts by their names, in the words of the questions.</summary>
    public IReadOnlyList<(string Name, string Words)> Facts { get; init; } = [];
    public bool IsViewed { get; init; }

    internal static OfferShown Of(LeadId id, int version, LeadState lead, OpenOffer offer, Caller caller, Program program, Moment now)
    {
        var facts = Story.FactsOfOffer(lead, program);
        return new OfferShown(id, version, offer.Number, $"{offer.Team}/{offer.Member}", lead.Handoff!.Route, lead.Standing?.Score, offer.DueAt,
            caller.Team == offer.Team && caller.Member == offer.Member && caller.May(Right.Work))
        {
            Country = Story.CountryOfOffer(lead, program),
            Segment = facts.Where(f => f.Name == "segment").Select(f => Story.InWords(f, program)).FirstOrDefault(),
            Interests = Story.InterestsOfOffer(lead, program),
            Why = Story.WhyOffered(lead, program, now),
            Facts = [.. facts.Where(f => f.Name != "segment").Select(f => (f.Name.Replace('_', ' '), Story.InWords(f, program)))],
            IsViewed = offer.ViewedAt is not null,
        };
    }
}
