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
        Inquired e          => OnInquired(Told(lead, e), e),
        CycleStarted e      => Cycled(lead, e),
        Learned e           => Known(lead with { Facts = Merge(lead.Facts, e.Facts) }, e.Person),
        Asked e             => lead with { Wish = e.Wish, WishedAt = e.At, WishWords = e.Words ?? lead.WishWords },
        Engaged e           => lead with { Engagement = e.Now with { Kind = e.Kind, Piece = e.Piece }, Nurture = e.Topic is { } topic ? lead.Nurture with { Interests = Interested(lead.Nurture.Interests, topic) } : lead.Nurture },
        Wrote e             => lead with { Nurture = lead.Nurture with { HeardAt = e.At } },
        Scanned e           => lead with { ScannedAt = e.At },
        ReadinessAnswered e => lead with { Preferences = lead.Preferences with { QuietUntilAt = e.NotBeforeAt ?? lead.Preferences.QuietUntilAt }, Nurture = lead.Nurture with { ReadinessAt = e.At } },
        Identified e        => lead with { Identities = [.. lead.Identities, e.Identity] },
        ConsentAsked e      => lead with { Consents = lead.Consents.With(e.Consent) },
        ConfirmationRequested e => lead with { Confirmations = [.. lead.Confirmations.TakeLast(ConsentRules.RequestsMax - 1), e.At] },
        OptedIn e           => Agreed(lead, e.Consent),
        OptedOut e          => lead with { Consents = lead.Consents.Without(e.Topic, e.Channel, e.At), Nurture = Narrower(lead.Nurture) },
        Preferred e         => lead with { Preferences = lead.Preferences with { RhythmDays = e.RhythmDays, Channel = e.Channel }, Nurture = e.Channel == Channel.Call ? lead.Nurture with { Unreached = false } : lead.Nurture },
        Paused e            => lead with { Preferences = lead.Preferences with { QuietUntilAt = e.UntilAt } },
        Resumed             => lead with { Preferences = lead.Preferences with { QuietUntilAt = null } },
        Bounced e           => e.Hard ? lead with { Nurture = Narrower(lead.Nurture) with { MailDead = true } } : lead,

        NurtureStarted e    => To(lead, S.Nurturing, e.At),
        Dropped e           => lead with { Nurture = lead.Nurture with { Drops = [.. lead.Nurture.Drops, e.Piece], DropAt = lead.Nurture.Drops.Count == 0 ? e.NotBeforeAt : lead.Nurture.DropAt } },
        TouchIntended e     => lead with { Nurture = Intended(lead.Nurture, e) },
        TouchDelayed e      => Sending(lead, touch => touch with { SendAt = e.SendAt }),
        TouchBegun e        => Begun(lead, e.By),
        TouchSkipped e      => lead with { Nurture = Unmade(lead.Nurture, e.At, again: e.Reason is SkipReason.Late or SkipReason.NotNurtured or SkipReason.Budget or SkipReason.Quiet) with { Touches = Math.Max(lead.Nurture.Touches, e.Number), Fresh = lead.Nurture.Fresh && lead.Nurture.Pending is { Place: TouchPlace.Introduction } } },
        TouchMade e         => lead with { Nurture = lead.Nurture with { Pending = null, Seen = Saw(lead.Nurture.Seen, e.Piece), Contacts = Contacted(lead.Nurture.Contacts, e.At), Doubts = e.Certain ? lead.Nurture.Doubts : [.. lead.Nurture.Doubts, new Doubt(e.Number, e.Piece, e.Channel, e.At)] } },
        TouchSettled e      => lead with { Nurture = Settled(lead.Nurture, e) },
        TouchFailed e       => lead with { Nurture = Unmade(lead.Nurture, e.At, again: !e.ForGood) with { Seen = [.. lead.Nurture.Seen.Where(id => id != lead.Nurture.Pending?.Piece)] } },
        TouchQueued e       => Sending(lead, touch => touch with { Task = new OpenTask(e.At, e.At, e.LapseAt) }),
        Called e            => Sending(lead with { Nurture = lead.Nurture with { Unreached = lead.Nurture.Unreached && e.Outcome == CallOutcome.NotReached } }, touch => Missed(touch, e)),
        TouchLapsed e       => Lapsed(lead, e),
        StreamExhausted     => lead with { Nurture = lead.Nurture with { Exhausted = true } },

        Scored e            => lead with { Standing = Stand(e.Verdict, e.At) },
        Qualified e         => To(lead, S.Qualified, e.At) with { Standing = Stand(e.Verdict, e.At), Handoff = new Handoff { Route = e.Verdict.Route, Named = e.Named, ByHand = e.ByHand } },
        OwnerSought e       => Sought(lead, e),
        Held e              => Handing(lead, h => h with { Asked = false, WaitingSinceAt = h.WaitingSinceAt ?? e.At }),
        Offered e           => Handing(lead, h => h with { Asked = false, Offer = e.Offer, WaitingSinceAt = null, Tries = h.Tries + 1 }),
        OfferReminded       => Handing(lead, h => h with { Offer = h.Offer is { } o ? o with { Reminded = true } : null }),
        DeadlineExtended e  => Working(Handing(lead, h => h with { Offer = h.Offer is { } o ? o with { DueAt = e.DueAt } : null }), w => w with { DueAt = e.DueAt }),
        OfferViewed e       => Handing(lead, h => h with { Offer = h.Offer is { } o ? o with { ViewedAt = e.At } : null }),
        OfferDeclined e     => Handing(lead, h => h with { Offer = null }) with { Declined = [.. lead.Declined, e.Declined] },
        OfferExpired e      => Handing(lead, h => h with { Offer = null }) with { Declined = [.. lead.Declined, new Declined(e.Team, e.Member, "no answer in time", e.At)] },
        OfferWithdrawn      => Handing(lead, h => h with { Offer = null, Tries = Math.Max(0, h.Tries - 1) }),
        LadderEnded e       => To(lead, S.Nurturing, e.At) with { Handoff = null, Wish = null },
        Accepted e          => OnAccepted(lead, e),
        ContactLogged e     => Working(lead, w => Reached(w, e)) with { Nurture = lead.Nurture with { Contacts = Contacted(lead.Nurture.Contacts, e.At) } },
        Progressed e        => Working(lead, w => w with { Step = e.Step, RemindAt = e.RemindAt, DueAt = e.DueAt, Reminded = false }),
        OwnerReminded       => Working(lead, w => w with { Reminded = true }),
        Reclaimed e         => To(lead, S.Qualified, e.At) with { Owner = Owner.Marketing, LastOwner = e.From, Work = null, Handoff = lead.Handoff ?? new Handoff(), Declined = e.LetLie ? [.. lead.Declined, new Declined(e.From.Team, e.From.Member ?? "", e.Because, e.At)] : lead.Declined },
        Recycled e          => To(lead, S.Nurturing, e.At) with { Owner = Owner.Marketing, LastOwner = e.From, Work = null, Handoff = null, Wish = null, Preferences = Quiet(lead.Preferences, e.NotBeforeAt), Nurture = lead.Nurture with { SlotAt = e.At } },
        Won e               => Ended(lead, S.Won, e.Outcome),
        Lost e              => Ended(lead, S.Lost, e.Outcome) with { Owner = Owner.Marketing },

        Merged e            => To(lead, S.Merged, e.At) with { MergedInto = e.Into, StageBeforeMerge = lead.Stage, Owner = Owner.Marketing, LastOwner = lead.Work is null ? lead.LastOwner : lead.Owner, Work = null, Handoff = null },
        Unmerged e          => To(lead, lead.StageBeforeMerge is S.Won or S.Lost or S.Inquiry ? lead.StageBeforeMerge : S.Nurturing, e.At) with { MergedInto = null },
        Absorbed e          => OnAbsorbed(lead, e),
        Parted e            => lead with { Absorbed = [.. lead.Absorbed.Where(id => id != e.From)] },
        Erased e            => new LeadState { Id = lead.Id, Stage = S.Erased, StageSinceAt = e.At, Cycle = lead.Cycle, Requests = lead.Requests, Nurture = new Nurture { Touches = lead.Nurture.Touches }, Confirmations = lead.Confirmations, Consents = LeadState.Unknown.Consents.Without(Consents.EveryTopic, null, e.At) },
        _                   => lead,
    };
#pragma warning restore format

    private static LeadState To(LeadState lead, Stage stage, Moment at) =>
        lead.Stage == stage ? lead : lead with { Stage = stage, StageSinceAt = at };

    // What is left by the other topics and channels is another stream, and may have run dry as well.
    private static Nurture Narrower(Nurture nurture) => nurture.Exhausted ? nurture with { Exhausted = false } : nurture;

    // Who had allowed nothing has no place on the cadence behind them: it begins now.
    private static LeadState Agreed(LeadState lead, Consent consent) => lead with
    {
        Consents = lead.Consents.With(consent),
        Nurture = lead.Consents.AnyGiven() || consent.At <= lead.Nurture.SlotAt ? lead.Nurture : lead.Nurture with { SlotAt = consent.At },
    };

    private static LeadState OnInquired(LeadState lead, Inquired e) => lead with
    {
        Id = lead.Id == default ? LeadId.Of(e.Identity) : lead.Id,
        FirstInquiryAt = lead.Inquiries == 0 || e.At < lead.FirstInquiryAt ? e.At : lead.FirstInquiryAt,
        LastInquiryAt = Moment.Later(e.At, lead.LastInquiryAt),
        Inquiries = lead.Inquiries + 1,
        Identities = [.. lead.Identities.Append(e.Identity).Concat(e.Also).Distinct()],
        Wish = e.Wish ?? lead.Wish,
        WishedAt = e.Wish is null ? lead.WishedAt : e.At,
    };

    // One that comes in late, as from an import, doesn't undo what was said since.
    private static LeadState Told(LeadState lead, Inquired e) => e.At < lead.LastInquiryAt
        ? Known(lead, e.Person.With(lead.Person)) : Known(lead with { Origin = e.Origin }, e.Person);

    // A new address may work where the old one came back.
    private static LeadState Known(LeadState lead, Person? person)
    {
        if (person is null) return lead;
        var moved = person.Email is { } email && email != lead.Person.Email && lead.Nurture.MailDead;
        return lead with { Person = lead.Person.With(person), Nurture = moved ? lead.Nurture with { MailDead = false } : lead.Nurture };
    }

    // A new cycle keeps the person, the facts and what they have seen; the hand-off starts afresh.
    private static LeadState Cycled(LeadState lead, CycleStarted e) => To(lead, S.Inquiry, e.At) with
    {
        Cycle = e.Cycle,
        CycleSinceAt = e.At,
        Owner = Owner.Marketing,
        Handoff = null,
        Declined = [],
        Outcome = null,
        Nurture = lead.Nurture with { SlotAt = e.At, ReadinessAt = e.At, Fresh = true },
    };

    private static LeadState Handing(LeadState lead, Func<Handoff, Handoff> change) =>
        lead.Handoff is { } handoff ? lead with { Handoff = change(handoff) } : lead;

    private static LeadState Working(LeadState lead, Func<Work, Work> change) =>
        lead.Work is { } work ? lead with { Work = change(work) } : lead;

    // An owner's date never shortens the pause that the person asked for.
    private static Preferences Quiet(Preferences preferences, Moment? untilAt) =>
        untilAt is null || untilAt < preferences.QuietUntilAt ? preferences : preferences with { QuietUntilAt = untilAt };

    private static IReadOnlyList<Fact> Merge(IReadOnlyList<Fact> known, IReadOnlyList<Fact> learnt) =>
        learnt.Count == 0 ? known : [.. known.Where(k => !learnt.Any(l => l.Name == k.Name)), .. learnt];

    private static Standing Stand(Verdict verdict, Moment at) => new(verdict.ProgramVersion, verdict.Score, verdict.Route, at);

    // Asking the same team again on the same rung goes on counting, and keeps the place in the queue.
    private static LeadState Sought(LeadState lead, OwnerSought e)
    {
        var handoff = lead.Handoff ?? new Handoff();
        var again = handoff.Rung == e.Rung && handoff.Team == e.Team && handoff.Named is null;
        return lead with
        {
            Requests = e.Number,
            Handoff = handoff with
            {
                Number = e.Number,
                Rung = e.Rung,
                Team = e.Team,
                Named = e.Named,
                Asked = true,
                Tries = again ? handoff.Tries : 0,
                WaitingSinceAt = again ? handoff.WaitingSinceAt : null,
                Offer = null,
            },
        };
    }

    private static LeadState OnAccepted(LeadState lead, Accepted e) => To(lead, e.Kind switch
    {
        TeamKind.Sales => S.SalesOwned,
        TeamKind.Partner => S.PartnerOwned,
        _ => S.Qualified,
    }, e.Work.AcceptedAt) with
    {
        Owner = e.Owner,
        Work = e.Work,
        Handoff = lead.Handoff is { } handoff ? handoff with { Asked = false, Offer = null, WaitingSinceAt = null } : null,
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
        FirstWin = lead.FirstWin ?? (outcome.Won ? outcome : null),
        Wins = lead.Wins + (outcome.Won ? 1 : 0),
        LastOwner = lead.Work is null ? lead.LastOwner : lead.Owner,
        Work = null,
        Handoff = null,
        Wish = null,
        Nurture = lead.Nurture with { Fresh = true },
    };

    // What binds us is taken from both: consent, the longer pause, contacts made, pieces seen, who declined.
    private static LeadState OnAbsorbed(LeadState lead, Absorbed e) => lead with
    {
        Absorbed = [.. lead.Absorbed.Append(e.From).Concat(e.Known.Absorbed).Distinct()],
        Person = e.Known.Person.With(lead.Person),
        Identities = [.. lead.Identities.Concat(e.Known.Identities).Distinct()],
        Facts = Merge(lead.Facts, [.. e.Known.Facts.Where(their => lead.Fact(their.Name) is not { } mine || Beats(their, mine))]),
        LastOwner = lead.LastOwner ?? e.Known.LastOwner,
        Declined = [.. lead.Declined.Concat(e.Known.Declined).Distinct()],
        Preferences = Quiet(lead.Preferences, e.Known.Preferences.QuietUntilAt) with
        {
            RhythmDays = lead.Preferences.RhythmDays is { } mine ? Math.Max(mine, e.Known.Preferences.RhythmDays ?? 0) : e.Known.Preferences.RhythmDays,
        },
        Consents = Consents.Stricter(lead.Consents, e.Known.Consents),
        Confirmations = [.. lead.Confirmations.Concat(e.Known.Confirmations).Order().TakeLast(ConsentRules.RequestsMax)],
        FirstInquiryAt = lead.FirstInquiryAt < e.Known.FirstInquiryAt ? lead.FirstInquiryAt : e.Known.FirstInquiryAt,
        Inquiries = lead.Inquiries + e.Known.Inquiries,
        FirstWin = lead.FirstWin ?? e.Known.FirstWin,
        Wins = lead.Wins + e.Known.Wins,
        Nurture = lead.Nurture with
        {
            Seen = [.. lead.Nurture.Seen.Concat(e.Known.Nurture.Seen).Distinct()],
            Contacts = [.. lead.Nurture.Contacts.Concat(ContactsOf(e.Known.Nurture)).Order().TakeLast(Nurture.ContactsKept)],
            HeardAt = Moment.Later(lead.Nurture.HeardAt, e.Known.Nurture.HeardAt),
            MailDead = lead.Nurture.MailDead || (e.Known.Nurture.MailDead && lead.Person.Email is null),
        },
    };

    // One that is on its way counts as made: nobody will tell this lead how it ended.
    private static IEnumerable<Moment> ContactsOf(Nurture nurture) =>
        nurture.Pending is { Begun: true } touch ? nurture.Contacts.Append(touch.SendAt) : nurture.Contacts;

    // The person's own words beat enrichment, and of two such the later holds (I7).
    private static bool Beats(Fact a, Fact b) => (a.Source == FactSource.Enrichment, b.Source == FactSource.Enrichment) switch
    {
        (true, false) => false,
        (false, true) => true,
        _ => a.At > b.At,
    };
}
