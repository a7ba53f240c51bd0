using System.Net;
using LeadGrains.Contract;
using LeadGrains.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadGrains.Orleans.Benchmarks;

/// <summary>A silo in this process, as the silo host has it beside API and portal.</summary>
internal sealed class OneSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private OneSilo(IHost host) => _host = host;

    public ILeadEngine Engine => new OrleansLeadEngine(_host.Services.GetRequiredService<IGrainFactory>(), _host.Services.GetRequiredService<ClusterHouse>());

    public static async Task<OneSilo> Start(string connection, Lifecycle.Program program)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(o => o.SingleLine = true).AddFilter(null, LogLevel.Error);
        builder.UseOrleans(silo => silo.ConfigureEndpoints(IPAddress.Loopback, Ports.Free(), Ports.Free())
            .UseLeadGrains(connection, _ => program, _ => new RecordingCourier { IsRepeatable = true }));
        var host = builder.Build();
        await host.StartAsync();
        return new OneSilo(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
