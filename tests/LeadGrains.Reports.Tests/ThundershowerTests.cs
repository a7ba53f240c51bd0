using LeadGrains.Store;

namespace LeadGrains.Reports.Tests;

/// <summary>Q6: 20,000 inquiries in one day, 40 reps with 15 open leads and 5 new ones a day.</summary>
public class ThundershowerTests
{
    private static readonly RehearsalPlan Shower = new()
    {
        Seed = 1,
        Leads = 20_000,
        Months = 1,
        ArriveWithin = TimeSpan.FromDays(1),
        Members = 40,
    };

    [Fact]
    public void Nobody_gets_a_thundershower_and_nobody_is_forgotten_in_it()
    {
        var program = SamplePrograms.Default;
        var report = Rehearsal.Run(Shower, new MemoryJournal(), program);
        Assert.True(report.Check.IsClean, $"seed {Shower.Seed}: " + string.Join('\n', report.Check.Examples));

        var release = report.Release;
        Assert.True(release.Waited > 1_000);
        foreach (var team in program.Teams)
        {
            Assert.True(release.Days.Where(d => d.Team == team.Name).Max(d => d.Offers) <= team.CapacityNewPerDay);
            Assert.True(report.Owners.Where(o => o.Team == team.Name).Max(o => o.OpenMax) <= team.CapacityOpen);
        }

        // Best first, and no wait is longer than the rung allows.
        Assert.Equal(0, release.PassedOver);
        var longest = program.Routes.SelectMany(r => r.Ladder).Max(r => r.WaitMax);
        Assert.True(release.LongestWait <= longest + TimeSpan.FromMinutes(1), $"somebody waited {release.LongestWait}");

        // Full hands are used: on the first three days the reps get nine in ten of what they can take.
        var sales = program.Team("sales")!;
        foreach (var day in release.Days.Where(d => d.Team == "sales").GroupBy(d => d.Day).OrderBy(d => d.Key).Take(3))
            Assert.True(day.Sum(d => d.Offers) >= 0.9 * Shower.Members!.Value * sales.CapacityNewPerDay);
    }

    [Fact]
    public void With_the_valve_off_the_shower_comes_down_on_the_reps()
    {
        var release = Rehearsal.Run(Shower with { Valve = false }, new MemoryJournal(), SamplePrograms.Default).Release;
        Assert.Equal(0, release.Waited);
        Assert.True(release.Days.Where(d => d.Team == "sales").Max(d => d.Offers) > 15);
    }
}
