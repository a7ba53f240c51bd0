namespace LeadGrains.Lifecycle;

/// <summary>The next touch of a lead: when, which piece, and whether the longest silence forces it.</summary>
/// <param name="Piece">Null when nothing unseen is left.</param>
/// <param name="Forced">The longest silence is near: late is better than never.</param>
public sealed record PlannedTouch(Moment DueAt, Piece? Piece, bool IsDrop, bool Forced);

/// <summary>
/// Never bombarded, never forgotten (N1–N6): computed from what the lead knows, so it can't disagree with it. Every
/// instant it gives lies in the person's working hours.
/// </summary>
public static class NurturePlan
{
    /// <summary>Longest stretch without working hours that the silence bound allows for: a long holiday.</summary>
    public static readonly TimeSpan ClosedMax = TimeSpan.FromDays(7);

    /// <summary>Where the longest silence is near, what falls into closed hours is spread over this much working time.</summary>
    public static readonly TimeSpan Spread = TimeSpan.FromHours(6);

    /// <summary>What falls into a night is spread over this much, a whole working day.</summary>
    public static readonly TimeSpan NightSpread = TimeSpan.FromHours(8);

    /// <summary>What would wait longer than <see cref="NightMax"/>, as over a weekend, is spread over this much working time.</summary>
    public static readonly TimeSpan WeekendSpread = TimeSpan.FromHours(24);

    /// <summary>See <see cref="WeekendSpread"/>.</summary>
    public static readonly TimeSpan NightMax = TimeSpan.FromHours(16);

    /// <summary>Is the lead in a stage where marketing keeps in touch?</summary>
    public static bool IsNurtured(LeadState lead) =>
        lead.Stage is Stage.Inquiry or Stage.Nurturing or Stage.Qualified or Stage.Won && lead.Work is null;

    /// <summary>Has somebody accepted the lead who has yet to get in touch, so that a note may say who it is (Q9)?</summary>
    public static bool IsIntroduced(LeadState lead) =>
        lead.Stage is Stage.SalesOwned or Stage.PartnerOwned && lead.Work is { FirstContactAt: null };

    /// <summary>The next touch, or null when none is to come by itself: not nurtured, no consent, or one is on its way.</summary>
    public static PlannedTouch? Next(LeadState lead, Program program)
    {
        var nurture = lead.Nurture;
        if (nurture.Pending is null && IsIntroduced(lead)) return Introduction(lead, lead.Work!, program);
        if (nurture.Pending is not null || !IsNurtured(lead) || Reach(lead, null) is null) return null;
        if (lead.Stage == Stage.Won) return ThankYou(lead, program);

        var earliestAt = NotBefore(lead, program);
        var drop = Dropped(lead, program, earliestAt);
        var silentAt = SilentAt(lead, program);
        var slotAt = nurture.SlotAt + Interval(lead, program) + program.Cadence.Jitter * lead.Id.Chance(nurture.Touches);
        var placeAt = slotAt < silentAt ? slotAt : silentAt;
        var next = drop?.DueAt < placeAt ? null : Planned(lead, program, earliestAt, placeAt, silentAt);
        // A drop goes before what is due later, and never takes the place of what is due now.
        return drop is not null && (next is null || drop.DueAt < next.DueAt) ? drop
            : next is null ? null : next with { Forced = next.Piece is null || silentAt <= next.DueAt };
    }

    // The drip in its place, or the check when it is due; a piece of null says that the stream has run dry.
    private static PlannedTouch? Planned(LeadState lead, Program program, Moment earliestAt, Moment placeAt, Moment silentAt)
    {
        var readinessAt = lead.Nurture.ReadinessAt + program.Cadence.ReadinessEvery;
        var dripAt = Open(lead, program, Moment.Later(placeAt, earliestAt));
        var drip = Drip(lead, program, dripAt);
        if (drip is not null && readinessAt > dripAt && drip.DueAt == dripAt) return drip;
        if (drip is null && !lead.Nurture.Exhausted) return new PlannedTouch(dripAt, null, IsDrop: false, Forced: true);

        // A check is due, or nothing is left to tell just now: the check goes on at its own pace, whatever comes first.
        var checkAt = Moment.Later(readinessAt < silentAt ? readinessAt : silentAt, earliestAt);
        if (drip?.DueAt == dripAt) checkAt = Moment.Later(checkAt, dripAt);
        var check = Unseen(lead, program, PieceKind.Readiness, null, Open(lead, program, checkAt));
        if (drip is null && check is null && program.Cadence.WhenExhausted == WhenExhausted.CallCentre)
            check = Unseen(lead, program, PieceKind.CallScript, null, Open(lead, program, checkAt));
        return check is null || drip?.DueAt < check.DueAt ? drip : check;
    }

    /// <summary>From here on something must be said, or the longest silence would be broken by a long holiday.</summary>
    public static Moment SilentAt(LeadState lead, Program program) =>
        (lead.Nurture.LastContactAt ?? lead.CycleSinceAt) + SilenceMax(lead, program) - ClosedMax;

    /// <summary>The longest silence for this lead: the program's, or longer where the person set a slower rhythm (C3).</summary>
    public static TimeSpan SilenceMax(LeadState lead, Program program)
    {
        var own = TimeSpan.FromDays(lead.Preferences.RhythmDays ?? 0) + ClosedMax;
        return own > program.Cadence.SilenceMax ? own + program.Cadence.Jitter : program.Cadence.SilenceMax;
    }

    /// <summary>After a win, nurture for the next purchase begins here (Q12): in time for the longest silence.</summary>
    public static Moment NextCycleAt(LeadState lead, Program program)
    {
        var nextAt = lead.StageSinceAt + program.Cadence.NextCycleAfter;
        if (Reach(lead, null) is null) return nextAt;
        var heardAt = Moment.Later(lead.Nurture.LastContactAt ?? lead.StageSinceAt, lead.StageSinceAt);
        return Moment.Earlier(nextAt, heardAt + SilenceMax(lead, program) - ClosedMax)!.Value;
    }

    /// <summary>Working hours of the person, in their own zone and with their country's holidays where these are known here.</summary>
    public static WorkingHours HoursOf(LeadState lead, Program program)
    {
        var hours = program.Cadence.HoursIn(lead.Person.Country);
        var zone = lead.Person.Zone ?? program.Zone;
        if (zone == hours.Zone) return hours;
        // A journal may come from a machine that knows other zones, and a lead must not stand still for that.
        return hours with { Zone = zone == program.Zone || BusinessTime.Knows(zone) ? zone : program.Zone };
    }

    /// <summary>The marketer is told when somebody has so many unseen pieces left (N6).</summary>
    public const int AheadPieces = 2;

    /// <summary>Pieces of the drip that this lead could still get, whatever the season; counted up to a bound.</summary>
    public static int UnseenUpTo(LeadState lead, Program program, int max)
    {
        var unseen = 0;
        // From the end: what was sent stands at the beginning.
        for (var i = program.Content.Count - 1; i >= 0 && unseen < max; i--)
            if (program.Content[i] is { Kind: PieceKind.Drip } piece && Suits(piece, lead, program)) unseen++;
        return unseen;
    }

    /// <summary>What somebody allowed us to write about, in words: "every topic", or the topics.</summary>
    public static string TopicsOf(IReadOnlyList<Consent> consents)
    {
        var given = consents.Where(c => c.Standing == ConsentStanding.Given).Select(c => c.Topic).Distinct().Order(StringComparer.Ordinal).ToList();
        return given.Contains(Consents.EveryTopic) || given.Count == 0 ? "every topic" : string.Join(" and ", given);
    }

    /// <summary>A touch that didn't get out is followed by another one after this much time at the earliest.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromDays(1);

    /// <summary>The earliest instant the gap, the budget and the person's own wish allow.</summary>
    public static Moment NotBefore(LeadState lead, Program program)
    {
        var earliest = Moment.Later(lead.CycleSinceAt, lead.Preferences.QuietUntilAt ?? Moment.Never);
        if (lead.Nurture.TriedAt > Moment.Never) earliest = Moment.Later(earliest, lead.Nurture.TriedAt + RetryAfter);
        if (lead.Nurture.HeardAt > Moment.Never) earliest = Moment.Later(earliest, lead.Nurture.HeardAt + program.Cadence.GapMin);
        var contacts = lead.Nurture.Contacts;
        if (contacts.Count == 0) return earliest;
        earliest = Moment.Later(earliest, contacts[^1] + program.Cadence.GapMin);
        var budget = program.Budget.ContactsMax;
        return contacts.Count < budget ? earliest : Moment.Later(earliest, contacts[^budget] + program.Budget.Window);
    }

    /// <summary>May this piece go to this lead by its channel: consent, address, topic?</summary>
    public static bool MayGo(Piece piece, LeadState lead) =>
        Reachable(lead, piece.Channel) && lead.Consents.Allow(piece.Topic, piece.Channel);

    /// <summary>The best channel that the person allows and that reaches them; null when there is none.</summary>
    public static Channel? Reach(LeadState lead, string? topic)
    {
        // After calls in vain the telephone comes last, not never: for some it is the only one.
        if (lead.Preferences.Channel is { } wish && (wish != Channel.Call || !lead.Nurture.Unreached) && May(wish)) return wish;
        for (var channel = Channel.Email; channel <= Channel.Message; channel++)
            if ((channel != Channel.Call || !lead.Nurture.Unreached) && May(channel)) return channel;
        return lead.Nurture.Unreached && May(Channel.Call) ? Channel.Call : null;

        bool May(Channel channel) => Reachable(lead, channel) && lead.Consents.Allow(topic, channel);
    }

    private static PlannedTouch? Dropped(LeadState lead, Program program, Moment earliestAt)
    {
        foreach (var id in lead.Nurture.Drops)
            if (program.Piece(id) is { } drop && Suits(drop, lead, program))
                return new PlannedTouch(Open(lead, program, Moment.Later(earliestAt, lead.Nurture.DropAt)), drop, IsDrop: true, Forced: false);
        return null;
    }

    private static PlannedTouch? ThankYou(LeadState lead, Program program)
    {
        if (lead.Nurture.Fresh is false || lead.Outcome is not { } outcome) return null;
        var dueAt = Open(lead, program, Moment.Later(outcome.At + program.Cadence.ThankAfter, NotBefore(lead, program)));
        return Unseen(lead, program, PieceKind.ThankYou, null, dueAt);
    }

    // Only while it helps: where the gap or the budget would let it come after the owner's first call, it isn't sent.
    private static PlannedTouch? Introduction(LeadState lead, Work work, Program program)
    {
        var dueAt = BusinessTime.NextOpen(HoursOf(lead, program), Moment.Later(work.AcceptedAt, NotBefore(lead, program)));
        return dueAt < work.DueAt ? Unseen(lead, program, PieceKind.Introduction, null, dueAt) is { } next && next.DueAt == dueAt ? next : null : null;
    }

    // First what comes by the channel that suits the person best (C3, N9), then whatever else may go.
    private static PlannedTouch? Drip(LeadState lead, Program program, Moment dueAt)
    {
        var channel = Reach(lead, null)!.Value;
        var best = Unseen(lead, program, PieceKind.Drip, channel, dueAt);
        if (best?.DueAt == dueAt) return best;
        if (channel != Channel.Email)
            best ??= Unseen(lead, program, channel == Channel.Call ? PieceKind.CallScript : PieceKind.Letter, channel, dueAt); // a message has no kind of its own
        return best?.DueAt == dueAt ? best : Sooner(best, Unseen(lead, program, PieceKind.Drip, null, dueAt));
    }

    private static PlannedTouch? Sooner(PlannedTouch? a, PlannedTouch? b) => a is null || b?.DueAt < a.DueAt ? b : a;

    private static TimeSpan Interval(LeadState lead, Program program) =>
        lead.Nurture.Fresh ? program.Cadence.StartAfter
            : lead.Preferences.RhythmDays is { } days ? TimeSpan.FromDays(days) : program.Cadence.Every;

    // The first in the program's order that is in season at the instant, of the topic that interests them most; else the one
    // whose season begins soonest.
    private static PlannedTouch? Unseen(LeadState lead, Program program, PieceKind kind, Channel? channel, Moment at)
    {
        PlannedTouch? later = null;
        Piece? best = null;
        var bestRank = int.MaxValue;
        foreach (var piece in program.Content)
        {
            if (piece.Kind != kind || (channel is { } only && piece.Channel != only)) continue;
            var rank = InterestOf(lead.Nurture.Interests, piece.Topic);
            if (rank >= bestRank || !Suits(piece, lead, program)) continue;
            if (piece.InSeason(at.UtcDate))
            {
                (best, bestRank) = (piece, rank);
                if (rank == 0) break;
                continue;
            }
            if (piece.NotBefore is not { } from || from <= at.UtcDate) continue;
            var opensAt = Open(lead, program, Moment.Utc(from.Year, from.Month, from.Day));
            if (piece.InSeason(opensAt.UtcDate)) later = Sooner(later, new PlannedTouch(opensAt, piece, IsDrop: false, Forced: false));
        }
        return best is null ? later : new PlannedTouch(at, best, IsDrop: false, Forced: false);
    }

    // 0 is the most interesting; who showed no interest gets everything in the program's order.
    private static int InterestOf(IReadOnlyList<string> interests, string? topic)
    {
        for (var i = 0; i < interests.Count; i++)
            if (interests[i] == topic) return i;
        return interests.Count;
    }

    private static bool Suits(Piece piece, LeadState lead, Program program) =>
        !lead.Nurture.Seen.Contains(piece.Id)
        && piece.Language == (lead.Person.Language ?? program.Language)
        && piece.Suits(lead.Stage, lead.Standing?.Route ?? Route.NeedNurturing)
        && MayGo(piece, lead);

    private static bool Reachable(LeadState lead, Channel channel) => channel switch
    {
        Channel.Email => lead.Person.Email is not null && !lead.Nurture.MailDead,
        Channel.Call or Channel.Message => lead.Person.Phone is not null,
        _ => lead.Person.PostalAddress is not null,
    };

    // What falls into the night or a weekend is spread over the next working day or days, so that no Monday opens with a
    // burst; but not when the longest silence is near.
    private static Moment Open(LeadState lead, Program program, Moment at)
    {
        var hours = HoursOf(lead, program);
        var openAt = BusinessTime.NextOpen(hours, at);
        if (openAt == at) return at;
        var chance = lead.Id.Chance(lead.Nurture.Touches + 1);
        var spreadAt = Within(hours, openAt, (openAt - at <= NightMax ? NightSpread : WeekendSpread) * chance);
        return spreadAt <= SilentAt(lead, program) && spreadAt <= at + ClosedMax ? spreadAt : Within(hours, openAt, Spread * chance);
    }

    // At a closing time the next opening is meant.
    private static Moment Within(WorkingHours hours, Moment openAt, TimeSpan working) =>
        BusinessTime.NextOpen(hours, BusinessTime.Add(hours, openAt, working));
}
