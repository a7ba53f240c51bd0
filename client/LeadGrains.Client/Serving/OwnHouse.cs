using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Store;
using LeadGrains.Web;

namespace LeadGrains.Client.Serving;

/// <summary>The house of this process: its engine, and the keys, people and webhooks that belong to it. Closes the engine, keys and people.</summary>
internal sealed class OwnHouse(EmbeddedEngine engine, KeyBook keys, PeopleBook people, SignedLinks links, TimeProvider time) : IHouse
{
    /// <summary>Where it is reached, as <see cref="MadeLink.Home"/>.</summary>
    public Func<string?> Home { get; init; } = () => null;

    /// <summary>Where wishes about webhooks are carried out; null: it tells nobody.</summary>
    public WebhookDesk? Webhooks { get; init; }

    private Moment Now => Moment.From(time.GetUtcNow());

    public Task<Reply> Tell(LeadId lead, LeadCommand command, Ticket ticket = default, CancellationToken cancel = default) =>
        engine.Tell(lead, command, ticket, cancel);

    public Task<Reply> Tell(string team, TeamCommand command, Ticket ticket = default, CancellationToken cancel = default) =>
        engine.Tell(team, command, ticket, cancel);

    public Task<Reply> Tell(AgreementCommand command, CancellationToken cancel = default) => engine.Tell(command, cancel);

    public Task<LeadSnapshot?> Find(LeadId lead, CancellationToken cancel = default) => engine.Find(lead, cancel);

    public Task<TeamSnapshot?> FindTeam(string team, CancellationToken cancel = default) => engine.FindTeam(team, cancel);

    public Task HoldSending(bool held, CancellationToken cancel = default) => engine.HoldSending(held, cancel);

    public Task<Reply> Quarantine(Quarantined inquiry, QuarantineLimits limits, CancellationToken cancel = default) =>
        engine.Quarantine(inquiry, limits, cancel);

    public Task<Reply> Release(long number, Identity? better, string by, CancellationToken cancel = default) =>
        engine.Release(number, better, by, cancel);

    public Task<Reply> Purge(IReadOnlyCollection<long> numbers, CancellationToken cancel = default) => engine.Purge(numbers, cancel);

    public Task Keep(string setting, string value) => engine.Keep(setting, value);

    public async Task<NewKey> AddKey(Caller caller)
    {
        var (key, text) = await keys.Add(caller, Now);
        return new NewKey(key, text);
    }

    public Task<bool> RevokeKey(int number) => keys.Revoke(number, Now);

    public async Task<int> RotateLinks()
    {
        var (next, name, value) = LinkKeys.Next(links.Keys);
        await engine.Keep(name, value);
        links.Keys = next;
        return next.Current.Number;
    }

    public Task<PeopleAnswer> AddPerson(string name, string email, Role role) => people.Add(name, email, role, Now);

    public Task<PeopleAnswer> SeatPerson(Web.Standing member) => people.Seat(member, Now);

    public Task<PeopleAnswer> RemovePerson(int number) => people.Remove(number, Now);

    public async Task<MadeLink?> MakeLink(int number) => await people.MakeLink(number, Now) is { } token ? new MadeLink(token, Home()) : null;

    public Task<WebhookReply> Tell(WebhookWish wish) => Webhooks is { } desk ? wish.At(desk) : Task.FromResult(new WebhookReply { Refusal = "this house tells no other systems." });

    public ValueTask DisposeAsync()
    {
        keys.Dispose();
        people.Dispose();
        return engine.DisposeAsync();
    }
}
