using LeadGrains.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LeadGrains.Silo;

/// <summary>One process of the cluster, from its start to its end.</summary>
internal static class SiloProcess
{
    /// <summary>A cluster that starts beside us has this long to take us in.</summary>
    public static readonly TimeSpan JoinWithin = TimeSpan.FromMinutes(2);

    /// <summary>Runs until it is told to stop; then takes nothing more in, ends what is under way, and leaves the cluster.</summary>
    /// <param name="say">Takes a line for people.</param>
    /// <exception cref="StartException">It can't start; the words say why.</exception>
    public static async Task Run(SiloOptions options, Action<string> say, CancellationToken cancel)
    {
        var files = SettingFiles.Read(options);
        await using var database = await Database.Open(options.Database, files, cancel);
        var program = new ProgramAtWork(database);
        var desk = Desk.Open(options, files, database, await database.Links(), program.Read);
        using var export = TelemetryExport.FromEnvironment(Environment.GetEnvironmentVariable, ["Microsoft.Orleans"], ["Microsoft.Orleans.Runtime", "Microsoft.Orleans.Application"]);
        using var meter = new FileMeter(database.Views.Take, TimeProvider.System);
        using var host = ClusterHost.Build(options, () => program.Current, desk.Mail.Courier);
        await Join(host, options, cancel);
        try
        {
            await Serve(options, files, database, program, desk, host, say, cancel);
        }
        finally
        {
            // Also when it couldn't listen: a silo that goes without a word is missed for a while.
            using var patience = new CancellationTokenSource(options.DrainWithin);
            await host.StopAsync(patience.Token);
            await desk.Mail.DisposeAsync();
            say(patience.IsCancellationRequested ? "Stopped before all was handed over; the others take it up." : "Stopped; everything that was answered is in the database.");
        }
    }

    private static async Task Serve(SiloOptions options, SettingFiles files, Database database, ProgramAtWork program, Desk desk, IHost host, Action<string> say, CancellationToken cancel)
    {
        var logs = host.Services.GetRequiredService<ILoggerFactory>();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var house = host.Services.GetService<ClusterHouse>() ?? new ClusterHouse(database.Source, program.Current, TimeProvider.System);
        program.Changed = active => house.Program = active;
        await using var follower = new Follower(logs.CreateLogger("LeadGrains.Silo"), program.Refresh);
        var readiness = new Readiness(database, grains);
        var (isSilo, urls) = (options.Role == HouseRole.Silo, options.Urls);
        var engine = new OrleansLeadEngine(grains, house);
        await using var web = urls is null || isSilo ? null : await WebDoor.Open(options, files, database, program, desk, engine, grains, readiness, logs, cancel);
        await using var health = urls is null || !isSilo ? null : await HealthDoor.Open(urls, readiness, cancel);
        await using var mailbox = Mailbox.Open(options, files, database, engine, logs);
        say($"{Said(options.Role)} of cluster {options.Cluster} with “{program.Current.Name}”, version {program.Current.Version}; mail goes to {desk.Mail.Where}.");
        if (web is not null) say($"The portal, people's pages and the API are at {string.Join(", ", web.Server.Urls)}.");
        if (health is not null) say($"Its health is at {string.Join(", ", health.Urls)}.");
        if (web?.Server.FirstAdminLink is { } first && !Console.IsOutputRedirected) say($"Nobody runs the portal yet. Whoever opens this becomes its admin: {first}");
        // The host ends by itself when Orleans gives this silo up.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel, host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        readiness.End();
        say("Stopping: nothing more is taken in.");
    }

    private static async Task Join(IHost host, SiloOptions options, CancellationToken cancel)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            patience.CancelAfter(JoinWithin);
            await host.StartAsync(patience.Token);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && e is OrleansException or OperationCanceledException or System.Net.Sockets.SocketException or IOException)
        {
            throw new StartException(StartFault.Busy, options.Role == HouseRole.Gateway
                ? $"no silo of cluster {options.Cluster} answers: {e.Message}" : $"the cluster {options.Cluster} couldn't be joined: {e.Message}", e);
        }
    }

    private static string Said(HouseRole role) => role switch
    {
        HouseRole.Silo => "A silo",
        HouseRole.Gateway => "A gateway",
        _ => "A silo with API and portal",
    };
}
