namespace LeadGrains.Lifecycle;

using Decision = Decision<LeadEvent>;
using S = Stage;

/// <summary>Touches: from the alarm to the intent, to the transport, to what became of it; and every other alarm.</summary>
public static partial class LeadLifecycle
{
    /// <summary>Drops that may wait for one person; a further one is refused.</summary>
    public const int DropsMax = 8;

    // One thing at a time, the most pressing first: the engine wakes the lead again while more is due.
    private static Decision Waking(LeadState lead, Wake c, Moment now, Program program)
    {
        if (Extended(lead, c.Outage, now) is { } extended) return Happened(extended);
        if (lead.Handoff?.Offer is { } offer && (offer.Reminded ? offer.DueAt : offer.RemindAt) <= now)
            return OfferAlarm(lead, offer, now, program);
        if (lead.Work is { } work && (work.Reminded ? work.DueAt : work.RemindAt) <= now)
            return WorkAlarm(lead, work, now, program);
        if (lead.Handoff is { WaitingSinceAt: { } since } handoff && since + RungOf(handoff, program).WaitMax <= now)
            return Happened(Onwards(lead, [], now, program, sameRung: false));
        if (lead.Stage == S.Won && NurturePlan.NextCycleAt(lead, program) <= now)
            return Happened(new CycleStarted(lead.Cycle + 1, now), new NurtureStarted(now));

        var events = new List<LeadEvent>(2);
        if (lead.Stage == S.Inquiry && lead.CycleSinceAt + program.Cadence.StartAfter <= now)
        {
            events.Add(new NurtureStarted(now));
            lead = Evolve(lead, events);
        }
        if (NurturePlan.Next(lead, program) is { } next && next.DueAt <= now) events.Add(Due(lead, next, now, program));
        return Decision.Happened(events);
    }

    // What fell due while the engine was down is due a little later instead, in the member's hours; once, since the new
    // deadline lies after the outage.
    private static DeadlineExtended? Extended(LeadState lead, Outage? outage, Moment now)
    {
        if (outage is null || DeadlineAt(lead) is not { } dueAt || !outage.Covers(dueAt) || dueAt > now) return null;
        var hours = lead.Handoff?.Offer?.Hours ?? lead.Work!.Hours;
        return new DeadlineExtended(dueAt, BusinessTime.Add(hours, outage.ToAt, outage.Grace));
    }

    private static LeadEvent Due(LeadState lead, PlannedTouch next, Moment now, Program program)
    {
        var number = lead.Nurture.Touches + 1;
        if (next.Piece is not { } piece) return new StreamExhausted(now);
        // Late is better than never when the longest silence is near, however it came to be late.
        var late = now > next.DueAt + program.Cadence.Grace && now < NurturePlan.SilentAt(lead, program);
        if (late && !next.Forced && !next.IsDrop)
            return new TouchSkipped(number, SkipReason.Late, now);
        var sendAt = BusinessTime.NextOpen(NurturePlan.HoursOf(lead, program), now);
        return new TouchIntended(new PendingTouch(number, piece.Id, piece.Channel, next.DueAt, sendAt, Begun: false),
            next.IsDrop ? TouchPlace.Drop : piece.Kind switch
            {
                PieceKind.Readiness => TouchPlace.Readiness,
                PieceKind.Introduction => TouchPlace.Introduction,
                _ => TouchPlace.Drip,
            });
    }

    private static Decision Dropping(LeadState lead, Drop c, Moment now, Program program)
    {
        if (program.Piece(c.Piece) is not { } piece)
            return Refuse($"The program has no piece '{c.Piece}'; 'content list' lists what there is.");
        if (lead.Nurture.Seen.Contains(c.Piece) || lead.Nurture.Drops.Contains(c.Piece)
            || lead.Nurture.Pending?.Piece == c.Piece || !NurturePlan.MayGo(piece, lead)) return Decision.AlreadySo;
        return lead.Nurture.Drops.Count >= DropsMax
            ? Refuse($"{DropsMax} drops already wait for this person; let them go out first.")
            : Happened(new Dropped(c.Piece) { NotBeforeAt = PlaceInDrop(lead, c.Piece, now, program) });
    }

    // Everybody has another place in each drop, always the same: a repeat of the rehearsal repeats it.
    private static Moment PlaceInDrop(LeadState lead, string piece, Moment now, Program program)
    {
        var purpose = -1;
        foreach (var c in piece) purpose = purpose * 31 - c;
        return BusinessTime.Add(NurturePlan.HoursOf(lead, program), now, program.Cadence.DropSpread * lead.Id.Chance(purpose));
    }

    // The last look before the transport gets it: consent, stage, hours and gap as they are now.
    private static Decision Beginning(LeadState lead, BeginTouch c, Moment now, Program program)
    {
        if (lead.Nurture.Pending is not { } touch || touch.Number != c.Number || touch.Begun || touch.Task is not null) return Decision.AlreadySo;
        if (Unfit(lead, touch, now, program) is { } unfit) return Skip(unfit);
        // Over budget or out of hours, it waits; it is not dropped (C4).
        var earliestAt = NurturePlan.NotBefore(lead, program);
        var openAt = BusinessTime.NextOpen(NurturePlan.HoursOf(lead, program), Moment.Later(now, earliestAt));
        if (openAt > now) return touch.SendAt == openAt ? Decision.AlreadySo : Happened(new TouchDelayed(c.Number, openAt));
        var late = now > touch.SendAt + program.Cadence.Grace;
        return late && touch.Place != TouchPlace.Drop && now < NurturePlan.SilentAt(lead, program)
            ? Skip(SkipReason.Late) : Happened(new TouchBegun(c.Number, now));

        Decision Skip(SkipReason reason) => Happened(new TouchSkipped(c.Number, reason, now));
    }

    private static SkipReason? Unfit(LeadState lead, PendingTouch touch, Moment now, Program program)
    {
        if (touch.Place == TouchPlace.Introduction ? !NurturePlan.IsIntroduced(lead) : !NurturePlan.IsNurtured(lead))
            return SkipReason.NotNurtured;
        if (program.Piece(touch.Piece) is not { } piece || !piece.InSeason(now.UtcDate)) return SkipReason.Superseded;
        if (!NurturePlan.MayGo(piece, lead)) return SkipReason.NoConsent;
        return lead.Preferences.QuietUntilAt > now ? SkipReason.Quiet : null;
    }

    private static Decision Reporting(LeadState lead, ReportTouch c, Moment now)
    {
        if (lead.Nurture.Pending is not { } touch || touch.Number != c.Number)
            return c.Number <= lead.Nurture.Touches ? Decision.AlreadySo
                : Refuse($"There is no touch {c.Number}; the latest is {lead.Nurture.Touches}.");
        return c.Outcome switch
        {
            TouchOutcome.Sent or TouchOutcome.Uncertain => Happened(
                new TouchMade(c.Number, touch.Piece, touch.Channel, c.Outcome == TouchOutcome.Sent, c.Detail, now)),
            TouchOutcome.NoSuchAddress when touch.Channel == Channel.Email && !lead.Nurture.MailDead => Happened(
                new TouchFailed(c.Number, true, c.Detail, now), new Bounced(true, c.Detail)),
            _ => Happened(new TouchFailed(c.Number, c.Outcome != TouchOutcome.RefusedForNow, c.Detail, now)),
        };
    }

    private static Decision Settling(LeadState lead, SettleTouch c, Moment now) =>
        lead.Nurture.Doubts.FirstOrDefault(d => d.Number == c.Number) is { } doubt ? Happened(new TouchSettled(doubt, c.Sent, now))
        : c.Number <= lead.Nurture.Touches ? Decision.AlreadySo
        : Refuse($"There is no touch {c.Number}; the latest is {lead.Nurture.Touches}.");
}
