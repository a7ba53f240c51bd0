using System.Threading.Channels;
using LeadGrains.Engine;
using Microsoft.Extensions.Logging;

namespace LeadGrains.Web;

/// <summary>
/// Finds out who an address is, and writes to them, after the browser has been answered: so that neither the answer nor its time says
/// whether anybody is there.
/// </summary>
internal sealed class SignInMailer : IAsyncDisposable
{
    private readonly Channel<(EmailAddress Address, string Return)> _asked = System.Threading.Channels.Channel.CreateBounded<(EmailAddress, string)>(SignInLimits.WaitingMax);
    private readonly CancellationTokenSource _closing = new();
    private readonly PeopleBook _people;
    private readonly Membership _members;
    private readonly ISignInPost _post;
    private readonly Func<string> _address;
    private readonly Func<Moment> _now;
    private readonly ILogger _log;
    private readonly Task _writing;

    /// <param name="address">Where people reach this house, without a slash at its end. Never what a request says.</param>
    public SignInMailer(PeopleBook people, Membership members, ISignInPost post, Func<string> address, Func<Moment> now, ILogger log)
    {
        (_people, _members, _post, _address, _now, _log) = (people, members, post, address, now, log);
        _writing = Write();
    }

    /// <summary>Somebody wants a link; false when too many wait.</summary>
    public bool Ask(EmailAddress address, string returnPath) => _asked.Writer.TryWrite((address, returnPath));

    public async ValueTask DisposeAsync()
    {
        _asked.Writer.TryComplete();
        await _closing.CancelAsync();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closing.Dispose();
    }

    private async Task Write()
    {
        await foreach (var (address, returnPath) in _asked.Reader.ReadAllAsync(_closing.Token))
            try
            {
                await Write(address, returnPath);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                SignInLog.NotWritten(_log, e.GetType().Name);
                if (e is EngineStoppedException) return;
            }
    }

    private async Task Write(EmailAddress address, string returnPath)
    {
        var known = await Of(address);
        if (known.Count == 0)
        {
            SignInLog.Unknown(_log);
            return;
        }
        var now = _now();
        var ways = new List<SignInWay>();
        foreach (var person in known)
            if (await _people.MakeLink(person.Number, now) is { } token)
                ways.Add(new SignInWay(PartOf(person), new Uri($"{_address()}{SignInPages.Path}/{token}{PortalPath.Query(returnPath)}")));
        var letter = new SignInLetter(Guid.NewGuid().ToString("N"), known[0].Email, known[0].Name, ways, now);
        if (await _post.Send(letter, _closing.Token)) SignInLog.LinkSent(_log, known[0].Number, ways.Count);
        else SignInLog.NotSent(_log, known[0].Number);
    }

    // Who has a role of their own and is a member as well chooses by the link.
    private async Task<IReadOnlyList<PortalUser>> Of(EmailAddress address)
    {
        var known = _people.People.Where(p => p is { IsThere: true, HasOwnRole: true } && p.Email == address.Text).ToList();
        foreach (var member in (await _members.All()).Where(m => m.Email == address.Text))
            if ((await _people.Seat(member, _now())).Person is { } person) known.Add(person);
        return [.. known.Take(SignInLimits.WaysMax)];
    }

    private static string PartOf(PortalUser person) => person.HasOwnRole ? Portal.Words.Role(person.Role) : $"{Portal.Words.Role(person.Role)} in {person.Team}";
}
