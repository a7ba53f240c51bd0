namespace LeadGrains.Lifecycle;

/// <summary>What must be done because something happened, as data.</summary>
public static partial class LeadLifecycle
{
    private static readonly Effect[] Nothing = [];

    /// <summary>The effects of one event, given the state after all events of its command.</summary>
#pragma warning disable format // one row per event, in columns
    public static IReadOnlyList<Effect> React(LeadEvent happened, LeadState lead, Program program) => happened switch
    {
        TouchIntended e     => [new Post(new TouchParcel(e.Touch.Number, e.Touch.Piece, e.Touch.Channel), e.Touch.SendAt)],
        ConfirmationRequested e => [new Post(new ConfirmationRequest(e.At), e.At)],
        TouchMade           => RunningDry(lead, program),
        OwnerSought e       => [new TellTeam(e.Team, Seeking(lead, e))],
        Offered e           => [Notice(e.Offer, reminder: false)],
        OfferReminded       => lead.Handoff?.Offer is { } offer ? [Notice(offer, reminder: true)] : Nothing,
        OfferDeclined e     => [new TellTeam(e.Declined.Team, new Settle(lead.Id, e.Number, Settlement.Declined))],
        OfferExpired e      => [new TellTeam(e.Team, new Settle(lead.Id, e.Number, Settlement.Expired))],
        OfferWithdrawn e    => [new TellTeam(e.Team, new Settle(lead.Id, e.Number, Settlement.Withdrawn))],
        Accepted e          => [new TellTeam(e.Owner.Team, new Settle(lead.Id, e.Number, Settlement.Accepted)),
                                Owners(OwnerNoticeKind.Story, e.Owner, e.Work.DueAt, e.Work.AcceptedAt)],
        OwnerReminded e     => [Owners(lead.Work?.FirstContactAt is null ? OwnerNoticeKind.ContactDue : OwnerNoticeKind.ProgressDue, lead.Owner, e.DueAt, Moment.Never)],
        Asked or Inquired => lead.Work is null ? Nothing : [Owners(OwnerNoticeKind.WantsToTalk, lead.Owner, null, Moment.Never)],
        // One mail for one letter, and marketing's inbox where nobody owns the lead yet.
        Wrote e             => lead.Work is null ? [Alert(lead, $"has written to us: “{e.Words}”")] : [new Post(new OwnerNotice(OwnerNoticeKind.Replied, lead.Owner.Team, lead.Owner.Member ?? "", null) { Words = e.Words }, Moment.Never)],
        Engaged { Kind: EngagementKind.Replied } e => lead.Work is null || lead.Nurture.HeardAt == e.Now.At ? Nothing : [Owners(OwnerNoticeKind.WantsToTalk, lead.Owner, null, Moment.Never)],
        Reclaimed e         => [new TellTeam(e.From.Team, new Settle(lead.Id, 0, Settlement.Ended)), Owners(OwnerNoticeKind.Reclaimed, e.From, null, e.At)],
        Recycled e          => [new TellTeam(e.From.Team, new Settle(lead.Id, 0, Settlement.Ended))],
        Won e               => Finished(e.Outcome.By, lead),
        Lost e              => Finished(e.Outcome.By, lead),
        Merged e            => [.. Finished(lead.LastOwner ?? Owner.Marketing, lead), new TellLead(e.Into, new Absorb(lead.Id, lead))],
        Unmerged e          => [new TellLead(e.From, new Part(lead.Id))],
        // The link in an old mail still works: who lives on hears of it too.
        OptedOut e          => lead.MergedInto is { } into ? [new TellLead(into, new OptOut(e.Topic, e.Channel))] : Nothing,
        Parted e            => [.. lead.Consents.Where(c => c.Standing == ConsentStanding.Withdrawn).Select(c => new TellLead(e.From, new OptOut(c.Topic, c.Channel)))],
        Erased e            => [.. Finished(e.From, lead), .. e.Also.Select(id => new TellLead(id, new Erase()))],
        LadderEnded e       => [Alert(lead, $"nobody on the ladder of route {e.Route} took this lead; it is nurtured again")],
        TouchLapsed e       => e.Tried ? Nothing : [Alert(lead, e.Because)],
        StreamExhausted     => [RunDry(lead, program, "has run dry: nothing unseen is left for at least one person")],
        _                   => Nothing,
    };
#pragma warning restore format

    private static Seek Seeking(LeadState lead, OwnerSought e) => new(lead.Id, e.Number)
    {
        Named = e.Named,
        Waited = lead.Handoff?.WaitingSinceAt is not null,
        Before = lead.LastOwner is { } last && last.Team == e.Team ? last.Member : null,
        Avoid = [.. lead.Declined.Where(d => d.Team == e.Team).Select(d => d.Member)],
        Needs = new Needs(lead.Person.Country, lead.Person.Language, lead.Fact("segment")?.Value),
        Company = Company.Of(lead.Person.Email),
    };

    private static Effect[] Finished(Owner by, LeadState lead) =>
        by.Member is null ? Nothing : [new TellTeam(by.Team, new Settle(lead.Id, 0, Settlement.Ended))];

    private static Post Notice(OpenOffer offer, bool reminder) =>
        new(new OfferNotice(offer.Number, offer.Team, offer.Member, offer.DueAt, reminder), reminder ? offer.RemindAt : offer.OfferedAt);

    private static Post Owners(OwnerNoticeKind kind, Owner owner, Moment? dueAt, Moment at) =>
        new Post(new OwnerNotice(kind, owner.Team, owner.Member ?? "", dueAt), at);

    // The marketer hears of a stream, not of each person in it (N6).
    private static Effect[] RunningDry(LeadState lead, Program program) =>
        !lead.Nurture.Exhausted && NurturePlan.IsNurtured(lead) && NurturePlan.UnseenUpTo(lead, program, NurturePlan.AheadPieces + 1) == NurturePlan.AheadPieces
            ? [RunDry(lead, program, $"runs dry: the first person has {NurturePlan.AheadPieces} unseen pieces left")] : Nothing;

    private static Post RunDry(LeadState lead, Program program, string what)
    {
        var stream = $"{NurturePlan.TopicsOf(lead.Consents)} in {lead.Person.Language ?? program.Language}";
        var left = NurturePlan.AheadPieces;
        return new Post(new OperatorAlert($"The stream of {stream} {what}. Write some more; 'leadgrains content check' tells for how many.")
        {
            OnceADay = $"{(lead.Nurture.Exhausted ? "dry" : $"dry in {left}")}: {stream}",
        }, Moment.Never);
    }

    private static Post Alert(LeadState lead, string words) => new(new OperatorAlert($"Lead {lead.Id}: {words}."), Moment.Never);
}
