using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

public static partial class Sentences
{
#pragma warning disable format // one row per event, in columns
    /// <summary>
    /// The same for other houses' systems: without what the person is called, told us or wrote, and without notes about
    /// them; instants are whole. Empty for what only the engine notes for itself.
    /// </summary>
    public static string Discreet(LeadEvent happened) => happened switch
    {
        Inquired e          => e.Origin.Source.Length > 0 ? $"asked, through {e.Origin.Source}" : "asked",
        CycleStarted        => Of(happened),
        Learned e           => e.Facts.Count > 0 ? $"we learnt {string.Join(", ", e.Facts.Select(f => f.Name))}" : Of(happened),
        Asked e             => $"wants {Say.Wish(e.Wish)}",
        Wrote               => "wrote to us",
        Engaged             => Of(happened),
        ReadinessAnswered   => Of(happened),
        OptedIn or OptedOut => Of(happened),
        Paused or Resumed   => Of(happened),
        Bounced e           => e.Hard ? "mail came back for good" : "mail came back",
        Complained          => Of(happened),
        TouchMade e         => $"got {e.Piece} by {Say.Channel(e.Channel)}",
        StreamExhausted     => Of(happened),
        Scored              => Of(happened),
        Qualified e         => $"qualified with {e.Verdict.Score} points, route {Say.Route(e.Verdict.Route)}",
        LadderEnded         => Of(happened),
        Offered e           => $"offered to {e.Offer.Team}/{e.Offer.Member} until {e.Offer.DueAt}",
        OfferViewed         => "the offer was viewed",
        OfferDeclined e     => $"{e.Declined.Team}/{e.Declined.Member} declined: {e.Declined.Reason}",
        OfferExpired e      => $"the offer to {e.Team}/{e.Member} ran out",
        OfferWithdrawn e    => $"the offer to {e.Team}/{e.Member} was taken back{Because(e.Because)}",
        Accepted e          => $"{e.Owner} accepted; first contact due {e.Work.DueAt}",
        ContactLogged e     => $"{e.By} made contact by {Say.Channel(e.Channel)}",
        Progressed e        => $"{e.By} reports {Say.Step(e.Step)}",
        Reclaimed e         => $"taken back from {e.From}{Because(e.Because)}",
        Recycled e          => $"{e.From} gave it back: {e.Reason}",
        Won e               => $"won by {e.Outcome.By}",
        Lost e              => $"lost: {e.Outcome.Reason}",
        Merged or Unmerged  => Of(happened),
        Erased              => "the person asked to be forgotten: delete what you hold",
        _                   => "",
    };
#pragma warning restore format

    private static string Because(string because) => because.Length > 0 ? $": {because}" : "";
}
