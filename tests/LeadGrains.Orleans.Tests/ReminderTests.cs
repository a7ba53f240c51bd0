using System.Diagnostics;
using LeadGrains.Lifecycle;
using Npgsql;
using Xunit.Abstractions;
using static LeadGrains.Contract.SmallProgram;

namespace LeadGrains.Orleans.Tests;

/// <summary>
/// Armed reminders outlive the silo, and what falls due while none is up is found by the sweep. 1,500 leads; LEADGRAINS_LONG=1 makes
/// it 5,000, over half a minute.
/// </summary>
[Collection(OnPostgres.Name)]
public sealed class ReminderTests(Postgres postgres, ITestOutputHelper output) : IDisposable
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("LEADGRAINS_LONG") == "1";
    private static readonly int Leads = Long ? 5_000 : 1_500;
    private static readonly TimeSpan DueAfter = TimeSpan.FromSeconds(Long ? 40 : 20), DueOver = TimeSpan.FromSeconds(Long ? 30 : 8);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1), LateMax = TimeSpan.FromSeconds(90);
    private readonly DirectoryInfo _mail = Directory.CreateTempSubdirectory("leadgrains-mail-");

    public void Dispose() => _mail.Delete(recursive: true);

    [Fact]
    public async Task Alarms_armed_before_a_restart_ring_and_those_due_at_once_meanwhile_too()
    {
        var connection = await postgres.Database();
        await using var database = NpgsqlDataSource.Create(connection);
        using var silo = new SiloProcess(connection, _mail.FullName, startAfter: Day);
        await silo.Start();
        await using (var load = await ClusterLoad.Begin(connection, database, seed: 1, callers: 0))
        {
            // Asked a day ago but for a while: half of them fall due over a while, the others all at one instant.
            var due = Moment.From(TimeProvider.System.GetUtcNow()) + DueAfter;
            await Parallel.ForEachAsync(Enumerable.Range(0, Leads), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (n, cancel) =>
                await load.Engine.Tell(IdOf($"r{n}"), Inquiry($"r{n}", at: due - Day + (n % 2 == 0 ? DueOver * n / Leads : TimeSpan.Zero)), default, cancel));
            for (var since = Stopwatch.StartNew(); await Count(database, "SELECT count(*) FROM OrleansRemindersTable") < Leads; await Task.Delay(100))
                Assert.True(since.Elapsed < TimeSpan.FromSeconds(20), "reminders aren't registered");
        }
        await silo.Stop();
        await silo.Start();
        var opened = Moment.From(TimeProvider.System.GetUtcNow());
        for (var since = Stopwatch.StartNew(); await Count(database, "SELECT count(*) FROM lead_row WHERE stage = 'Inquiry'") > 0; await Task.Delay(200))
            Assert.True(since.Elapsed < LateMax + TimeSpan.FromSeconds(80), "alarms are lost");
        var late = (await new Judge(database).Leads()).Max(l => l.StageSinceAt - Moment.Later(opened, l.CycleSinceAt + Day));
        output.WriteLine($"{Leads} alarms, the latest {late.TotalSeconds:0.0} s late");
        Assert.InRange(late, TimeSpan.FromSeconds(-1), LateMax);
    }

    private static async Task<long> Count(NpgsqlDataSource database, string sql)
    {
#pragma warning disable CA2100 // our own text
        await using var query = database.CreateCommand(sql);
#pragma warning restore CA2100
        return (long)(await query.ExecuteScalarAsync())!;
    }
}
