using System.Globalization;
using System.Net;
using LeadGrains.ClusterCrash;
using LeadGrains.Contract;
using LeadGrains.Orleans;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// A silo until somebody kills it: LeadGrains.ClusterCrash CONNECTION SILOPORT GATEWAYPORT SECONDS
// An inquiry is nurtured after so many SECONDS, by an alarm.
// Says "up" on the standard output when it takes commands. SIGTERM ends it in good order.

var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders().AddSimpleConsole(o => o.SingleLine = true).AddFilter(null, LogLevel.Error);
builder.UseOrleans(silo => silo
    .ConfigureEndpoints(IPAddress.Loopback, int.Parse(args[1], CultureInfo.InvariantCulture), int.Parse(args[2], CultureInfo.InvariantCulture))
    .UseLeadGrains(args[0], _ => Haste.After(TimeSpan.FromSeconds(double.Parse(args[3], CultureInfo.InvariantCulture))), _ => new RecordingCourier { IsRepeatable = true }));
using var host = builder.Build();
await host.StartAsync();
Console.WriteLine("up");
await host.WaitForShutdownAsync();
