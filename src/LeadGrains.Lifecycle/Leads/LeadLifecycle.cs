namespace LeadGrains.Lifecycle;

using Decision = Decision<LeadEvent>;
using S = Stage;

/// <summary>
/// The whole life of a lead as rules: what a command leads to in each stage. Pure: no clock, no I/O; the same state,
/// command, instant and program give the same decision. Repeats and stale alarms are harmless.
/// </summary>
public static partial class LeadLifecycle
{
    /// <summary>What a command leads to: events, a refusal worded for a person, or nothing because it already is so.</summary>
#pragma warning disable format // one row per rule, in columns
    public static Decision Decide(LeadState lead, LeadCommand command, Moment now, Program program) => (lead.Stage, command) switch
    {
        (S.Erased, Erase)                               => Decision.AlreadySo,
        (S.Erased, OptOut or Complain or Wake)          => Decision.AlreadySo,
        (S.Erased, Inquire c)                           => Inquiry(lead, c, now, program),
        (S.Erased, _)                                   => Refuse("This person asked to be forgotten; nothing more is kept about them."),
        (_, Inquire c)                                => Inquiry(lead, c, now, program),
        (S.None, Wake)                                  => Decision.AlreadySo,
        (S.None, _)                                     => Refuse("There is no such lead yet; it begins with an inquiry."),
        (_, Erase)                                    => Forgetting(lead, now),

        (S.Merged, Merge c)                       => lead.MergedInto == c.Into ? Decision.AlreadySo : Refuse($"It was already merged into lead {lead.MergedInto}; un-merge it first."),
        (S.Merged, Unmerge)                       => Happened(Judged(lead, [new Unmerged(lead.MergedInto!.Value, now)], now, program)),
        (S.Merged, Wake)                          => Decision.AlreadySo,
        (S.Merged, ReportTouch c)                 => Reporting(lead, c, now),
        (S.Merged, SettleTouch c)                 => Settling(lead, c, now),
        (S.Merged, QueueTouch c)                  => Queueing(lead, c, now, program),
        (S.Merged, OptOut c)                      => OptingOut(lead, c.Topic, c.Channel, now),
        (S.Merged, Complain)                      => Complaining(lead, now),
        (S.Merged, _)                             => Refuse($"It was merged into lead {lead.MergedInto}; send it there, or un-merge it first."),
        (_, Merge c)                                  => Merging(lead, c, now),
        (_, Unmerge)                                  => Decision.AlreadySo,
        (_, Absorb c)                                 => Absorbing(lead, c, now, program),
        (_, Part c)                                   => lead.Absorbed.Contains(c.From) ? Happened(new Parted(c.From)) : Decision.AlreadySo,

        (_, Answer c)                                 => Learning(lead, c.Facts, null, FactSource.Person, now, program),
        (_, Correct c)                                => Learning(lead, c.Facts, c.Person, FactSource.Owner, now, program),
        (_, Supplement c)                             => Learning(lead, c.Facts, c.Person, FactSource.Enrichment, now, program),
        (_, Identify c)                               => lead.Identities.Contains(c.Identity) ? Decision.AlreadySo : Happened(new Identified(c.Identity)),
        (_, Ask c)                                    => Asking(lead, c.Wish, c.Words, now, program),
        (_, Engage c)                                 => Engaging(lead, c, now, program),
        (_, Write c)                                  => Writing(lead, c, now, program),
        (_, AnswerReadiness c)                        => Readying(lead, c, now, program),

        (_, OptIn c)                                  => OptingIn(lead, c, now, program),
        (_, ConfirmOptIn c)                           => Confirming(lead, c, now, program),
        (_, OptOut c)                                 => OptingOut(lead, c.Topic, c.Channel, now),
        (_, Prefer c)                                 => Preferring(lead, c),
        (_, Pause c)                                  => Pausing(lead, c, now),
        (_, Resume)                                   => lead.Preferences.QuietUntilAt > now ? Happened(new Resumed()) : Decision.AlreadySo,
        (_, Bounce c)                                 => Bouncing(lead, c, now),
        (_, Complain)                                 => Complaining(lead, now),

        (S.Inquiry or S.Nurturing or S.Qualified, Drop c)   => Dropping(lead, c, now, program),
        (_, Drop)                                     => Refuse($"A drop reaches leads that are nurtured; this one is {Said(lead)}."),
        (_, BeginTouch c)                             => Beginning(lead, c, now, program),
        (_, ReportTouch c)                            => Reporting(lead, c, now),
        (_, SettleTouch c)                            => Settling(lead, c, now),
        (_, QueueTouch c)                             => Queueing(lead, c, now, program),
        (_, TakeTask c)                               => Taking(lead, c, now, program),
        (_, ReportCall c)                             => Calling(lead, c, now, program),
        (_, Wake c)                                   => Waking(lead, c, now, program),

        (S.Inquiry or S.Nurturing, Qualify c)             => QualifyingByHand(lead, c, now, program),
        (S.Qualified, Qualify c) when lead.Work is not null => QualifyingByHand(lead, c, now, program),
        (S.Qualified, Qualify)                          => Decision.AlreadySo,
        (S.Qualified, Offer c)                          => TakingOffer(lead, c, now),
        (S.Qualified, Wait c)                           => Waiting(lead, c, now, program),
        (S.Qualified, SeekAgain c)                      => SeekingAgain(lead, c),
        (_, SeekAgain or Wait)                        => Decision.AlreadySo,
        (_, ViewOffer c)                              => Viewing(lead, c, now),
        (_, Accept c)                                 => Accepting(lead, c, now, program),
        (_, Decline c)                                => Declining(lead, c, now, program),
        (_, Assign c)                                 => Assigning(lead, c, now, program),
        (_, HandOn c)                                 => HandingOn(lead, c, now, program),

        (_, LogContact c) when Owns(lead, c.By)       => Contacting(lead, c, now, program),
        (_, Progress c)   when Owns(lead, c.By)       => Progressing(lead, c, now, program),
        (_, Win c)        when Owns(lead, c.By)       => Winning(lead, c, now),
        (_, Lose c)       when Owns(lead, c.By)       => Losing(lead, c, now, program),
        (_, Recycle c)    when Owns(lead, c.By)       => Recycling(lead, c, now, program),
        (S.Won, Win c)                            => lead.Outcome?.By.Member == c.By ? Decision.AlreadySo : NotYours(lead, c.By),
        (S.Lost, Lose c)                          => lead.Outcome?.By.Member == c.By ? Decision.AlreadySo : NotYours(lead, c.By),
        (S.Nurturing, Recycle c)                        => lead.LastOwner?.Member == c.By ? Decision.AlreadySo : NotYours(lead, c.By),
        (_, LogContact c)                             => NotYours(lead, c.By),
        (_, Progress c)                               => NotYours(lead, c.By),
        (_, Win c)                                    => NotYours(lead, c.By),
        (_, Lose c)                                   => NotYours(lead, c.By),
        (_, Recycle c)                                => NotYours(lead, c.By),
        (S.Won, Purchase)                         => Decision.AlreadySo,
        (_, Purchase c)                               => Purchasing(lead, c, now),
        (_, Offer)                                    => Refuse($"Only a qualified lead can be offered; this one is {Said(lead)}."),
        (_, Qualify)                                  => Refuse($"Only an inquiry or a nurtured lead can be qualified; this one is {Said(lead)}."),
        _                                             => Refuse($"{command.GetType().Name} means nothing to a lead that is {Said(lead)}."),
    };
#pragma warning restore format

    /// <summary>The instant at which this lead next has something to do by itself, or null. Computed, never stored beside the state.</summary>
    public static Moment? DueAt(LeadState lead, Program program)
    {
        if (lead.Stage is S.None or S.Merged or S.Erased or S.Lost) return null;
        Moment? due = NurturePlan.Next(lead, program)?.DueAt;
        if (lead.Stage == S.Inquiry) due = Moment.Earlier(due, lead.CycleSinceAt + program.Cadence.StartAfter);
        if (lead.Stage == S.Won) due = Moment.Earlier(due, NurturePlan.NextCycleAt(lead, program));
        if (lead.Work is { } work) due = Moment.Earlier(due, work.Reminded ? work.DueAt : work.RemindAt);
        if (lead.Handoff?.Offer is { } offer) due = Moment.Earlier(due, offer.Reminded ? offer.DueAt : offer.RemindAt);
        if (lead.Handoff is { WaitingSinceAt: { } since } handoff) due = Moment.Earlier(due, since + RungOf(handoff, program).WaitMax);
        return due;
    }

    /// <summary>Until when a member must answer the open offer, or report as the owner; null when nobody has to.</summary>
    public static Moment? DeadlineAt(LeadState lead) => lead.Handoff?.Offer?.DueAt ?? lead.Work?.DueAt;

    private static Decision Happened(params LeadEvent[] events) => Decision.Happened(events);
    private static Decision Happened(List<LeadEvent> events) => Decision.Happened(events);
    private static Decision Refuse(string words) => Decision.Refuse(words);

    private static bool Owns(LeadState lead, string by) => lead.Work is not null && lead.Owner.Member == by;

    private static Decision NotYours(LeadState lead, string by) => Refuse(lead.Work is null
        ? $"Nobody has accepted this lead ({Said(lead)}), so {by} can't report on it; accept an offer first."
        : $"This lead belongs to {lead.Owner}, not to {by}; the owner reports on it, or assign it first.");

    /// <summary>Stage and owner in words: "sales-owned by sales/ines".</summary>
    internal static string Said(LeadState lead) => lead.Stage switch
    {
        S.None => "unknown",
        S.SalesOwned => $"sales-owned by {lead.Owner}",
        S.PartnerOwned => $"partner-owned by {lead.Owner}",
        var stage => stage.ToString().ToLowerInvariant(),
    };
}
