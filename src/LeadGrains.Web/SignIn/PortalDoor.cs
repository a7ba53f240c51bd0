using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadGrains.Web;

/// <summary>Everything about coming in to the portal, put together.</summary>
internal sealed class PortalDoor : IAsyncDisposable
{
    private readonly WebHouse _house;
    private readonly PeopleBook _people;
    private readonly Sessions _sessions;
    private readonly FirstAdmin _first;
    private readonly SignInMailer? _mailer;
    private readonly ILogger _log;

    /// <param name="listening">Where the house listens, for links when the settings name no address.</param>
    public PortalDoor(WebHouse house, PeopleBook people, Func<string> listening)
    {
        (_house, _people, _log) = (house, people, house.Logs.CreateLogger(SignInLog.Category));
        _sessions = new Sessions(people, house.Members, () => house.WallNow, _log);
        _first = new FirstAdmin(people, house.WallNow);
        if (house.SignInPost is { } post)
            _mailer = new SignInMailer(people, house.Members, post, () => house.PublicAddress ?? listening(), () => house.WallNow, _log);
    }

    /// <summary>The way in while there is no admin; null when there is one.</summary>
    public string? FirstAdminPath => _first.Path;

    public void AddServices(IServiceCollection services) => services.AddSingleton(_sessions);

    /// <summary>After authorisation.</summary>
    public void Use(WebApplication app) => app.Use(PortalGuard.Check(_house.PublicAddress, () => _house.WallNow, _log));

    public void Map(IEndpointRouteBuilder web) => new SignInPages(_house, _people, _sessions, _first, _mailer, _log).Map(web);

    public async ValueTask DisposeAsync()
    {
        if (_mailer is not null) await _mailer.DisposeAsync();
        _first.Dispose();
    }
}
