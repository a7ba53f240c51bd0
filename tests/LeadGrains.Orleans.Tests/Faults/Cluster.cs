using System.Diagnostics;
using LeadGrains.ClusterCrash;
using LeadGrains.Lifecycle;
using Npgsql;

namespace LeadGrains.Orleans.Tests;

/// <summary>Three silos as processes, over a database of their own.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    public const int SilosCount = 3;

    /// <summary>The promise: no alarm is later than this, whatever happens to a silo or the database.</summary>
    public static readonly TimeSpan LateMax = TimeSpan.FromSeconds(90);

    private readonly DirectoryInfo _mail = Directory.CreateTempSubdirectory("leadgrains-mail-");

    private Cluster(string connection)
    {
        (Connection, Database) = (connection, NpgsqlDataSource.Create(connection));
        Silos = [.. Enumerable.Range(0, SilosCount).Select(_ => new SiloProcess(connection, Mail))];
    }

    public string Connection { get; }
    public NpgsqlDataSource Database { get; }
    public IReadOnlyList<SiloProcess> Silos { get; }

    /// <summary>Where silos write down what they hand over.</summary>
    public string Mail => _mail.FullName;

    public static async Task<Cluster> Start(Postgres postgres)
    {
        var cluster = new Cluster(await postgres.Database());
        // The first makes what the others find.
        await cluster.Silos[0].Start();
        await Task.WhenAll(cluster.Silos.Skip(1).Select(s => s.Start()));
        return cluster;
    }

    /// <summary>Until the others have declared it dead.</summary>
    public async Task<TimeSpan> UntilDead(SiloProcess silo, TimeSpan within)
    {
        const string latest = "SELECT status FROM OrleansMembershipTable WHERE port = $1 ORDER BY generation DESC LIMIT 1";
        const int dead = 6;
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            await using var query = Database.CreateCommand(latest);
            query.Parameters.Add(new NpgsqlParameter<int> { TypedValue = silo.Others.Port });
            if ((int)(await query.ExecuteScalarAsync())! == dead) return since.Elapsed;
            Assert.True(since.Elapsed < within, $"after {within.TotalSeconds:0} s nobody has declared the silo dead");
        }
    }

    /// <summary>Whoever has ended is started again, as its host would.</summary>
    /// <returns>How many they were.</returns>
    public async Task<int> Whole()
    {
        var gone = Silos.Where(s => !s.IsUp).ToList();
        await Task.WhenAll(gone.Select(s => s.Start()));
        return gone.Count;
    }

    /// <summary>Until all alarms have rung, all messages have arrived and all mail has left; how late the latest alarm was.</summary>
    public async Task<TimeSpan> Settle()
    {
        for (var since = Stopwatch.StartNew(); since.Elapsed < LateMax + Haste.StartAfter; await Task.Delay(500))
        {
            await using var query = Database.CreateCommand("""
                SELECT (SELECT count(*) FROM lead_row WHERE messages > 0 OR stage = 'Inquiry' OR due_at < extract(epoch FROM now()) * 1000) + (SELECT count(*) FROM team_row WHERE messages > 0) + (SELECT count(*) FROM outbox)
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
        _mail.Delete(recursive: true);
    }
}
