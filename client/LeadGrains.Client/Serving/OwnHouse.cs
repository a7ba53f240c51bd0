using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Store;
using LeadGrains.Web;

namespace LeadGrains.Client.Serving;

/// <summary>The house of this process: its engine, and the keys that belong to it. Closes the engine.</summary>
internal sealed class OwnHouse(EmbeddedEngine engine, KeyBook keys, SignedLinks links, TimeProvider time) : IHouse
{
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
        var (key, text) = await keys.Add(caller, Moment.From(time.GetUtcNow()));
        return new NewKey(key, text);
    }

    public Task<bool> RevokeKey(int number) => keys.Revoke(number, Moment.From(time.GetUtcNow()));

    public async Task<int> RotateLinks()
    {
        var (next, name, value) = LinkKeys.Next(links.Keys);
        await engine.Keep(name, value);
        links.Keys = next;
        return next.Current.Number;
    }

    public ValueTask DisposeAsync()
    {
        keys.Dispose();
        return engine.DisposeAsync();
    }
}
