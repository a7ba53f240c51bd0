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

    /// <summary>Late starts are spread over this much of the person's working day.</summary>
    public static readonly TimeSpan Spread = TimeSpan.FromHours(6);

    /// <summary>Is the lead in a stage where marketing keeps in touch?</summary>
    public static bool IsNurtured(LeadState lead) =>
        lead.Stage is Stage.Inquiry or Stage.Nurturing or Stage.Qualified or Stage.Won && lead.Work is null;

    /// <summary>The next touch, or null when none is to come by itself: not nurtured, no consent, or one is on its way.</summary>
    public static PlannedTouch? Next(LeadState lead, Program program)
    {
        var nurture = lead.Nurture;
        if (nurture.Pending is not null || !IsNurtured(lead) || Reach(lead, null) is null) return null;
        if (lead.Stage == Stage.Won) return ThankYou(lead, program);

        foreach (var id in nurture.Drops)
            if (program.Piece(id) is { } drop && Suits(drop, lead, program, null))
                return new PlannedTouch(Open(lead, program, NotBefore(lead, program)), drop, IsDrop: true, Forced: false);

        var slotAt = nurture.SlotAt + Interval(lead, program) + program.Cadence.Jitter * lead.Id.Chance(nurture.Touches);
        var silentAt = (nurture.LastContactAt ?? lead.CycleSinceAt) + program.Cadence.SilenceMax - ClosedMax;
        var earliestAt = NotBefore(lead, program);
        var readinessAt = nurture.ReadinessAt + program.Cadence.ReadinessEvery;
        var wantedAt = slotAt < silentAt ? slotAt : silentAt;
        var dueAt = Open(lead, program, Moment.Later(wantedAt, earliestAt));

        var piece = dueAt >= readinessAt ? Unseen(lead, program, PieceKind.Readiness, dueAt) : null;
        piece ??= Unseen(lead, program, PieceKind.Drip, dueAt);
        if (piece is null)
        {
            // Nothing left to tell: only the readiness check goes on, at its own pace.
            wantedAt = readinessAt < silentAt ? readinessAt : silentAt;
            dueAt = Open(lead, program, Moment.Later(wantedAt, earliestAt));
            piece = Unseen(lead, program, PieceKind.Readiness, dueAt);
            if (piece is null && program.Cadence.WhenExhausted == WhenExhausted.CallCentre)
                piece = Unseen(lead, program, PieceKind.CallScript, dueAt);
            if (piece is null && nurture.Exhausted) return null;
        }
        return new PlannedTouch(dueAt, piece, IsDrop: false, Forced: silentAt <= wantedAt);
    }

    /// <summary>Working hours of the person, in their own zone where it is known.</summary>
    public static WorkingHours HoursOf(LeadState lead, Program program) =>
        (lead.Person.Zone ?? program.Zone) is var zone && zone == program.Cadence.Hours.Zone
            ? program.Cadence.Hours : program.Cadence.Hours with { Zone = zone };

    /// <summary>The earliest instant the gap, the budget and the person's own wish allow.</summary>
    public static Moment NotBefore(LeadState lead, Program program)
    {
        var earliest = Moment.Later(lead.CycleSinceAt, lead.Preferences.QuietUntilAt ?? Moment.Never);
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
        if (lead.Preferences.Channel is { } wish && Reachable(lead, wish) && lead.Consents.Allow(topic, wish)) return wish;
        for (var channel = Channel.Email; channel <= Channel.Post; channel++)
            if (Reachable(lead, channel) && lead.Consents.Allow(topic, channel)) return channel;
        return null;
    }

    private static PlannedTouch? ThankYou(LeadState lead, Program program)
    {
        if (lead.Nurture.Fresh is false || lead.Outcome is not { } outcome) return null;
        var dueAt = Open(lead, program, Moment.Later(outcome.At + program.Cadence.ThankAfter, NotBefore(lead, program)));
        return Unseen(lead, program, PieceKind.ThankYou, dueAt) is { } piece
            ? new PlannedTouch(dueAt, piece, IsDrop: false, Forced: false) : null;
    }

    private static TimeSpan Interval(LeadState lead, Program program) =>
        lead.Nurture.Fresh ? program.Cadence.StartAfter
            : lead.Preferences.RhythmDays is { } days ? TimeSpan.FromDays(days) : program.Cadence.Every;

    private static Piece? Unseen(LeadState lead, Program program, PieceKind kind, Moment at)
    {
        foreach (var piece in program.Content)
            if (piece.Kind == kind && Suits(piece, lead, program, at.UtcDate)) return piece;
        return null;
    }

    private static bool Suits(Piece piece, LeadState lead, Program program, DateOnly? day) =>
        !lead.Nurture.Seen.Contains(piece.Id)
        && piece.Language == (lead.Person.Language ?? program.Language)
        && (piece.Stages.Count == 0 || piece.Stages.Contains(lead.Stage))
        && (piece.Routes.Count == 0 || piece.Routes.Contains(lead.Standing?.Route ?? Route.NeedNurturing))
        && (day is null || ((piece.NotBefore is not { } from || day >= from) && (piece.NotAfter is not { } to || day <= to)))
        && MayGo(piece, lead);

    private static bool Reachable(LeadState lead, Channel channel) => channel switch
    {
        Channel.Email => lead.Person.Email is not null && !lead.Nurture.MailDead,
        Channel.Call => lead.Person.Phone is not null,
        _ => lead.Person.PostalAddress is not null,
    };

    // What falls into the night or a weekend is spread over the next working day, so that nobody opens with a burst.
    private static Moment Open(LeadState lead, Program program, Moment at)
    {
        var hours = HoursOf(lead, program);
        return BusinessTime.IsOpen(hours, at) ? at
            : BusinessTime.Add(hours, at, Spread * lead.Id.Chance(lead.Nurture.Touches + 1));
    }
}
