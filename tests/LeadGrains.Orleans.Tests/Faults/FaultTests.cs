using System.Diagnostics;
using System.Globalization;
using LeadGrains.ClusterCrash;
using Xunit.Abstractions;

namespace LeadGrains.Orleans.Tests;

/// <summary>
/// Three silos as real processes under load, to which everything happens that happens to machines, in an order by the seed. What
/// was promised is compared, by a log outside of the cluster, with what the database holds. One round of each form;
/// LEADGRAINS_LONG=1 makes it 30 kills and 10 of each other; LEADGRAINS_SEED repeats an order, LEADGRAINS_FAULTS=pause,kill takes some forms.
/// </summary>
[Collection(OnPostgresOfItsOwn.Name)]
public sealed class FaultTests(Postgres postgres, ITestOutputHelper output)
{
    private const int Callers = 24, AnswersMin = 20;
    private static readonly TimeSpan GoesOnWithin = TimeSpan.FromSeconds(60);
    private static readonly bool Long = Environment.GetEnvironmentVariable("LEADGRAINS_LONG") == "1";

    [Fact]
    public async Task Whatever_is_killed_paused_cut_off_or_restarted_nothing_acknowledged_is_lost_or_doubled()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("LEADGRAINS_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Environment.TickCount & 0xFFFF;
        var since = Stopwatch.StartNew();
        Say($"seed {seed}");
        var random = new Random(seed);
        var rounds = Order(random);
        await using var cluster = await Cluster.Start(postgres);
        await using var load = await ClusterLoad.Begin(cluster.Connection, cluster.Database, seed, Callers);
        var judge = new Judge(cluster.Database);
        await GoesOn(load);
        foreach (var (number, (name, happen)) in rounds.Index())
        {
            Say(name);
            // Alarms set before the last fault ring during it.
            if (number == rounds.Count - 1) load.NobodyNew();
            await happen(new Round(cluster, postgres, random, Say));
            await GoesOn(load);
            var broken = await judge.Broken(load.Promises.ToDictionary());
            Assert.True(broken.Count == 0, $"After '{name}', seed {seed}: {string.Join('\n', broken.Take(10))}");
        }
        await load.End();
        Say("the callers have ended");
        var late = await cluster.Settle();
        Say("all is quiet");
        var mail = HandOverLog.Read(cluster.Mail);
        var (mailFaults, doubts, needless) = await judge.Mail(mail);
        Say($"{rounds.Count} rounds, {load.Promises.Count} acknowledged commands, the longest took {load.Longest.TotalSeconds:0.0} s, the latest alarm {late.TotalSeconds:0.0} s; {mail.Count} messages handed over, {doubts} in doubt, {needless} of them without having left (seed {seed})");
        Assert.True(load.Failed.IsEmpty, $"Seed {seed}: {string.Join('\n', load.Failed.Take(10))}\n{string.Join("\n\n", cluster.Silos.Select(s => s.LastWords))}");
        Assert.Empty(await judge.Broken(load.Promises));
        Assert.Empty(await judge.Faults());
        Assert.Empty(mailFaults);
        Assert.InRange(late, TimeSpan.Zero, Cluster.LateMax);

        void Say(string what) => output.WriteLine($"{since.Elapsed.TotalSeconds,6:0.0} {what}");
    }

    private static List<(string Name, Func<Round, Task> Happen)> Order(Random random)
    {
        var wanted = Environment.GetEnvironmentVariable("LEADGRAINS_FAULTS")?.Split(',');
        var rounds = Round.Forms.Where(f => wanted?.Contains(f.Key) is not false).SelectMany(f => Enumerable.Repeat((f.Key, f.Value.Happen), Long ? f.Value.InLongRun : 1)).ToArray();
        random.Shuffle(rounds);
        return [.. rounds];
    }

    // Whatever has happened, every caller is answered again.
    private static async Task GoesOn(ClusterLoad load)
    {
        var before = load.Answered;
        for (var since = Stopwatch.StartNew(); !load.Answered.Zip(before, (now, then) => now >= then + AnswersMin).All(a => a); await Task.Delay(100))
            Assert.True(since.Elapsed < GoesOnWithin, $"some wait for longer than {GoesOnWithin.TotalSeconds:0} s. {string.Join('\n', load.Failed.Take(10))}");
    }
}
