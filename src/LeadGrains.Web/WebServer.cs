using System.Net.Sockets;
using LeadGrains.Web.Portal;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadGrains.Web;

/// <summary>The web of one house on Kestrel: started, it answers; disposed, it has answered what was under way.</summary>
public sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly PortalDoor? _door;
    private bool _closed;

    private WebServer(WebApplication app, PortalDoor? door) => (_app, _door) = (app, door);

    /// <summary>Where it listens, with the port that a 0 became.</summary>
    public IReadOnlyList<string> Urls => [.. _app.Urls];

    /// <summary>The link by which whoever started the house becomes its first admin; null when there is one, or no portal. It is a secret.</summary>
    public string? FirstAdminLink => _door?.FirstAdminPath is { } path ? Nearest(_app) + path : null;

    /// <summary>All endpoints there are.</summary>
    internal IReadOnlyList<Endpoint> Endpoints => ((IEndpointRouteBuilder)_app).DataSources.SelectMany(s => s.Endpoints).ToList();

    /// <summary>
    /// Listens at some addresses, separated by semicolons. What goes wrong later is told to <paramref name="complain"/> in
    /// one line that names no person and no token.
    /// </summary>
    /// <exception cref="WebAddressException">An address is no address, or can't be listened at.</exception>
    public static async Task<WebServer> Start(WebHouse house, string urls, Action<string> complain, CancellationToken cancel = default)
    {
        WebApplication? started = null;
        var door = house.People is { } people ? new PortalDoor(house, people, () => Nearest(started!)) : null;
        var app = started = Build(house, urls, door, complain);
        try
        {
            await app.StartAsync(cancel);
            return new WebServer(app, door);
        }
        catch (Exception e) when (e is IOException or SocketException or FormatException or InvalidOperationException or UnauthorizedAccessException)
        {
            await app.DisposeAsync();
            if (door is not null) await door.DisposeAsync();
            throw new WebAddressException($"{urls} can't be listened at: {Innermost(e).Message.TrimEnd('.')}.", e);
        }
    }

    /// <summary>Takes nothing more in, and ends what is under way. Twice is once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closed) return;
        _closed = true;
        await _app.StopAsync();
        if (_door is not null) await _door.DisposeAsync();
        await _app.DisposeAsync();
    }

    private static WebApplication Build(WebHouse house, string urls, PortalDoor? door, Action<string> complain)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Bound).UseUrls(urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        // A buffer of 4 kB for each open connection, 8 MB at most, saves a call of the system for each request.
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.WaitForDataBeforeAllocatingBuffer = false);
        builder.Services.AddRouting();
        ApiServer.AddServices(builder.Services, house);
        door?.AddServices(builder.Services);
        house.Annex?.AddServices(builder.Services);
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = WebLimits.CloseWithin);
        builder.Services.Configure<FormOptions>(Bound);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Use(new Admission().Pass);
        app.Use(SafeHeaders.Set);
        app.Use(ApiProblem.Fill);
        app.Use(Trouble.Catch(complain));
        app.Use(PlainBodies.Only);
        OpenApiText.UsePages(app);
        app.UseRouting();
        app.Use(ApiServer.ClosedUnlessSaid);
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        door?.Use(app);
        PeoplePages.Map(app, house);
        if (house.Intake is { } intake)
        {
            IntakeEndpoints.Map(app, intake, house);
            FormPages.Map(app, intake, house);
        }
        var context = new ApiContext(house, new LeadDesk(house.Engine, house.Program), house.Keys);
        app.Lifetime.ApplicationStopped.Register(house.Views.Dispose);
        ApiServer.Map(app, context);
        door?.Map(app);
        PortalPages.Map(app, context, complain);
        house.Annex?.Map(app);
        return app;
    }

    // An address for people; "everywhere" is none.
    private static string Nearest(WebApplication app) =>
        app.Urls.First().Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal).Replace("//[::]", "//localhost", StringComparison.Ordinal).TrimEnd('/');

    private static void Bound(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = WebLimits.BodyBytesMax;
        kestrel.Limits.MaxRequestLineSize = WebLimits.RequestLineBytesMax;
        kestrel.Limits.MaxConcurrentConnections = WebLimits.ConnectionsMax;
        kestrel.Limits.RequestHeadersTimeout = WebLimits.HeadersWithin;
    }

    private static void Bound(FormOptions form)
    {
        form.ValueCountLimit = WebLimits.FormFieldsMax;
        form.KeyLengthLimit = WebLimits.FieldNameCharsMax;
        form.ValueLengthLimit = WebLimits.FieldValueCharsMax;
        form.MultipartBodyLengthLimit = WebLimits.BodyBytesMax;
    }

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;

    // Whoever started us stops us: the command line listens for signals itself.
    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>An address can't be listened at; the words say which and why.</summary>
public sealed class WebAddressException(string message, Exception inner) : Exception(message, inner);
