using LeadGrains.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadGrains.Silo;

/// <summary>What a silo without API and portal answers: whether it lives, and whether it is ready.</summary>
internal sealed class HealthDoor : IAsyncDisposable
{
    /// <summary>Who takes longer isn't ready.</summary>
    public static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(2);

    private readonly WebApplication _app;

    private HealthDoor(WebApplication app) => _app = app;

    public IReadOnlyList<string> Urls => [.. _app.Urls];

    /// <exception cref="StartException">An address can't be listened at.</exception>
    public static async Task<HealthDoor> Open(string urls, Readiness readiness, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxConcurrentConnections = WebLimits.ConnectionsMax;
        });
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        var app = builder.Build();
        app.MapGet("/health/live", () => Results.Text("live\n"));
        app.MapGet("/health/ready", async () => await IsReady(readiness) ? Results.Text("ready\n") : Results.Text("not ready\n", statusCode: StatusCodes.Status503ServiceUnavailable));
        try
        {
            await app.StartAsync(cancel);
            return new HealthDoor(app);
        }
        catch (Exception e) when (e is IOException or FormatException or InvalidOperationException)
        {
            await app.DisposeAsync();
            throw new StartException(StartFault.Usage, $"{urls} can't be listened at: {e.Message}", e);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<bool> IsReady(Readiness readiness)
    {
        try
        {
            return await readiness.Ask().WaitAsync(ReadyWithin);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
