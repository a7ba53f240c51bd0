namespace LeadGrains.Lifecycle;

using Decision = Decision<LeadEvent>;
using S = Stage;

/// <summary>What the person does and what we learn about them: inquiries, facts, engagement, consent.</summary>
public static partial class LeadLifecycle
{
    /// <summary>The longest pause a person can ask for, and the furthest "not before".</summary>
    public static readonly TimeSpan QuietMax = TimeSpan.FromDays(731);

    /// <summary>The bounds of a rhythm in days: weekly to yearly.</summary>
    public const int RhythmDaysMin = 7, RhythmDaysMax = 366;

    private static Decision Inquiry(LeadState lead, Inquire c, Moment now, Program program)
    {
        var at = c.At is { } then && then < now ? then : now;
        if (lead.Stage == S.Merged)
            return Refuse($"It was merged into lead {lead.MergedInto}; send the inquiry there.");
        var repeat = lead.Inquiries > 0 && lead.LastInquiryAt == at && lead.Origin.Source == c.Origin.Source;
        var isSame = c.Origin.SubmissionId is { } id && id == lead.Origin.SubmissionId && (c.Secondhand || c.Origin.Source == lead.Origin.Source);
        if (repeat || isSame) return c.Secondhand ? ReadAnew(lead, c, isSame, now, program) : Decision.AlreadySo;

        if (lead.Stage == S.Erased && (c.Secondhand || at <= lead.StageSinceAt))
            return Refuse("This person asked to be forgotten; only an inquiry of their own, made since then, begins anew.");
        if (c.Identity.Kind == IdentityKind.Forgotten)
            return Refuse("Nobody can ask in the name of somebody forgotten; send an e-mail address, a phone number or a foreign id.");

        var events = new List<LeadEvent> { new Inquired(c.Identity, c.Origin, c.Person, c.Wish, at) { Also = c.Also } };
        // Won and lost are the ends of a cycle: asking again after one opens the next (Q14).
        var ended = lead.Stage is S.Won or S.Lost && at > lead.StageSinceAt;
        if (lead.Stage is S.None or S.Erased || ended) events.Add(new CycleStarted(lead.Cycle + 1, at));
        if (Told(lead, c.Facts, FactSource.Inquiry, at) is { Count: > 0 } facts) events.Add(new Learned(facts, null));
        if (c.Consents.Count > 0) Consenting(lead, events, Willing(lead, c, at), c.Person.Email ?? lead.Person.Email, at, now, program);
        return Happened(Judged(lead, events, now, program));
    }

    // A list that is read anew, as by a corrected mapping, says the same inquiry in other words: what it says counts as said then,
    // and it is no second inquiry. Another list of the same instant only fills gaps.
    private static Decision ReadAnew(LeadState lead, Inquire c, bool isSame, Moment now, Program program)
    {
        var at = lead.LastInquiryAt;
        var (facts, person) = (Told(lead, c.Facts, FactSource.Inquiry, at), lead.Person.With(isSame ? c.Person : c.Person.With(lead.Person)));
        var events = new List<LeadEvent>();
        if (facts.Count > 0 || person != lead.Person) events.Add(new Learned(facts, person == lead.Person ? null : person));
        var willing = Willing(lead, c, at).Where(given => lead.Consents.Of(given.Topic, given.Channel)?.Standing != ConsentStanding.Given).ToList();
        if (willing.Count > 0) Consenting(lead, events, willing, person.Email, at, now, program);
        return events.Count == 0 ? Decision.AlreadySo : Happened(Judged(lead, events, now, program));
    }

    // Characters of a zone's name that a refusal repeats; the longest real ones have 32.
    private const int ZoneCharsMax = 40;

    private static Decision Learning(
        LeadState lead, IReadOnlyList<Telling> told, Person? person, FactSource source, Moment now, Program program)
    {
        if (!told.All(IsWhole)) return Refuse("A fact needs a name and a value; one of these has none.");
        if (person?.Zone is { } zone && !BusinessTime.Knows(zone)) return Refuse($"There is no time zone '{(zone.Length > ZoneCharsMax ? zone[..ZoneCharsMax] + "…" : zone)}'; an IANA name such as Europe/Berlin is meant.");
        var facts = Told(lead, told, source, now);
        if (person is not null && source == FactSource.Enrichment) person = person.With(lead.Person);
        if (person is not null && lead.Person.With(person) == lead.Person) person = null;
        return facts.Count == 0 && person is null ? Decision.AlreadySo
            : Happened(Judged(lead, [new Learned(facts, person)], now, program));
    }

    // What JSON made may be null whatever its type says.
    private static bool IsWhole(Telling telling) => telling is { Name.Length: > 0, Value: not null };

    // Only what is new: a repeated answer changes nothing, and enrichment yields to anybody's own words.
    private static List<Fact> Told(LeadState lead, IReadOnlyList<Telling> told, FactSource source, Moment at)
    {
        var facts = new List<Fact>(told.Count);
        foreach (var telling in told.Where(IsWhole))
        {
            var known = lead.Fact(telling.Name);
            if (known is not null && source == FactSource.Enrichment && known.Source != FactSource.Enrichment) continue;
            if (known is not null && known.At > at) continue;
            facts.RemoveAll(f => f.Name == telling.Name);
            if (known?.Value != telling.Value || known.Source < source)
                facts.Add(new Fact(telling.Name, telling.Value, source, at));
        }
        return facts;
    }

    private static Decision Asking(LeadState lead, Wish wish, string? words, Moment now, Program program) =>
        Wished(lead, wish, words, now) ? Decision.AlreadySo
            : Happened(Judged(lead, [.. Reopened(lead, now), new Asked(wish, words) { At = now }], now, program));

    private static bool Wished(LeadState lead, Wish wish, string? words, Moment now) =>
        lead.WishedAt == now || (lead.Wish == wish && words is null);

    // Whoever asks for a person after won or lost looks for something again (Q14).
    private static LeadEvent[] Reopened(LeadState lead, Moment now) =>
        lead.Stage is S.Won or S.Lost ? [new CycleStarted(lead.Cycle + 1, now)] : [];

    /// <summary>A machine that follows all links of a mail within this time is one line of the timeline.</summary>
    public static readonly TimeSpan ScanFor = TimeSpan.FromMinutes(1);

    private static Decision Engaging(LeadState lead, Engage c, Moment now, Program program)
    {
        if (c.Scanner is { } because)
            return now < lead.ScannedAt + ScanFor ? Decision.AlreadySo : Happened(new Scanned(c.Kind, c.Piece, because, now));
        if (lead.Engagement.At == now && lead.Engagement.Kind == c.Kind && lead.Engagement.Piece == c.Piece) return Decision.AlreadySo;
        var points = program.Definition.Engagement.GetValueOrDefault(c.Kind);
        var engagement = new Engagement(Math.Round(Scoring.EngagementAt(lead.Engagement, now, program.Definition) + points, 2), now);
        var topic = c.Piece is { } id ? program.Piece(id)?.Topic : null;
        return Happened(Judged(lead, [new Engaged(c.Kind, c.Piece, engagement) { Topic = topic }], now, program));
    }

    private static Decision Readying(LeadState lead, AnswerReadiness c, Moment now, Program program)
    {
        switch (c.Readiness)
        {
            case Readiness.NotBefore when c.NotBeforeAt is not { } date || date <= now || date > now + QuietMax:
                return Refuse($"\"Not before\" needs a date after today and within {QuietMax.Days} days.");
            case Readiness.NotBefore:
                return lead.Preferences.QuietUntilAt == c.NotBeforeAt ? Decision.AlreadySo
                    : Happened(Unsent(lead, [new ReadinessAnswered(c.Readiness, c.NotBeforeAt, now)], now));
            case Readiness.TalkNow:
                return Wished(lead, Wish.Call, null, now) ? Decision.AlreadySo
                    : Happened(Judged(
                        lead,
                        [.. Reopened(lead, now), new ReadinessAnswered(c.Readiness, null, now), new Asked(Wish.Call, null) { At = now }],
                        now, program));
            default:
                return lead.Nurture.ReadinessAt == now ? Decision.AlreadySo
                    : Happened(new ReadinessAnswered(c.Readiness, null, now));
        }
    }

    private static Decision OptingOut(LeadState lead, string topic, Channel? channel, Moment now)
    {
        var consents = lead.Consents.Without(topic, channel, now);
        if (consents.Count == lead.Consents.Count
            && consents.Zip(lead.Consents).All(pair => pair.First.Standing == pair.Second.Standing)) return Decision.AlreadySo;
        return Happened(Unsent(lead, [new OptedOut(topic, channel, now)], now));
    }

    private static Decision Preferring(LeadState lead, Prefer c)
    {
        if (c.RhythmDays is < RhythmDaysMin or > RhythmDaysMax)
            return Refuse($"A rhythm is {RhythmDaysMin} (weekly) to {RhythmDaysMax} (yearly) days.");
        return lead.Preferences.RhythmDays == c.RhythmDays && lead.Preferences.Channel == c.Channel
            ? Decision.AlreadySo : Happened(new Preferred(c.RhythmDays, c.Channel));
    }

    private static Decision Pausing(LeadState lead, Pause c, Moment now)
    {
        if (lead.Preferences.QuietUntilAt == c.UntilAt || (c.Away && lead.Preferences.QuietUntilAt > c.UntilAt)) return Decision.AlreadySo;
        if (c.UntilAt <= now || c.UntilAt > now + QuietMax)
            return Refuse($"A pause ends after now and within {QuietMax.Days} days.");
        return Happened(Unsent(lead, [new Paused(c.UntilAt)], now));
    }

    private static Decision Bouncing(LeadState lead, Bounce c, Moment now) =>
        lead.Nurture.MailDead || !c.Hard ? Decision.AlreadySo : Happened(Unsent(lead, [new Bounced(true, c.Diagnosis)], now));

    private static Decision Complaining(LeadState lead, Moment now) =>
        lead.Consents.Any(c => c.Channel == Channel.Email && c.Topic == Consents.EveryTopic && c.Standing == ConsentStanding.Withdrawn)
            ? Decision.AlreadySo
            : Happened(Unsent(lead, [new Complained(now), new OptedOut(Consents.EveryTopic, Channel.Email, now)], now));

    private static Decision Purchasing(LeadState lead, Purchase c, Moment now) =>
        Happened(Closed(lead, new Won(new Outcome(true, now, c.Value, c.Currency, null, null, lead.Owner)), now));

    private static Decision Merging(LeadState lead, Merge c, Moment now) =>
        c.Into == lead.Id ? Refuse("A lead can't be merged into itself; name the other one.")
            : lead.Absorbed.Contains(c.Into) ? Refuse($"Lead {c.Into} was merged into this one; un-merge it first.")
            : Happened(Closed(lead, new Merged(c.Into, now), now));

    private static Decision Absorbing(LeadState lead, Absorb c, Moment now, Program program) =>
        lead.Absorbed.Contains(c.From) ? Decision.AlreadySo
            : Happened(Judged(lead, Unsent(lead, [new Absorbed(c.From, c.Known)], now), now, program));

    private static Decision Forgetting(LeadState lead, Moment now)
    {
        LeadId[] also = lead.MergedInto is { } into ? [into, .. lead.Absorbed] : [.. lead.Absorbed];
        return Happened(Closed(lead, new Erased(lead.Owner, now) { Also = also }, now));
    }

    // What was withdrawn beats every touch that has not begun (C2).
    private static List<LeadEvent> Unsent(LeadState lead, List<LeadEvent> events, Moment now)
    {
        var after = Evolve(lead, events);
        if (after.Nurture.Pending is not { Begun: false } touch) return events;
        SkipReason? because = !after.Consents.Allow(null, touch.Channel) ? SkipReason.NoConsent
            : after.Preferences.QuietUntilAt > now ? SkipReason.Quiet
            : after.Nurture.MailDead && touch.Channel == Channel.Email ? SkipReason.NoChannel : null;
        if (because is { } reason) events.Add(new TouchSkipped(touch.Number, reason, now));
        return events;
    }

    // Before a lead ends, what is under way for it is called off.
    private static List<LeadEvent> Closed(LeadState lead, LeadEvent end, Moment now)
    {
        var events = new List<LeadEvent>(3);
        if (lead.Nurture.Pending is { Begun: false } touch) events.Add(new TouchSkipped(touch.Number, SkipReason.Superseded, now));
        if (lead.Handoff?.Offer is { } offer) events.Add(new OfferWithdrawn(offer.Number, offer.Team, offer.Member, "the lead has come to an end"));
        events.Add(end);
        return events;
    }

    // After anything new is known, the definition is asked again, at once (Q1).
    private static List<LeadEvent> Judged(LeadState lead, List<LeadEvent> events, Moment now, Program program)
    {
        var after = Evolve(lead, events);
        if (after.Stage is not (S.Inquiry or S.Nurturing or S.Qualified)) return events;
        var verdict = Scoring.Judge(after, now, program);
        var ladder = program.RuleOf(verdict.Route).Ladder.Count > 0;
        var quiet = after.Preferences.QuietUntilAt > now && after.Wish is null && events[0] is not Inquired;
        // Nobody has to be told that a newcomer of whom nothing is known has no points.
        var moved = (after.Standing?.Route ?? Route.NeedNurturing) != verdict.Route;

        if (after.Stage is S.Inquiry or S.Nurturing && ladder && !quiet)
            Seek(after, events, new Qualified(verdict, null, now), now, program);
        else if (after.Stage == S.Qualified && moved && after.Handoff is { Offer: null } h && (after.Work is not null || !h.ByHand))
            Rerouted(after, events, verdict, ladder, now, program);
        else if (moved || (after.Standing?.Score ?? 0) != verdict.Score)
            events.Add(new Scored(verdict, now));
        return events;
    }
}
