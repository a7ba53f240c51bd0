using System.Text.Json.Serialization;

namespace LeadGrains.Orleans;

/// <summary>
/// What an actor has to tell another one: kept in its own state from the same write on in which it was decided, told after
/// it, in order, until it has arrived. So a message can come twice. A lead answers a message that it has heard as it did
/// before, by the message's name; to a team each one carries the number of the request, which makes it harmless.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "to")]
[JsonDerivedType(typeof(ToLead), "lead")]
[JsonDerivedType(typeof(ToTeam), "team")]
[JsonDerivedType(typeof(ToWaiting), "waiting")]
public abstract record Message(int Number);

public sealed record ToLead(int Number, LeadId Lead, LeadCommand Command) : Message(Number);
public sealed record ToTeam(int Number, string Team, TeamCommand Command) : Message(Number);

/// <summary>The team has free hands: the best of those who wait for it are told to ask again.</summary>
public sealed record ToWaiting(int Number, string Team, int Free) : Message(Number);
