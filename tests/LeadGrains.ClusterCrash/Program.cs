using System.Globalization;
using System.Net;
using LeadGrains.ClusterCrash;
using LeadGrains.Orleans;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

// A silo until somebody kills it: LeadGrains.ClusterCrash CONNECTION SILOPORT LISTENPORT GATEWAYPORT SECONDS FOLDER
// The other silos know it by SILOPORT, and it listens at LISTENPORT: between the two somebody may cut the line.
// An inquiry is nurtured after so many SECONDS, by an alarm; what is handed over is written down in FOLDER.
// Says "up" on the standard output when it takes commands. SIGTERM ends it in good order.

var (siloPort, listenPort, gatewayPort) = (Port(1), Port(2), Port(3));
var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders().AddSimpleConsole(o => (o.SingleLine, o.TimestampFormat) = (true, "HH:mm:ss.fff ")).AddFilter(null, LogLevel.Error).AddFilter("LeadGrains", LogLevel.Warning);
builder.UseOrleans(silo => silo
    .ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort)
    .Configure<EndpointOptions>(endpoints => endpoints.SiloListeningEndpoint = new IPEndPoint(IPAddress.Loopback, listenPort))
    .UseLeadGrains(args[0], _ => Haste.After(TimeSpan.FromSeconds(double.Parse(args[4], CultureInfo.InvariantCulture))), _ => new HandOverLog(args[5])));
using var host = builder.Build();
await host.StartAsync();
Console.WriteLine("up");
await host.WaitForShutdownAsync();

int Port(int at) => int.Parse(args[at], CultureInfo.InvariantCulture);
