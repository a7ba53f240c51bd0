using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace LeadGrains.Silo;

/// <summary>Orleans in this process: a silo in which leads live, or a client of the others.</summary>
internal static class ClusterHost
{
    /// <summary>The service's name: leads, reminders and states belong to it, whatever the cluster is called.</summary>
    public const string Service = "leadgrains";

    /// <summary>Built and not started.</summary>
    public static IHost Build(SiloOptions options, Func<Lifecycle.Program> program, ICourier courier)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        Log(builder.Logging);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainWithin);
        if (options.Role == HouseRole.Gateway)
            builder.UseOrleansClient(client =>
            {
                client.UseLeadGrains(options.Database);
                client.Configure<ClusterOptions>(Name(options));
            });
        else
            builder.UseOrleans(silo =>
            {
                silo.UseLeadGrains(options.Database, _ => program(), _ => courier);
                silo.Configure<ClusterOptions>(Name(options));
                silo.AddDashboard(OrleansDashboard.Quiet);
                if (options.Address is not { } address) silo.ConfigureEndpoints(options.SiloPort, options.GatewayPort, listenOnAnyHostAddress: true);
                else silo.ConfigureEndpoints(address, options.SiloPort, options.GatewayPort, listenOnAnyHostAddress: !IPAddress.IsLoopback(address));
            });
        return builder.Build();
    }

    private static Action<ClusterOptions> Name(SiloOptions options) => cluster => (cluster.ClusterId, cluster.ServiceId) = (options.Cluster, Service);

    // A line for people on a terminal, else one JSON document a line.
    private static void Log(ILoggingBuilder log)
    {
        log.SetMinimumLevel(LogLevel.Information).AddFilter("Orleans", LogLevel.Warning).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning);
        log.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (Console.IsErrorRedirected) log.AddJsonConsole(line => (line.UseUtcTimestamp, line.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ"));
        else log.AddSimpleConsole(line => (line.SingleLine, line.UseUtcTimestamp, line.TimestampFormat) = (true, true, "yyyy-MM-ddTHH:mm:ss.fffZ "));
    }

    // Whoever started us stops us: the command line listens for signals itself.
    private sealed class QuietLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
