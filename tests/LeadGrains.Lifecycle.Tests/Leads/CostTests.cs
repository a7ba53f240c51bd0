using System.Diagnostics;
using Xunit.Abstractions;

namespace LeadGrains.Lifecycle.Tests.Leads;

using static Sample;

/// <summary>Prints what a command costs; fails only where something became slower by far, since other work shares the machine.</summary>
public sealed class CostTests(ITestOutputHelper output)
{
    [Fact]
    public void A_command_costs_microseconds()
    {
        var total = 0.0;
        var names = new List<string>();
        foreach (var (name, lead) in Situations.All)
            foreach (var command in Situations.Commands(lead).Values)
            {
                var micros = Micros(lead, command);
                total += micros;
                names.Add($"{micros,8:F2} µs  {name}: {command.GetType().Name}");
            }
        foreach (var line in names.OrderDescending().Take(25)) output.WriteLine(line);
        output.WriteLine($"{total / names.Count:F2} µs on average: decide, evolve, due");
        Assert.InRange(total / names.Count, 0, 100);
    }

    private static double Micros(LeadState lead, LeadCommand command)
    {
        var best = double.MaxValue;
        for (var round = 0; round < 4; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 150; i++)
            {
                var decision = LeadLifecycle.Decide(lead, command, Situations.Now, Program);
                LeadLifecycle.DueAt(LeadLifecycle.Evolve(lead, decision.Events), Program);
            }
            best = Math.Min(best, watch.Elapsed.TotalMicroseconds / 150);
        }
        return best;
    }
}
