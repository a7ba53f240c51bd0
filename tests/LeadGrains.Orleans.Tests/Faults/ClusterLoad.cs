using System.Collections.Concurrent;
using LeadGrains.ClusterCrash;
using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;

namespace LeadGrains.Orleans.Tests;

/// <summary>Callers of a cluster through an Orleans client, and the log outside of it of what they were promised.</summary>
internal sealed class ClusterLoad : IAsyncDisposable
{
    private static readonly TimeSpan AsksAgainAfter = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _enough = new();
    private volatile bool _isFull;
    private readonly IHost _client;
    private readonly NpgsqlDataSource _database;
    private readonly int _seed;
    private readonly List<Task> _callers;
    private readonly int[] _answered; // by caller, each writes its own

    private ClusterLoad(IHost client, NpgsqlDataSource database, int seed, int callers)
    {
        (_client, _database, _seed) = (client, database, seed);
        Engine = new OrleansLeadEngine(client.Services.GetRequiredService<IClusterClient>(), new ClusterHouse(database, Haste.Program, TimeProvider.System));
        _answered = new int[callers];
        _callers = [.. Enumerable.Range(0, callers).Select(c => Task.Run(() => Call(c)))];
        if (callers > 0) _callers.Add(Task.Run(Inquire));
    }

    public ILeadEngine Engine { get; }

    public ConcurrentDictionary<string, (string Lead, int Version)> Promises { get; } = new();

    /// <summary>Commands that were given up, with the reason.</summary>
    public ConcurrentQueue<string> Failed { get; } = new();

    /// <summary>The longest that one command took.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>How often each caller has been answered so far.</summary>
    public IReadOnlyList<int> Answered => [.. _answered.Select((_, c) => Volatile.Read(ref _answered[c]))];

    public static async Task<ClusterLoad> Begin(string connection, NpgsqlDataSource database, int seed, int callers)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        // They ask again sooner than Orleans would: who waits for a silo that is gone makes no load.
        builder.UseOrleansClient(client => client.UseLeadGrains(connection).Configure<ClientMessagingOptions>(options => options.ResponseTimeout = AsksAgainAfter));
        var host = builder.Build();
        await host.StartAsync();
        var load = new ClusterLoad(host, database, seed, callers);
        for (var rep = 0; rep < 10; rep++)
            await load.Engine.Tell("sales", new AddMember(new Member($"rep-{rep}") { CapacityOpen = 1000, CapacityNewPerDay = 1000 }));
        return load;
    }

    /// <summary>Nobody new asks, so that no alarm is set any more; the others go on.</summary>
    public void NobodyNew() => _isFull = true;

    /// <summary>No more commands; those under way are answered.</summary>
    public async Task End()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_callers);
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        await _client.StopAsync();
        _client.Dispose();
        _enough.Dispose();
    }

    // Some hundred people to whom all sorts of things happen.
    private async Task Call(int caller)
    {
        var random = new Random(HashCode.Combine(_seed, caller));
        for (var n = 0; !_enough.IsCancellationRequested; n++)
        {
            var person = $"p{caller}-{random.Next(20)}";
            var lead = SmallProgram.IdOf(person);
            LeadCommand command = random.Next(8) switch
            {
                0 => SmallProgram.Inquiry(person),
                1 => SmallProgram.Inquiry(person, Wish.Call),
                2 => new Engage(EngagementKind.Clicked),
                3 => new Prefer(random.Next(7, 366), null),
                4 => new Answer([new Telling("budget", random.Next(2) == 0 ? "approved" : "none")]),
                5 => new Pause(Moment.From(TimeProvider.System.GetUtcNow()) + TimeSpan.FromDays(random.Next(1, 300))),
                _ => (await Tried(() => Engine.Find(lead)))?.State is { Handoff.Offer: { } o } ? random.Next(3) == 0 ? new Decline(o.Number, o.Member, "no-capacity") : new Accept(o.Number, o.Member)
                    : new Prefer(random.Next(7, 366), null),
            };
            await Tell(lead, command, $"s{_seed}-c{caller}-{n}");
            Volatile.Write(ref _answered[caller], n + 1);
        }
    }

    // People who only ask, each once: what happens to them afterwards is an alarm.
    private async Task Inquire()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var n = 0; !_isFull && !_enough.IsCancellationRequested; n++)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            await Tell(SmallProgram.IdOf($"alarm-{n}"), SmallProgram.Inquiry($"alarm-{n}"), $"s{_seed}-alarm-{n}");
        }
    }

    private async Task Tell(LeadId lead, LeadCommand command, string id)
    {
        var since = TimeProvider.System.GetTimestamp();
        var reply = await Tried(() => Engine.Tell(lead, command, new Ticket(id))!);
        if (TimeProvider.System.GetElapsedTime(since) is var took && took > Longest) Longest = took;
        if (reply?.Kind == ReplyKind.Done && !Promises.TryAdd(id, (lead.ToString(), reply.Version))) Failed.Enqueue($"{id} was answered twice");
    }

    private async Task<T?> Tried<T>(Func<Task<T?>> call) where T : class
    {
        try
        {
            return await call();
        }
        catch (Exception e)
        {
            Failed.Enqueue($"{e.GetType().Name}: {e.Message} ({e.InnerException?.Message})");
            return null;
        }
    }
}
