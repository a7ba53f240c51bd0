using System.Diagnostics;

namespace LeadGrains.Orleans.Tests;

/// <summary>What may happen to a cluster under load; each ends when three silos are up again.</summary>
internal sealed class Round(Cluster cluster, Postgres postgres, Random random, Action<string> say)
{
    /// <summary>By their names, and how many of each a long run has.</summary>
    public static readonly IReadOnlyDictionary<string, (Func<Round, Task> Happen, int InLongRun)> Forms = new Dictionary<string, (Func<Round, Task>, int)>
    {
        ["kill"] = (r => r.Kill(), 30),
        ["restart in turn"] = (r => r.RestartInTurn(), 10),
        ["pause"] = (r => r.Pause(), 10),
        ["cut from the others"] = (r => r.CutFromOthers(), 10),
        ["cut from the database"] = (r => r.CutFromDatabase(), 10),
        ["database restarted"] = (r => r.RestartDatabase(crash: false), 10),
        ["database crashed"] = (r => r.RestartDatabase(crash: true), 10),
    };

    /// <summary>Nine to fifteen seconds are promised; a busy machine with two cores may take longer.</summary>
    private static readonly TimeSpan DeadWithin = TimeSpan.FromSeconds(30);

    /// <summary>Who is dead for the others, or has no database, notices and ends within this.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(60);

    private readonly SiloProcess _victim = cluster.Silos[random.Next(Cluster.SilosCount)];

    private async Task Kill()
    {
        await _victim.Kill();
        await Task.Delay(TimeSpan.FromSeconds(random.Next(1, 8)));
        await cluster.Whole();
    }

    private async Task RestartInTurn()
    {
        foreach (var silo in cluster.Silos)
        {
            var since = Stopwatch.StartNew();
            Assert.Equal(0, await silo.Stop());
            say($"drained in {since.Elapsed.TotalSeconds:0.0} s");
            await silo.Start();
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    // Its connections stay open, and it doesn't know that time has passed.
    private async Task Pause()
    {
        await _victim.Pause();
        say($"dead after {(await cluster.UntilDead(_victim, DeadWithin)).TotalSeconds:0.0} s");
        await Task.Delay(TimeSpan.FromSeconds(random.Next(1, 5)));
        await _victim.Continue();
        await ItEnds();
    }

    // It reaches the database, where it reads that it is dead.
    private async Task CutFromOthers()
    {
        foreach (var silo in cluster.Silos) silo.Others.Cut(silo == _victim ? _ => true : from => _victim.Calls(from, silo.Others.Port));
        say($"dead after {(await cluster.UntilDead(_victim, DeadWithin)).TotalSeconds:0.0} s");
        await ItEnds(() =>
        {
            foreach (var silo in cluster.Silos) silo.Others.Mend();
        });
    }

    // The others reach it, and it can do nothing for them.
    private async Task CutFromDatabase()
    {
        _victim.Database.Cut(_ => true);
        await ItEnds(_victim.Database.Mend);
    }

    private async Task RestartDatabase(bool crash)
    {
        var since = Stopwatch.StartNew();
        await postgres.Restart(crash);
        cluster.Database.Clear();
        say($"back after {since.Elapsed.TotalSeconds:0.0} s");
        Assert.All(cluster.Silos, s => Assert.True(s.IsUp, s.LastWords));
    }

    // And is started again, when the damage is mended.
    private async Task ItEnds(Action? mend = null)
    {
        var since = Stopwatch.StartNew();
        Assert.True(await _victim.Ends(EndsWithin), $"the silo has not ended after {EndsWithin.TotalSeconds:0} s: {_victim.LastWords}");
        say($"ended after {since.Elapsed.TotalSeconds:0.0} s");
        mend?.Invoke();
        await cluster.Whole();
    }
}
