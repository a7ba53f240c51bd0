using System.Diagnostics;
using System.Globalization;
using LeadGrains.ClusterCrash;
using LeadGrains.Lifecycle;
using Npgsql;
using Xunit.Abstractions;

namespace LeadGrains.Orleans.Tests;

/// <summary>
/// Three silos as real processes under load: killed at random, and restarted one after the other in good order. What was
/// promised is compared, by a log outside of the cluster, with what the database holds. 3 kills; LEADGRAINS_LONG=1 makes it 30.
/// </summary>
[Collection(OnPostgres.Name)]
public sealed class KillTests(Postgres postgres, ITestOutputHelper output)
{
    private const int Silos = 3, Callers = 24;
    private static readonly TimeSpan LateMax = TimeSpan.FromSeconds(90);
    private static readonly bool Long = Environment.GetEnvironmentVariable("LEADGRAINS_LONG") == "1";

    [Fact]
    public async Task A_killed_silo_loses_nothing_that_was_acknowledged_and_doubles_nothing()
    {
        var rounds = Long ? 30 : 3;
        var seed = int.TryParse(Environment.GetEnvironmentVariable("LEADGRAINS_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Environment.TickCount & 0xFFFF;
        var random = new Random(seed);
        await using var cluster = await Cluster.Start(postgres);
        await using var load = await ClusterLoad.Begin(cluster.Connection, cluster.Database, seed, Callers);
        await Task.Delay(TimeSpan.FromSeconds(3));
        for (var round = 0; round < rounds; round++)
        {
            var victim = cluster.Silos[random.Next(Silos)];
            await victim.Kill();
            await Task.Delay(TimeSpan.FromSeconds(random.Next(1, 8)));
            await victim.Start();
            await Task.Delay(TimeSpan.FromSeconds(random.Next(4, 12)));
        }
        await load.End();
        var late = await cluster.Settle();
        var judge = new Judge(cluster.Database);
        output.WriteLine($"{rounds} kills, {load.Promises.Count} acknowledged commands, the longest took {load.Longest.TotalSeconds:0.0} s, the latest alarm {late.TotalSeconds:0.0} s (seed {seed})");
        Assert.Empty(load.Failed);
        Assert.Empty(await judge.Broken(load.Promises));
        Assert.Empty(await judge.Faults());
        Assert.InRange(late, TimeSpan.Zero, LateMax);
        Assert.True(load.Promises.Count > rounds * 200, $"only {load.Promises.Count} commands were acknowledged: that was no load");
    }

    [Fact]
    public async Task Silos_restarted_one_after_the_other_fail_no_command()
    {
        await using var cluster = await Cluster.Start(postgres);
        await using var load = await ClusterLoad.Begin(cluster.Connection, cluster.Database, 7, Callers);
        foreach (var silo in cluster.Silos)
        {
            await Task.Delay(TimeSpan.FromSeconds(2));
            var since = Stopwatch.StartNew();
            Assert.Equal(0, await silo.Stop());
            output.WriteLine($"drained in {since.Elapsed.TotalSeconds:0.0} s");
            await silo.Start();
        }
        await Task.Delay(TimeSpan.FromSeconds(2));
        await load.End();
        var late = await cluster.Settle();
        var judge = new Judge(cluster.Database);
        output.WriteLine($"{load.Promises.Count} acknowledged commands, the longest took {load.Longest.TotalSeconds:0.0} s, the latest alarm {late.TotalSeconds:0.0} s");
        Assert.Empty(load.Failed);
        Assert.Empty(await judge.Broken(load.Promises));
        Assert.Empty(await judge.Faults());
        Assert.InRange(late, TimeSpan.Zero, LateMax);
    }

    private sealed class Cluster(string connection) : IAsyncDisposable
    {
        public string Connection => connection;
        public NpgsqlDataSource Database { get; } = NpgsqlDataSource.Create(connection);
        public IReadOnlyList<SiloProcess> Silos { get; } = [.. Enumerable.Range(0, KillTests.Silos).Select(_ => new SiloProcess(connection))];

        public static async Task<Cluster> Start(Postgres postgres)
        {
            var cluster = new Cluster(await postgres.Database());
            foreach (var silo in cluster.Silos) await silo.Start();
            return cluster;
        }

        /// <summary>Until all alarms have rung and all messages have arrived; how late the latest alarm was.</summary>
        public async Task<TimeSpan> Settle()
        {
            for (var since = Stopwatch.StartNew(); since.Elapsed < LateMax + Haste.StartAfter; await Task.Delay(500))
            {
                await using var query = Database.CreateCommand("""
                    SELECT (SELECT count(*) FROM lead_row WHERE messages > 0 OR stage = 'Inquiry' OR due_at < extract(epoch FROM now()) * 1000) + (SELECT count(*) FROM team_row WHERE messages > 0)
                    """);
                if ((long)(await query.ExecuteScalarAsync())! == 0) break;
            }
            var asked = (await new Judge(Database).Leads()).Where(l => l.Person.FirstName?.StartsWith("alarm-", StringComparison.Ordinal) is true).ToList();
            Assert.NotEmpty(asked);
            Assert.DoesNotContain(asked, l => l.Stage == Stage.Inquiry);
            return asked.Max(l => l.StageSinceAt - (l.CycleSinceAt + Haste.StartAfter));
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var silo in Silos) silo.Dispose();
            await Database.DisposeAsync();
        }
    }
}
