namespace LeadGrains.Lifecycle;

using Decision = Decision<LeadEvent>;
using S = Stage;

/// <summary>From qualified to an owner, and what the owner reports: the ladder never drops a lead (Q5–Q8, Q10, Q13).</summary>
public static partial class LeadLifecycle
{
    private static readonly Rung NoRung = new(Owner.MarketingTeam, 1, TimeSpan.Zero);

    /// <summary>The step of its ladder that a hand-off is on.</summary>
    public static Rung RungOf(Handoff handoff, Program program) =>
        program.RuleOf(handoff.Route).Ladder is var ladder && handoff.Rung < ladder.Count ? ladder[handoff.Rung] : NoRung;

    private static Decision QualifyingByHand(LeadState lead, Qualify c, Moment now, Program program)
    {
        if (c.Team is not null && program.Team(c.Team) is null) return Refuse(NoTeam(c.Team, program));
        var ladder = program.RuleOf(c.Route).Ladder;
        var team = c.Team ?? (ladder.Count > 0 ? ladder[0].Team : null);
        if (team is null)
            return Refuse($"The route {c.Route} has no ladder, so nobody would be offered this lead; choose another route or name a team.");
        if (c.Member is { } member && DeclinedBy(lead, team, member) is { } declined) return Refuse(declined);
        // The call centre hands over what it has made ripe; to its own team it would only go in a circle.
        if (lead.Work is not null && lead.Owner.Team == team) return Decision.AlreadySo;
        var verdict = Scoring.Judge(lead, now, program) with { Route = c.Route, Because = $"{c.By}: {c.Because}" };
        var events = new List<LeadEvent>();
        if (lead.Work is not null) events.Add(new Reclaimed(lead.Owner, $"qualified by {c.By}", false, now));
        Seek(lead, events, new Qualified(verdict, c.Member, now) { ByHand = true }, now, program, team);
        return Happened(events);
    }

    // Qualified, and the first rung of its route is asked.
    private static void Seek(
        LeadState lead, List<LeadEvent> events, Qualified qualified, Moment now, Program program, string? team = null)
    {
        events.Add(qualified);
        var ladder = program.RuleOf(qualified.Verdict.Route).Ladder;
        team ??= ladder.Count > 0 ? ladder[0].Team : null;
        if (team is not null) events.Add(new OwnerSought(lead.Requests + 1, 0, team, qualified.Named));
        else events.Add(new LadderEnded(qualified.Verdict.Route, now));
    }

    // The missing fact came in while the call centre had it, or while it waited: it goes where it belongs now (Q3).
    private static void Rerouted(LeadState lead, List<LeadEvent> events, Verdict verdict, bool ladder, Moment now, Program program)
    {
        if (lead.Work is not null) events.Add(new Reclaimed(lead.Owner, "scored again with what was learnt", false, now));
        if (ladder) Seek(lead, events, new Qualified(verdict, null, now), now, program);
        else events.AddRange([new Scored(verdict, now), new LadderEnded(verdict.Route, now)]);
    }

    private static Decision TakingOffer(LeadState lead, Offer c, Moment now) => lead.Handoff switch
    {
        { } h when h.Number == c.Number && h.Offer is not null => Decision.AlreadySo,
        { } h when h.Number == c.Number && lead.Work is null =>
            Happened(new Offered(new OpenOffer(c.Number, c.Team, c.Member, c.Hours, now, c.RemindAt, c.DueAt))),
        _ => Refuse($"Offer {c.Number} answers a request that is no longer open; {(lead.Handoff is { } h ? $"the open one is {h.Number}" : $"this lead is {Said(lead)}")}."),
    };

    private static Decision Waiting(LeadState lead, Wait c, Moment now, Program program)
    {
        if (lead.Handoff is not { Asked: true } handoff || handoff.Number != c.Number) return Decision.AlreadySo;
        var rung = RungOf(handoff, program);
        return c.WorthWaiting && rung.WaitMax > TimeSpan.Zero && handoff.Named is null
            ? Happened(new Held(c.Number, c.Team, now))
            : Happened(Onwards(lead, [], now, program, sameRung: false));
    }

    private static Decision SeekingAgain(LeadState lead, SeekAgain c) =>
        lead.Handoff is { WaitingSinceAt: not null, Asked: false } handoff && handoff.Team == c.Team
            ? Happened(new OwnerSought(lead.Requests + 1, handoff.Rung, c.Team, null)) : Decision.AlreadySo;

    // The next member on the same rung, the next rung, or at last back to nurture with an alert.
    private static List<LeadEvent> Onwards(LeadState lead, List<LeadEvent> events, Moment now, Program program, bool sameRung)
    {
        var handoff = Evolve(lead, events).Handoff!;
        var ladder = program.RuleOf(handoff.Route).Ladder;
        // Whom somebody named, or a team off the ladder, was asked before it: the ladder begins at its start.
        var rung = handoff.Named is not null || RungOf(handoff, program).Team != handoff.Team ? 0
            : sameRung && handoff.Tries < RungOf(handoff, program).Tries ? handoff.Rung : handoff.Rung + 1;
        events.Add(rung < ladder.Count
            ? new OwnerSought(lead.Requests + 1, rung, ladder[rung].Team, null)
            : new LadderEnded(handoff.Route, now));
        return events;
    }

    private static Decision OfferAlarm(LeadState lead, OpenOffer offer, Moment now, Program program) =>
        now < offer.DueAt ? Happened(new OfferReminded(offer.Number))
            : Happened(Onwards(lead, [new OfferExpired(offer.Number, offer.Team, offer.Member, now)], now, program, sameRung: true));

    private static Decision Viewing(LeadState lead, ViewOffer c, Moment now) =>
        Offered(lead, c.Number, c.By) is { } offer
            ? offer.ViewedAt is null ? Happened(new OfferViewed(c.Number, now)) : Decision.AlreadySo
            : NotOffered(lead, c.Number, c.By);

    private static Decision Accepting(LeadState lead, Accept c, Moment now, Program program)
    {
        if (lead.Work is not null && lead.Owner.Member == c.By) return Decision.AlreadySo;
        if (Offered(lead, c.Number, c.By) is not { } offer) return NotOffered(lead, c.Number, c.By);
        // The alarm may be late; the deadline is not.
        if (now > offer.DueAt) return Refuse($"Offer {c.Number} ran out at {offer.DueAt}; it goes to the next owner.");
        var kind = program.Team(offer.Team)?.Kind ?? TeamKind.Sales;
        var dueAt = BusinessTime.Add(offer.Hours, now, program.Sla.FirstContactWithin);
        var left = program.Sla.FirstContactWithin * (1 - program.Sla.RemindAtLeft);
        var work = new Work { AcceptedAt = now, Hours = offer.Hours, DueAt = dueAt, RemindAt = InHours(offer.Hours, BusinessTime.Add(offer.Hours, now, left), dueAt) };
        var events = new List<LeadEvent>(2) { new Accepted(c.Number, new Owner(offer.Team, offer.Member), kind, work) };
        if (lead.Nurture.Pending is { Begun: false } touch) events.Add(new TouchSkipped(touch.Number, SkipReason.NotNurtured, now));
        return Happened(events);
    }

    private static Decision Declining(LeadState lead, Decline c, Moment now, Program program)
    {
        if (Offered(lead, c.Number, c.By) is not { } offer)
            return lead.Declined.Any(d => d.Member == c.By) ? Decision.AlreadySo : NotOffered(lead, c.Number, c.By);
        if (!program.DeclineReasons.Contains(c.Reason)) return Refuse(Pick("Declining", c.Reason, program.DeclineReasons));
        var declined = new OfferDeclined(c.Number, new Declined(offer.Team, offer.Member, c.Reason, now));
        return Happened(Onwards(lead, [declined], now, program, sameRung: true));
    }

    private static Decision Assigning(LeadState lead, Assign c, Moment now, Program program)
    {
        if (program.Team(c.Team) is null) return Refuse(NoTeam(c.Team, program));
        if (lead.Stage is not (S.Inquiry or S.Nurturing or S.Qualified or S.SalesOwned or S.PartnerOwned))
            return Refuse($"This lead is {Said(lead)}; it can be assigned again after a new inquiry.");
        var owned = lead.Work is not null;
        if (owned ? lead.Owner == new Owner(c.Team, c.Member) : lead.Handoff is { } h && h.Named == c.Member && h.Team == c.Team)
            return Decision.AlreadySo;
        if (DeclinedBy(lead, c.Team, c.Member) is { } declined) return Refuse(declined);
        var verdict = Scoring.Judge(lead, now, program) with { Route = lead.Handoff?.Route ?? Route.Hot, Because = $"assigned by {c.By}" };
        var events = new List<LeadEvent>();
        if (lead.Work is not null) events.Add(new Reclaimed(lead.Owner, $"assigned to {c.Team}/{c.Member} by {c.By}", false, now));
        if (lead.Handoff?.Offer is { } offer) events.Add(new OfferWithdrawn(offer.Number, offer.Team, offer.Member, "assigned to somebody else"));
        Seek(lead, events, new Qualified(verdict, c.Member, now) { ByHand = true }, now, program, c.Team);
        return Happened(events);
    }

    private static Decision HandingOn(LeadState lead, HandOn c, Moment now, Program program)
    {
        if (lead.Handoff?.Offer is { } offer && offer.Team == c.Team && offer.Member == c.Member)
            return Happened(Onwards(lead, [new OfferWithdrawn(offer.Number, c.Team, c.Member, c.Because)], now, program, sameRung: true));
        if (lead.Work is null || lead.Owner != new Owner(c.Team, c.Member)) return Decision.AlreadySo;
        return TakeBack(lead, c.Because, letLie: false, now, program);
    }

    private static Decision WorkAlarm(LeadState lead, Work work, Moment now, Program program) =>
        now < work.DueAt ? Happened(new OwnerReminded(work.DueAt))
            : TakeBack(lead, work.FirstContactAt is null ? "no first contact in time" : "no progress in time", letLie: true, now, program);

    private static Decision TakeBack(LeadState lead, string because, bool letLie, Moment now, Program program)
    {
        var events = new List<LeadEvent> { new Reclaimed(lead.Owner, because, letLie, now) };
        return Happened(Onwards(lead, events, now, program, sameRung: true));
    }

    private static Decision Contacting(LeadState lead, LogContact c, Moment now, Program program)
    {
        if (lead.Nurture.LastContactAt == now) return Decision.AlreadySo;
        var dueAt = ProgressDue(lead, now, now, program);
        var contact = new ContactLogged(c.By, c.Channel, c.Note, now, Remind(lead, now, dueAt, program), dueAt);
        // Who has called needs no introduction any more.
        return lead.Nurture.Pending is { Begun: false } touch ? Happened(contact, new TouchSkipped(touch.Number, SkipReason.Superseded, now)) : Happened(contact);
    }

    // Reporting alone can't keep a person in silence: progress without a contact is due before the longest silence ends.
    private static Moment ProgressDue(LeadState lead, Moment contactAt, Moment now, Program program)
    {
        var silentAt = contactAt + NurturePlan.SilenceMax(lead, program) - NurturePlan.ClosedMax;
        var dueAt = now + program.Sla.ProgressEvery;
        return BusinessTime.NextOpen(lead.Work!.Hours, silentAt < dueAt ? Moment.Later(silentAt, now) : dueAt);
    }

    private static Decision Progressing(LeadState lead, Progress c, Moment now, Program program)
    {
        var dueAt = ProgressDue(lead, lead.Nurture.LastContactAt ?? lead.Work!.AcceptedAt, now, program);
        if (lead.Work!.Step == c.Step && lead.Work.DueAt == dueAt) return Decision.AlreadySo;
        return c.Step == Step.Accepted ? Refuse("It is accepted already; report contacted, working, meeting or proposal.")
            : Happened(new Progressed(c.By, c.Step, c.Note, Remind(lead, now, dueAt, program), dueAt));
    }

    private static Decision Winning(LeadState lead, Win c, Moment now)
    {
        if (c.Value < 0) return Refuse("The value of a win is zero or more.");
        if (c.At > now) return Refuse("A win can't lie in the future; report it when it is one.");
        return Happened(Closed(lead, new Won(new Outcome(true, c.At ?? now, c.Value, c.Currency, null, null, lead.Owner)), now));
    }

    private static Decision Losing(LeadState lead, Lose c, Moment now, Program program)
    {
        if (!program.LostReasons.Contains(c.Reason)) return Refuse(Pick("Losing", c.Reason, program.LostReasons));
        if (c.At > now) return Refuse("A loss can't lie in the future; report it when it is one.");
        return Happened(Closed(lead, new Lost(new Outcome(false, c.At ?? now, null, null, c.Reason, c.Competitor, lead.Owner)), now));
    }

    private static Decision Recycling(LeadState lead, Recycle c, Moment now, Program program)
    {
        if (program.RecycleReasons.Count > 0 && !program.RecycleReasons.Contains(c.Reason))
            return Refuse(Pick("Recycling", c.Reason, program.RecycleReasons));
        if (c.NotBeforeAt is { } date && (date <= now || date > now + QuietMax))
            return Refuse($"\"Not before\" is a date after today and within {QuietMax.Days} days.");
        return Happened(new Recycled(lead.Owner, c.Reason, c.NotBeforeAt, now));
    }

    private static OpenOffer? Offered(LeadState lead, int number, string by) =>
        lead.Handoff?.Offer is { } offer && offer.Number == number && offer.Member == by ? offer : null;

    private static Decision NotOffered(LeadState lead, int number, string by) => Refuse(lead.Handoff?.Offer is { } offer
        ? offer.Member == by ? $"Offer {number} is closed; the open one is offer {offer.Number}." : $"Offer {number} is not open to {by}; {offer.Team}/{offer.Member} answers offer {offer.Number}."
        : $"There is no open offer {number} of this lead to {by}; it is {Said(lead)}.");

    private static Moment Remind(LeadState lead, Moment from, Moment dueAt, Program program) =>
        InHours(lead.Work!.Hours, dueAt - (dueAt - from) * program.Sla.RemindAtLeft, dueAt);

    // Nobody is reminded at night.
    private static Moment InHours(WorkingHours hours, Moment at, Moment dueAt) =>
        BusinessTime.NextOpen(hours, at) is var openAt && openAt < dueAt ? openAt : dueAt;

    private static string? DeclinedBy(LeadState lead, string team, string member)
    {
        foreach (var d in lead.Declined)
            if (d.Team == team && d.Member == member)
                return $"{member} had this lead in this cycle and is not asked again ({d.Reason}); name somebody else.";
        return null;
    }

    private static string NoTeam(string team, Program program) =>
        $"The program has no team '{team}'; it has {string.Join(", ", program.Teams.Select(t => t.Name))}.";

    private static string Pick(string what, string reason, IReadOnlyList<string> reasons) =>
        $"{what} needs a reason from the program's list, not '{reason}': {string.Join(", ", reasons)}.";
}
