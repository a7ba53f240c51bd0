using System.Text.Json.Serialization;

namespace LeadGrains.Lifecycle;

/// <summary>Everything that can have happened to a lead; a closed family, written to the journal and never changed.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Inquired), nameof(Inquired))]
[JsonDerivedType(typeof(CycleStarted), nameof(CycleStarted))]
[JsonDerivedType(typeof(Learned), nameof(Learned))]
[JsonDerivedType(typeof(Asked), nameof(Asked))]
[JsonDerivedType(typeof(Engaged), nameof(Engaged))]
[JsonDerivedType(typeof(Wrote), nameof(Wrote))]
[JsonDerivedType(typeof(Scanned), nameof(Scanned))]
[JsonDerivedType(typeof(ReadinessAnswered), nameof(ReadinessAnswered))]
[JsonDerivedType(typeof(Identified), nameof(Identified))]
[JsonDerivedType(typeof(ConsentAsked), nameof(ConsentAsked))]
[JsonDerivedType(typeof(ConfirmationRequested), nameof(ConfirmationRequested))]
[JsonDerivedType(typeof(OptedIn), nameof(OptedIn))]
[JsonDerivedType(typeof(OptedOut), nameof(OptedOut))]
[JsonDerivedType(typeof(Preferred), nameof(Preferred))]
[JsonDerivedType(typeof(Paused), nameof(Paused))]
[JsonDerivedType(typeof(Resumed), nameof(Resumed))]
[JsonDerivedType(typeof(Bounced), nameof(Bounced))]
[JsonDerivedType(typeof(Complained), nameof(Complained))]
[JsonDerivedType(typeof(NurtureStarted), nameof(NurtureStarted))]
[JsonDerivedType(typeof(Dropped), nameof(Dropped))]
[JsonDerivedType(typeof(TouchIntended), nameof(TouchIntended))]
[JsonDerivedType(typeof(TouchDelayed), nameof(TouchDelayed))]
[JsonDerivedType(typeof(TouchBegun), nameof(TouchBegun))]
[JsonDerivedType(typeof(TouchSkipped), nameof(TouchSkipped))]
[JsonDerivedType(typeof(TouchMade), nameof(TouchMade))]
[JsonDerivedType(typeof(TouchFailed), nameof(TouchFailed))]
[JsonDerivedType(typeof(TouchSettled), nameof(TouchSettled))]
[JsonDerivedType(typeof(TouchQueued), nameof(TouchQueued))]
[JsonDerivedType(typeof(TouchLapsed), nameof(TouchLapsed))]
[JsonDerivedType(typeof(Called), nameof(Called))]
[JsonDerivedType(typeof(StreamExhausted), nameof(StreamExhausted))]
[JsonDerivedType(typeof(Scored), nameof(Scored))]
[JsonDerivedType(typeof(Qualified), nameof(Qualified))]
[JsonDerivedType(typeof(OwnerSought), nameof(OwnerSought))]
[JsonDerivedType(typeof(Held), nameof(Held))]
[JsonDerivedType(typeof(Offered), nameof(Offered))]
[JsonDerivedType(typeof(OfferReminded), nameof(OfferReminded))]
[JsonDerivedType(typeof(OfferViewed), nameof(OfferViewed))]
[JsonDerivedType(typeof(DeadlineExtended), nameof(DeadlineExtended))]
[JsonDerivedType(typeof(OfferDeclined), nameof(OfferDeclined))]
[JsonDerivedType(typeof(OfferExpired), nameof(OfferExpired))]
[JsonDerivedType(typeof(OfferWithdrawn), nameof(OfferWithdrawn))]
[JsonDerivedType(typeof(LadderEnded), nameof(LadderEnded))]
[JsonDerivedType(typeof(Accepted), nameof(Accepted))]
[JsonDerivedType(typeof(ContactLogged), nameof(ContactLogged))]
[JsonDerivedType(typeof(Progressed), nameof(Progressed))]
[JsonDerivedType(typeof(OwnerReminded), nameof(OwnerReminded))]
[JsonDerivedType(typeof(Reclaimed), nameof(Reclaimed))]
[JsonDerivedType(typeof(Recycled), nameof(Recycled))]
[JsonDerivedType(typeof(Won), nameof(Won))]
[JsonDerivedType(typeof(Lost), nameof(Lost))]
[JsonDerivedType(typeof(Merged), nameof(Merged))]
[JsonDerivedType(typeof(Absorbed), nameof(Absorbed))]
[JsonDerivedType(typeof(Unmerged), nameof(Unmerged))]
[JsonDerivedType(typeof(Parted), nameof(Parted))]
[JsonDerivedType(typeof(Erased), nameof(Erased))]
public abstract record LeadEvent;

public sealed record Inquired(Identity Identity, Origin Origin, Person Person, Wish? Wish, Moment At) : LeadEvent
{
    public IReadOnlyList<Identity> Also { get; init; } = [];
}

/// <summary>The first inquiry, a new one after won or lost, or the next purchase after a win.</summary>
public sealed record CycleStarted(int Cycle, Moment At) : LeadEvent;
public sealed record Learned(IReadOnlyList<Fact> Facts, Person? Person) : LeadEvent;
public sealed record Asked(Wish Wish, string? Words) : LeadEvent
{
    public Moment At { get; init; }
}

public sealed record Engaged(EngagementKind Kind, string? Piece, Engagement Now) : LeadEvent
{
    /// <summary>What the piece is about.</summary>
    public string? Topic { get; init; }
}

/// <summary>A letter from the person, in their own words; marketing waits for the owner's answer.</summary>
public sealed record Wrote(string Words, Moment At) : LeadEvent;

/// <summary>A machine followed a link, for the reason given: on the timeline, and no sign of interest.</summary>
public sealed record Scanned(EngagementKind Kind, string? Piece, string Because, Moment At) : LeadEvent;

public sealed record ReadinessAnswered(Readiness Readiness, Moment? NotBeforeAt, Moment At) : LeadEvent;
public sealed record Identified(Identity Identity) : LeadEvent;

/// <summary>The first step of a double opt-in: nothing may be sent yet but the request to confirm.</summary>
public sealed record ConsentAsked(Consent Consent) : LeadEvent;

/// <summary>A request to confirm goes out, for all that was asked and isn't confirmed.</summary>
public sealed record ConfirmationRequested(Moment At) : LeadEvent;
public sealed record OptedIn(Consent Consent) : LeadEvent;
public sealed record OptedOut(string Topic, Channel? Channel, Moment At) : LeadEvent;
public sealed record Preferred(int? RhythmDays, Channel? Channel) : LeadEvent;
public sealed record Paused(Moment UntilAt) : LeadEvent;
public sealed record Resumed : LeadEvent;
public sealed record Bounced(bool Hard, string? Diagnosis) : LeadEvent;
public sealed record Complained(Moment At) : LeadEvent;

public sealed record NurtureStarted(Moment At) : LeadEvent;

/// <summary>An unscheduled piece for this person.</summary>
public sealed record Dropped(string Piece) : LeadEvent
{
    /// <summary>This person's place within the spread of the drop.</summary>
    public Moment NotBeforeAt { get; init; }
}

/// <summary>The intent, journalled before anything is sent: this piece, by this channel, not before that instant.</summary>
public sealed record TouchIntended(PendingTouch Touch, TouchPlace Place) : LeadEvent;

/// <summary>It could not go out in the person's hours; it may at the next opening.</summary>
public sealed record TouchDelayed(int Number, Moment SendAt) : LeadEvent;

/// <summary>Handed to the transport: from here on it may have been sent.</summary>
public sealed record TouchBegun(int Number, Moment At) : LeadEvent
{
    /// <summary>Who has it in hand where people make the touch: a caller, or the batch that is printed.</summary>
    public string? By { get; init; }
}

public sealed record TouchSkipped(int Number, SkipReason Reason, Moment At) : LeadEvent;

/// <summary>Sent for certain, or perhaps: an uncertain one counts as sent and is never repeated by itself.</summary>
public sealed record TouchMade(int Number, string Piece, Channel Channel, bool Certain, string? Detail, Moment At) : LeadEvent;
public sealed record TouchFailed(int Number, bool ForGood, string? Detail, Moment At) : LeadEvent;

/// <summary>An uncertain touch is uncertain no more.</summary>
public sealed record TouchSettled(Doubt Doubt, bool Sent, Moment At) : LeadEvent;

/// <summary>It waits for people: a call to be made, a letter to be printed.</summary>
public sealed record TouchQueued(int Number, Moment At, Moment LapseAt) : LeadEvent;

/// <summary>Nobody made it in time, or the person wasn't reached: the next touch goes by another channel.</summary>
/// <param name="Tried">It was tried in vain; the same script isn't tried again.</param>
public sealed record TouchLapsed(int Number, string Because, bool Tried, Moment At) : LeadEvent;

/// <summary>Somebody called. Only when the person was reached is it a contact, and <see cref="TouchMade"/> follows.</summary>
public sealed record Called(int Number, string By, CallOutcome Outcome, string? Note, Moment At) : LeadEvent
{
    /// <summary>Not reached: the next attempt, and until when one is worth it; null when it was the last.</summary>
    public Moment? NextAt { get; init; }
    public Moment? LapseAt { get; init; }
}

/// <summary>Nothing unseen is left for this person (N6).</summary>
public sealed record StreamExhausted(Moment At) : LeadEvent;

/// <summary>The score or route changed without changing the stage.</summary>
public sealed record Scored(Verdict Verdict, Moment At) : LeadEvent;

/// <summary>Ripe for an owner by the signed definition, by request, or by hand.</summary>
public sealed record Qualified(Verdict Verdict, string? Named, Moment At) : LeadEvent
{
    /// <summary>Somebody vouches for it, whatever the score says.</summary>
    public bool ByHand { get; init; }
}

/// <summary>A team is asked for an owner; the number ties its answer to this request.</summary>
public sealed record OwnerSought(int Number, int Rung, string Team, string? Named) : LeadEvent;

/// <summary>Nobody in the team has a free hand: marketing keeps and nurtures it meanwhile (Q6).</summary>
public sealed record Held(int Number, string Team, Moment At) : LeadEvent;
public sealed record Offered(OpenOffer Offer) : LeadEvent;
public sealed record OfferReminded(int Number) : LeadEvent;

/// <summary>The engine was down when the offer or the owner's report fell due: it is due later, in their hours.</summary>
public sealed record DeadlineExtended(Moment FromAt, Moment DueAt) : LeadEvent;
public sealed record OfferViewed(int Number, Moment At) : LeadEvent;
public sealed record OfferDeclined(int Number, Declined Declined) : LeadEvent;
public sealed record OfferExpired(int Number, string Team, string Member, Moment At) : LeadEvent;

/// <summary>Taken back before an answer: the member is gone, or the lead came to another end.</summary>
public sealed record OfferWithdrawn(int Number, string Team, string Member, string Because) : LeadEvent;

/// <summary>Nobody on the ladder took it: back to nurture, and the operator is told.</summary>
public sealed record LadderEnded(Route Route, Moment At) : LeadEvent;

/// <summary>An owner took it. First contact is due by the SLA.</summary>
public sealed record Accepted(int Number, Owner Owner, TeamKind Kind, Work Work) : LeadEvent;
public sealed record ContactLogged(string By, Channel Channel, string? Note, Moment At, Moment RemindAt, Moment DueAt) : LeadEvent;
public sealed record Progressed(string By, Step Step, string? Note, Moment RemindAt, Moment DueAt) : LeadEvent;
public sealed record OwnerReminded(Moment DueAt) : LeadEvent;

/// <summary>Taken back from an owner. One who let it lie doesn't get it again in this cycle.</summary>
public sealed record Reclaimed(Owner From, string Because, bool LetLie, Moment At) : LeadEvent;

/// <summary>The owner gave it back; nurture resumes where it stopped, not before a date.</summary>
public sealed record Recycled(Owner From, string Reason, Moment? NotBeforeAt, Moment At) : LeadEvent;
public sealed record Won(Outcome Outcome) : LeadEvent;
public sealed record Lost(Outcome Outcome) : LeadEvent;

public sealed record Merged(LeadId Into, Moment At) : LeadEvent;
public sealed record Absorbed(LeadId From, LeadState Known) : LeadEvent;
public sealed record Unmerged(LeadId From, Moment At) : LeadEvent;
public sealed record Parted(LeadId From) : LeadEvent;
public sealed record Erased(Owner From, Moment At) : LeadEvent
{
    /// <summary>The leads that are the same person, to be erased with it.</summary>
    public IReadOnlyList<LeadId> Also { get; init; } = [];
}
