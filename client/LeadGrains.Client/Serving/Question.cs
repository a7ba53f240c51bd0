using System.Text.Json.Serialization;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Web;

namespace LeadGrains.Client.Serving;

/// <summary>What can be asked at the side door, one line of JSON each; a closed family.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "ask")]
[JsonDerivedType(typeof(TellLeadQuestion), "tellLead")]
[JsonDerivedType(typeof(TellTeamQuestion), "tellTeam")]
[JsonDerivedType(typeof(FindLeadQuestion), "findLead")]
[JsonDerivedType(typeof(FindTeamQuestion), "findTeam")]
[JsonDerivedType(typeof(HoldQuestion), "hold")]
[JsonDerivedType(typeof(KeepQuestion), "keep")]
[JsonDerivedType(typeof(ReleaseQuestion), "release")]
[JsonDerivedType(typeof(PurgeQuestion), "purge")]
[JsonDerivedType(typeof(ProposeQuestion), "propose")]
[JsonDerivedType(typeof(SignQuestion), "sign")]
[JsonDerivedType(typeof(ActivateQuestion), "activate")]
[JsonDerivedType(typeof(AddKeyQuestion), "addKey")]
[JsonDerivedType(typeof(RevokeKeyQuestion), "revokeKey")]
[JsonDerivedType(typeof(RotateLinksQuestion), "rotateLinks")]
[JsonDerivedType(typeof(AddPersonQuestion), "addPerson")]
[JsonDerivedType(typeof(SeatPersonQuestion), "seatPerson")]
[JsonDerivedType(typeof(RemovePersonQuestion), "removePerson")]
[JsonDerivedType(typeof(MakeLinkQuestion), "makeLink")]
[JsonDerivedType(typeof(WebhookQuestion), "webhook")]
internal abstract record Question
{
    /// <summary>Puts it to the house; what it asks is in the mailbox when this returns its task.</summary>
    public abstract Task<Answer> Put(SideDoorHouse to);
}

/// <summary>Behind the door: the house, and a version of the program by its number.</summary>
internal sealed record SideDoorHouse(IHouse House, Func<int, Program?> Versions);

internal sealed record TellLeadQuestion(LeadId Lead, LeadCommand Command, Ticket Ticket) : Question
{
    public override async Task<Answer> Put(SideDoorHouse to) => new() { Reply = await to.House.Tell(Lead, Command, Ticket) };
}

internal sealed record TellTeamQuestion(string Team, Lifecycle.TeamCommand Command, Ticket Ticket) : Question
{
    public override async Task<Answer> Put(SideDoorHouse to) => new() { Reply = await to.House.Tell(Team, Command, Ticket) };
}

internal sealed record FindLeadQuestion(LeadId Lead) : Question
{
    public override async Task<Answer> Put(SideDoorHouse to) => new() { Lead = await to.House.Find(Lead) };
}

internal sealed record FindTeamQuestion(string Team) : Question
{
    public override async Task<Answer> Put(SideDoorHouse to) => new() { Team = await to.House.FindTeam(Team) };
}

internal sealed record HoldQuestion(bool Held) : Question
{
    public override async Task<Answer> Put(SideDoorHouse to)
    {
        await to.House.HoldSending(Held);
        return new();
    }
}

internal sealed record KeepQuestion(string Setting, string Value) : Question
{
    public override async Task<Answer> Put(SideDoorHouse to)
    {
        await to.House.Keep(Setting, Value);
        return new();
    }
}

internal sealed record ReleaseQuestion(long Inquiry, Identity? Better, string By) : Question
{
    public override async Task<Answer> Put(SideDoorHouse to) => new() { Reply = await to.House.Release(Inquiry, Better, By) };
}

internal sealed record PurgeQuestion(IReadOnlyCollection<long> Numbers) : Question
{
    public override async Task<Answer> Put(SideDoorHouse to) => new() { Reply = await to.House.Purge(Numbers) };
}

internal sealed record ProposeQuestion(Propose Command) : Question
{
    public override async Task<Answer> Put(SideDoorHouse to) => new() { Reply = await to.House.Tell(Command) };
}

internal sealed record SignQuestion(Sign Command) : Question
{
    public override async Task<Answer> Put(SideDoorHouse to) => new() { Reply = await to.House.Tell(Command) };
}

/// <summary>By its number: what the version says is read where it is kept.</summary>
internal sealed record ActivateQuestion(int Version, string By) : Question
{
    public override async Task<Answer> Put(SideDoorHouse to) => new()
    {
        Reply = to.Versions(Version) is { } program ? await to.House.Tell(new Activate(Version, By, program))
            : new Reply(ReplyKind.Refused, Version, $"There is no version {Version}."),
    };
}

internal sealed record AddKeyQuestion(Caller Caller) : Question
{
    public override async Task<Answer> Put(SideDoorHouse to) => new() { Key = await to.House.AddKey(Caller) };
}

internal sealed record RevokeKeyQuestion(int Key) : Question
{
    public override async Task<Answer> Put(SideDoorHouse to) => new() { Number = await to.House.RevokeKey(Key) ? Key : null };
}

internal sealed record RotateLinksQuestion : Question
{
    public override async Task<Answer> Put(SideDoorHouse to) => new() { Number = await to.House.RotateLinks() };
}

internal sealed record AddPersonQuestion(string Name, string Email, Role Role) : Question
{
    public override async Task<Answer> Put(SideDoorHouse to) => Answer.Of(await to.House.AddPerson(Name, Email, Role));
}

internal sealed record SeatPersonQuestion(Web.Standing Standing) : Question
{
    public override async Task<Answer> Put(SideDoorHouse to) => Answer.Of(await to.House.SeatPerson(Standing));
}

internal sealed record RemovePersonQuestion(int Person) : Question
{
    public override async Task<Answer> Put(SideDoorHouse to) => Answer.Of(await to.House.RemovePerson(Person));
}

internal sealed record MakeLinkQuestion(int Person) : Question
{
    public override async Task<Answer> Put(SideDoorHouse to) => new() { Link = await to.House.MakeLink(Person) };
}

internal sealed record WebhookQuestion(WebhookWish Wish) : Question
{
    public override async Task<Answer> Put(SideDoorHouse to) => new() { Webhook = await to.House.Tell(Wish) };
}

/// <summary>What is answered at the side door: one member says it, or none where there is nothing to say.</summary>
internal sealed record Answer
{
    public Reply? Reply { get; init; }
    public LeadSnapshot? Lead { get; init; }
    public TeamSnapshot? Team { get; init; }
    public NewKey? Key { get; init; }
    public PeopleAnswer? Person { get; init; }
    public MadeLink? Link { get; init; }
    public WebhookReply? Webhook { get; init; }
    public int? Number { get; init; }

    /// <summary>What went wrong instead, for a person, and of which kind.</summary>
    public string? Fault { get; init; }
    public ProblemKind Kind { get; init; }

    // Who it is; what they are signed in with stays inside.
    public static Answer Of(PeopleAnswer person) => new() { Person = person with { Person = person.Person is { } known ? known with { Links = [], Sessions = [] } : null } };
}
