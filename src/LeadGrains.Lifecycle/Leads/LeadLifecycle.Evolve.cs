namespace LeadGrains.Lifecycle;

using S = Stage;

/// <summary>What events make of a lead. Decides nothing and never fails: what the journal holds has happened.</summary>
public static partial class LeadLifecycle
{
    /// <summary>The state after some events, in order.</summary>
    public static LeadState Evolve(LeadState lead, IReadOnlyList<LeadEvent> events)
    {
        for (var i = 0; i < events.Count; i++) lead = Evolve(lead, events[i]);
        return lead;
    }

    /// <summary>The state after one event.</summary>
#pragma warning disable format // one row per event, in columns
    public static LeadState Evolve(LeadState lead, LeadEvent happened) => happened switch
    {
        Inquired e          => OnInquired(lead, e),
        CycleStarted e      => Cycled(lead, e),
        Learned e           => lead with { Facts = Merge(lead.Facts, e.Facts), Person = e.Person is { } p ? lead.Person.With(p) : lead.Person },
        Asked e             => lead with { Wish = e.Wish },
        Engaged e           => lead with { Engagement = e.Now },
        ReadinessAnswered e => lead with { Preferences = lead.Preferences with { QuietUntilAt = e.NotBeforeAt ?? lead.Preferences.QuietUntilAt }, Nurture = lead.Nurture with { ReadinessAt = e.At } },
        Identified e        => lead with { Identities = [.. lead.Identities, e.Identity] },
        ConsentAsked e      => lead with { Consents = lead.Consents.With(e.Consent) },
        OptedIn e           => lead with { Consents = lead.Consents.With(e.Consent) },
        OptedOut e          => lead with { Consents = lead.Consents.Without(e.Topic, e.Channel, e.At) },
        Preferred e         => lead with { Preferences = lead.Preferences with { RhythmDays = e.RhythmDays, Channel = e.Channel } },
        Paused e            => lead with { Preferences = lead.Preferences with { QuietUntilAt = e.UntilAt } },
        Resumed             => lead with { Preferences = lead.Preferences with { QuietUntilAt = null } },
        Bounced e           => e.Hard ? lead with { Nurture = lead.Nurture with { MailDead = true } } : lead,

        NurtureStarted e    => To(lead, S.Nurturing, e.At),
        Dropped e           => lead with { Nurture = lead.Nurture with { Drops = [.. lead.Nurture.Drops, e.Piece] } },
        TouchIntended e     => lead with { Nurture = Intended(lead.Nurture, e) },
        TouchDelayed e      => lead with { Nurture = lead.Nurture with { Pending = lead.Nurture.Pending! with { SendAt = e.SendAt } } },
        TouchBegun          => lead with { Nurture = lead.Nurture with { Pending = lead.Nurture.Pending! with { Begun = true }, Seen = [.. lead.Nurture.Seen, lead.Nurture.Pending.Piece] } },
        TouchSkipped e      => lead with { Nurture = lead.Nurture with { Pending = null, Touches = Math.Max(lead.Nurture.Touches, e.Number), SlotAt = e.At, Fresh = false } },
        TouchMade e         => lead with { Nurture = lead.Nurture with { Pending = null, Contacts = Contacted(lead.Nurture.Contacts, e.At) } },
        TouchFailed e       => lead with { Nurture = lead.Nurture with { Pending = null, Seen = [.. lead.Nurture.Seen.Where(id => id != lead.Nurture.Pending?.Piece)], SlotAt = e.At } },
        StreamExhausted     => lead with { Nurture = lead.Nurture with { Exhausted = true } },

        Scored e            => lead with { Standing = Stand(e.Verdict, e.At) },
        Qualified e         => To(lead, S.Qualified, e.At) with { Standing = Stand(e.Verdict, e.At), Handoff = new Handoff { Route = e.Verdict.Route, Named = e.Named } },
        OwnerSought e       => Sought(lead, e),
        Held e              => lead with { Handoff = lead.Handoff! with { WaitingSinceAt = e.At } },
        Offered e           => lead with { Handoff = lead.Handoff! with { Offer = e.Offer, WaitingSinceAt = null, Tries = lead.Handoff.Tries + 1 } },
        OfferReminded       => lead with { Handoff = lead.Handoff! with { Offer = lead.Handoff.Offer! with { Reminded = true } } },
        OfferViewed e       => lead with { Handoff = lead.Handoff! with { Offer = lead.Handoff.Offer! with { ViewedAt = e.At } } },
        OfferDeclined e     => lead with { Handoff = lead.Handoff! with { Offer = null }, Declined = [.. lead.Declined, e.Declined] },
        OfferExpired e      => lead with { Handoff = lead.Handoff! with { Offer = null }, Declined = [.. lead.Declined, new Declined(e.Team, e.Member, "no answer in time", e.At)] },
        OfferWithdrawn      => lead with { Handoff = lead.Handoff! with { Offer = null } },
        LadderEnded e       => To(lead, S.Nurturing, e.At) with { Handoff = null },
        Accepted e          => OnAccepted(lead, e),
        ContactLogged e     => lead with { Work = Reached(lead.Work!, e), Nurture = lead.Nurture with { Contacts = Contacted(lead.Nurture.Contacts, e.At) } },
        Progressed e        => lead with { Work = lead.Work! with { Step = e.Step, RemindAt = e.RemindAt, DueAt = e.DueAt, Reminded = false } },
        OwnerReminded       => lead with { Work = lead.Work! with { Reminded = true } },
        Reclaimed e         => To(lead, S.Qualified, e.At) with { Owner = Owner.Marketing, LastOwner = e.From, Work = null, Handoff = lead.Handoff ?? new Handoff(), Declined = e.LetLie ? [.. lead.Declined, new Declined(e.From.Team, e.From.Member ?? "", e.Because, e.At)] : lead.Declined },
        Recycled e          => To(lead, S.Nurturing, e.At) with { Owner = Owner.Marketing, LastOwner = e.From, Work = null, Handoff = null, Wish = null, Preferences = lead.Preferences with { QuietUntilAt = e.NotBeforeAt }, Nurture = lead.Nurture with { SlotAt = e.At } },
        Won e               => Ended(lead, S.Won, e.Outcome),
        Lost e              => Ended(lead, S.Lost, e.Outcome) with { Owner = Owner.Marketing },

        Merged e            => To(lead, S.Merged, e.At) with { MergedInto = e.Into, StageBeforeMerge = lead.Stage, Owner = Owner.Marketing, LastOwner = lead.Work is null ? lead.LastOwner : lead.Owner, Work = null, Handoff = null },
        Unmerged e          => To(lead, lead.StageBeforeMerge is S.Won or S.Lost or S.Inquiry ? lead.StageBeforeMerge : S.Nurturing, e.At) with { MergedInto = null },
        Absorbed e          => Absorbing(lead, e),
        Parted e            => lead with { Absorbed = [.. lead.Absorbed.Where(id => id != e.From)] },
        Erased e            => new LeadState { Id = lead.Id, Stage = S.Erased, StageSinceAt = e.At, Cycle = lead.Cycle, Requests = lead.Requests, Consents = LeadState.Unknown.Consents.Without(Consents.EveryTopic, null, e.At) },
        _                   => lead,
    };
#pragma warning restore format

    private static LeadState To(LeadState lead, Stage stage, Moment at) =>
        lead.Stage == stage ? lead : lead with { Stage = stage, StageSinceAt = at };

    private static LeadState OnInquired(LeadState lead, Inquired e) => lead with
    {
        Id = LeadId.Of(e.Identity) is var id && lead.Stage == S.None ? id : lead.Id,
        FirstInquiryAt = lead.Inquiries == 0 ? e.At : lead.FirstInquiryAt,
        LastInquiryAt = e.At,
        Inquiries = lead.Inquiries + 1,
        Origin = e.Origin,
        Person = lead.Person.With(e.Person),
        Identities = [.. lead.Identities.Append(e.Identity).Concat(e.Also).Distinct()],
        Wish = e.Wish ?? lead.Wish,
    };

    // A new cycle keeps the person, the facts and what they have seen; the hand-off starts afresh.
    private static LeadState Cycled(LeadState lead, CycleStarted e) => To(lead, S.Inquiry, e.At) with
    {
        Cycle = e.Cycle,
        CycleSinceAt = e.At,
        Owner = Owner.Marketing,
        LastOwner = lead.Stage == S.Won ? lead.Owner : lead.LastOwner,
        Handoff = null,
        Declined = [],
        Outcome = null,
        Wish = lead.Stage is S.Won ? null : lead.Wish,
        Nurture = lead.Nurture with { SlotAt = e.At, ReadinessAt = e.At, Fresh = true, Pending = null },
    };

    private static IReadOnlyList<Fact> Merge(IReadOnlyList<Fact> known, IReadOnlyList<Fact> learnt) =>
        learnt.Count == 0 ? known : [.. known.Where(k => !learnt.Any(l => l.Name == k.Name)), .. learnt];

    private static Standing Stand(Verdict verdict, Moment at) => new(verdict.ProgramVersion, verdict.Score, verdict.Route, at);

    private static Nurture Intended(Nurture nurture, TouchIntended e) => nurture with
    {
        Pending = e.Touch,
        Touches = e.Touch.Number,
        SlotAt = e.Place == TouchPlace.Drop ? nurture.SlotAt : e.Touch.DueAt,
        Fresh = e.Place == TouchPlace.Drop && nurture.Fresh,
        ReadinessAt = e.Place == TouchPlace.Readiness ? e.Touch.DueAt : nurture.ReadinessAt,
        Drops = e.Place == TouchPlace.Drop ? [.. nurture.Drops.Where(id => id != e.Touch.Piece)] : nurture.Drops,
        Exhausted = false,
    };

    private static IReadOnlyList<Moment> Contacted(IReadOnlyList<Moment> contacts, Moment at) =>
        [.. contacts.Skip(contacts.Count - Nurture.ContactsKept + 1), at];

    private static LeadState Sought(LeadState lead, OwnerSought e) => lead with
    {
        Requests = e.Number,
        Handoff = lead.Handoff! with
        {
            Number = e.Number,
            Team = e.Team,
            Named = e.Named,
            Tries = lead.Handoff.Rung == e.Rung ? lead.Handoff.Tries : 0,
            // Asking the same team again after a wait keeps the place in the queue.
            WaitingSinceAt = lead.Handoff.Rung == e.Rung && lead.Handoff.Team == e.Team ? lead.Handoff.WaitingSinceAt : null,
            Rung = e.Rung,
            Offer = null,
        },
    };

    private static LeadState OnAccepted(LeadState lead, Accepted e) => To(lead, e.Kind switch
    {
        TeamKind.Sales => S.SalesOwned,
        TeamKind.Partner => S.PartnerOwned,
        _ => S.Qualified,
    }, e.Work.AcceptedAt) with
    {
        Owner = e.Owner,
        Work = e.Work,
        Handoff = lead.Handoff! with { Offer = null, WaitingSinceAt = null },
        Wish = null,
    };

    private static Work Reached(Work work, ContactLogged e) => work with
    {
        Step = work.Step > Step.Contacted ? work.Step : Step.Contacted,
        FirstContactAt = work.FirstContactAt ?? e.At,
        RemindAt = e.RemindAt,
        DueAt = e.DueAt,
        Reminded = false,
    };

    // The owner of a win stays who won it, for continuity (Q11); the next cycle begins with marketing.
    private static LeadState Ended(LeadState lead, Stage stage, Outcome outcome) => To(lead, stage, outcome.At) with
    {
        Outcome = outcome,
        LastOwner = lead.Work is null ? lead.LastOwner : lead.Owner,
        Work = null,
        Handoff = null,
        Wish = null,
        Nurture = lead.Nurture with { Fresh = true },
    };

    private static LeadState Absorbing(LeadState lead, Absorbed e) => lead with
    {
        Absorbed = [.. lead.Absorbed, e.From],
        Person = e.Known.Person.With(lead.Person),
        Identities = [.. lead.Identities.Concat(e.Known.Identities).Distinct()],
        Facts = Merge(e.Known.Facts, lead.Facts),
        Consents = Consents.Stricter(lead.Consents, e.Known.Consents),
        FirstInquiryAt = lead.FirstInquiryAt < e.Known.FirstInquiryAt ? lead.FirstInquiryAt : e.Known.FirstInquiryAt,
        Inquiries = lead.Inquiries + e.Known.Inquiries,
        Nurture = lead.Nurture with
        {
            Seen = [.. lead.Nurture.Seen.Concat(e.Known.Nurture.Seen).Distinct()],
            Contacts = [.. lead.Nurture.Contacts.Concat(e.Known.Nurture.Contacts).Order().TakeLast(Nurture.ContactsKept)],
            MailDead = lead.Nurture.MailDead || e.Known.Nurture.MailDead,
        },
    };
}
