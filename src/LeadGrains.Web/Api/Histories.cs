using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary>A lead's history as its reader may know it.</summary>
internal static class Histories
{
    /// <summary>An entry, or null when nothing of it is for this caller.</summary>
    public static EntryView? For(Caller caller, Entry entry, LeadId lead)
    {
        var shown = EntryView.Of(entry, lead);
        if (caller.Role != Role.PartnerUser) return shown;
        var events = entry.LeadEvents.Where(e => IsOwn(e, caller)).ToList();
        return events.Count == 0 ? null : shown with { Events = events, By = entry.By == caller.Member ? entry.By : "house" };
    }

#pragma warning disable format // one row per event, in columns
    // Two partners know nothing of each other (P5): of the hand-offs a partner sees their own alone.
    private static bool IsOwn(LeadEvent happened, Caller caller) => happened switch
    {
        Offered e            => e.Offer.Team == caller.Team && e.Offer.Member == caller.Member,
        OfferExpired e       => e.Team == caller.Team && e.Member == caller.Member,
        OfferWithdrawn e     => e.Team == caller.Team && e.Member == caller.Member,
        OfferDeclined e      => e.Declined.Team == caller.Team && e.Declined.Member == caller.Member,
        Accepted e           => Is(e.Owner, caller),
        Reclaimed e          => Is(e.From, caller),
        Recycled e           => Is(e.From, caller),
        Won e                => Is(e.Outcome.By, caller),
        Lost e               => Is(e.Outcome.By, caller),
        ContactLogged e      => e.By == caller.Member,
        Progressed e         => e.By == caller.Member,
        Inquired or Learned or Asked or Engaged or ReadinessAnswered or OptedIn or OptedOut or Preferred or Paused or Resumed
            or TouchMade or CycleStarted => true,
        _                    => false,
    };
#pragma warning restore format

    private static bool Is(Owner owner, Caller caller) => owner.Team == caller.Team && owner.Member == caller.Member;
}
