using System.Text.Json.Serialization;

namespace LeadGrains.Lifecycle;

/// <summary>What must be done because something happened; data, performed by the engine after the journal is durable.</summary>
public abstract record Effect;

/// <summary>A message to another lead, handled in the same transaction where the edition can.</summary>
public sealed record TellLead(LeadId Lead, LeadCommand Command) : Effect;

/// <summary>A message to a team.</summary>
public sealed record TellTeam(string Team, TeamCommand Command) : Effect;

/// <summary>The team has free hands: the <paramref name="Count"/> best of those who wait for it are told to ask again.</summary>
public sealed record CallWaiting(string Team, int Count) : Effect;

/// <summary>
/// Something leaves the house: kept in the outbox from the same transaction on, and sent after it. A touch asks the
/// lead once more (<see cref="BeginTouch"/>) before it goes, so nothing has to be taken out of the outbox again.
/// </summary>
public sealed record Post(Parcel Parcel, Moment NotBeforeAt) : Effect;

/// <summary>What can leave the house; a closed family.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "parcel")]
[JsonDerivedType(typeof(TouchParcel), nameof(TouchParcel))]
[JsonDerivedType(typeof(ConfirmationRequest), nameof(ConfirmationRequest))]
[JsonDerivedType(typeof(OfferNotice), nameof(OfferNotice))]
[JsonDerivedType(typeof(OwnerNotice), nameof(OwnerNotice))]
[JsonDerivedType(typeof(OperatorAlert), nameof(OperatorAlert))]
public abstract record Parcel;

/// <summary>A touch to the lead: at most once per piece.</summary>
public sealed record TouchParcel(int Number, string Piece, Channel Channel) : Parcel;

/// <summary>Asks the person to confirm what they opted in to: no touch, counted in no budget; at least once, same message id.</summary>
public sealed record ConfirmationRequest(Moment AskedAt) : Parcel;

/// <summary>Shows an offer to a member, or reminds of it: at least once, same message id.</summary>
public sealed record OfferNotice(int Number, string Team, string Member, Moment DueAt, bool Reminder) : Parcel;

/// <summary>Tells an owner something about a lead they own: accepted (the story so far), reminder, reply, taken back.</summary>
public sealed record OwnerNotice(OwnerNoticeKind Kind, string Team, string Member, Moment? DueAt) : Parcel
{
    /// <summary>What the person wrote, for <see cref="OwnerNoticeKind.Replied"/>.</summary>
    public string? Words { get; init; }
}

/// <summary>Tells the operator or marketer what needs a person.</summary>
public sealed record OperatorAlert(string Words) : Parcel
{
    /// <summary>At most one alert of the same name leaves on one day (UTC); null: each does.</summary>
    public string? OnceADay { get; init; }
}

/// <summary>What an owner is told.</summary>
public enum OwnerNoticeKind { Story, ContactDue, ProgressDue, Reclaimed, WantsToTalk, Replied }
