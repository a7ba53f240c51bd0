using System.Net.Sockets;
using LeadGrains.Web.Portal;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadGrains.Web;

/// <summary>The web of one house on Kestrel: started, it answers; disposed, it has answered what was under way.</summary>
public sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private bool _closed;

    private WebServer(WebApplication app) => _app = app;

    /// <summary>Where it listens, with the port that a 0 became.</summary>
    public IReadOnlyList<string> Urls => [.. _app.Urls];

    /// <summary>All endpoints there are.</summary>
    internal IReadOnlyList<Endpoint> Endpoints => ((IEndpointRouteBuilder)_app).DataSources.SelectMany(s => s.Endpoints).ToList();

    /// <summary>
    /// Listens at some addresses, separated by semicolons. What goes wrong later is told to <paramref name="complain"/> in
    /// one line that names no person and no token.
    /// </summary>
    /// <exception cref="WebAddressException">An address is no address, or can't be listened at.</exception>
    public static async Task<WebServer> Start(WebHouse house, string urls, Action<string> complain, CancellationToken cancel = default)
    {
        var app = Build(house, urls, complain);
        try
        {
            await app.StartAsync(cancel);
            return new WebServer(app);
        }
        catch (Exception e) when (e is IOException or SocketException or FormatException or InvalidOperationException or UnauthorizedAccessException)
        {
            await app.DisposeAsync();
            throw new WebAddressException($"{urls} can't be listened at: {Innermost(e).Message.TrimEnd('.')}.", e);
        }
    }

    /// <summary>Takes nothing more in, and ends what is under way. Twice is once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closed) return;
        _closed = true;
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static WebApplication Build(WebHouse house, string urls, Action<string> complain)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Bound).UseUrls(urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        builder.Services.AddRouting();
        ApiServer.AddServices(builder.Services, house.Keys);
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = WebLimits.CloseWithin);
        builder.Services.Configure<FormOptions>(Bound);
        builder.Logging.ClearProviders();
        var app = builder.Build();
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
        PeoplePages.Map(app, house);
        if (house.Intake is { } door)
        {
            IntakeEndpoints.Map(app, door, house);
            FormPages.Map(app, door, house);
        }
        var context = new ApiContext(house, new LeadDesk(house.Engine, house.Program), house.Keys);
        ApiServer.Map(app, context);
        PortalPages.Map(app, context);
        return app;
    }

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
