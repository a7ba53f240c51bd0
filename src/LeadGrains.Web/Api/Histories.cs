using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary>A lead's history as its reader may know it.</summary>
internal static class Histories
{
    /// <summary>An entry, or null when nothing of it is for this caller.</summary>
    public static EntryView? For(Caller caller, Entry entry, LeadId lead)
    {
        var shown = EntryView.Of(entry, lead);
        if (caller.Role != Role.PartnerUser || caller.Team is not { } team) return shown;
        var events = entry.LeadEvents.Where(e => IsOf(e, team, caller.Member) || IsOfNobody(e)).Select(Discreet).ToList();
        return events.Count == 0 ? null : shown with { Events = events, By = entry.By == caller.Member ? entry.By : "house" };
    }

#pragma warning disable format // one row per event, in columns
    /// <summary>Is it of the way to an owner, and about this member? Without a member, about any of the team.</summary>
    public static bool IsOf(LeadEvent happened, string team, string? member) => happened switch
    {
        Offered e        => Is(e.Offer.Team, e.Offer.Member, team, member),
        OfferExpired e   => Is(e.Team, e.Member, team, member),
        OfferWithdrawn e => Is(e.Team, e.Member, team, member),
        OfferDeclined e  => Is(e.Declined.Team, e.Declined.Member, team, member),
        Accepted e       => Is(e.Owner, team, member),
        Reclaimed e      => Is(e.From, team, member),
        Recycled e       => Is(e.From, team, member),
        Won e            => Is(e.Outcome.By, team, member),
        Lost e           => Is(e.Outcome.By, team, member),
        Erased e         => Is(e.From, team, member),
        ContactLogged e  => member is not null && e.By == member,
        Progressed e     => member is not null && e.By == member,
        _                => false,
    };

    /// <summary>Does it say nothing of any owner?</summary>
    public static bool IsOfNobody(LeadEvent happened) => happened is Inquired or Learned or Asked or Engaged or ReadinessAnswered
        or OptedIn or OptedOut or Preferred or Paused or Resumed or TouchMade or CycleStarted;

    /// <summary>Two partners know nothing of each other (P5): a lead may have been taken back for somebody else.</summary>
    public static LeadEvent Discreet(LeadEvent happened) => happened switch
    {
        Reclaimed e      => e with { Because = "" },
        OfferWithdrawn e => e with { Because = "" },
        _                => happened,
    };
#pragma warning restore format

    private static bool Is(Owner owner, string team, string? member) => Is(owner.Team, owner.Member, team, member);

    private static bool Is(string ofTeam, string? ofMember, string team, string? member) => ofTeam == team && (member is null || ofMember == member);
}
