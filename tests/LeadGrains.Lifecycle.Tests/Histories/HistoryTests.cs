using System.Collections.Concurrent;

namespace LeadGrains.Lifecycle.Tests.Histories;

using static Sample;

public sealed class HistoryTests
{
    /// <summary>How many histories; more of them for a night's run.</summary>
    public const string CountVariable = "LEADGRAINS_HISTORIES";
    private const int Histories = 2_000;
    private const int Steps = 200;

    /// <summary>Where to begin; to see one failing history again, with a count of 1.</summary>
    public const string SeedVariable = "LEADGRAINS_SEED";

    [Fact]
    public void Whatever_people_do_every_lead_is_kept_and_nobody_is_bombarded()
    {
        var count = Number(CountVariable, Histories);
        var first = Number(SeedVariable, 1);
        var faults = new ConcurrentBag<(int Seed, string Words)>();
        var seen = new ConcurrentDictionary<Type, bool>();
        Parallel.For(first, first + count, (seed, loop) =>
        {
            if (Fault(seed, seen) is not { } words) return;
            faults.Add((seed, words));
            loop.Break();
        });
        if (!faults.IsEmpty) Assert.Fail(faults.Min().Words);
        var never = typeof(LeadEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(LeadEvent))).Except(seen.Keys);
        if (count >= Histories) Assert.Empty(never.Select(t => $"{t.Name} never happened"));
    }

    private static string? Fault(int seed, ConcurrentDictionary<Type, bool> seen)
    {
        var world = new World(seed);
        var invariants = new Invariants(world);
        var step = 0;
        try
        {
            for (; step < Steps; step++)
            {
                world.Pass(Gap(world.Random));
                invariants.Check();
                Doings.Something(world);
                invariants.Check();
            }
            world.Pass(Days(30));
            invariants.Check();
            invariants.CheckAll();
            // Writing states as JSON is slow: four leads of each history stand for all.
            foreach (var id in world.Leads.Keys.Skip(seed % 26).Take(4)) invariants.CheckHistory(id);
            foreach (var id in world.Leads.Keys) invariants.CheckForgotten(id);
            foreach (var id in world.Leads.Keys)
                foreach (var happened in world.HistoryOf(id)) seen.TryAdd(happened.GetType(), true);
            return null;
        }
        catch (Exception fault)
        {
            return $"Seed {seed}, step {step}: {fault.Message}\n{string.Join('\n', world.Latest)}\n{fault.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("Lifecycle"))}";
        }
    }

    // Mostly hours, sometimes seconds, now and then a month in which nobody does anything.
    private static TimeSpan Gap(Random random) => random.Next(10) switch
    {
        0 => TimeSpan.FromSeconds(random.Next(30)),
        1 => Days(random.Next(40)),
        _ => Hours(random.Next(30)),
    };

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : otherwise;
}
