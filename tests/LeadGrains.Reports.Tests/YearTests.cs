using LeadGrains.Store;
using Xunit.Abstractions;

namespace LeadGrains.Reports.Tests;

/// <summary>
/// A year in which everything happens that can, small; the whole one, of 100,000 people, is
/// <c>leadgrains rehearse --year</c> and the benchmark section <c>year</c>.
/// </summary>
public class YearTests(ITestOutputHelper output)
{
    /// <summary>Another year: any seed must do.</summary>
    public const string SeedVariable = "LEADGRAINS_SEED";

    [Fact]
    public void Two_thousand_people_of_every_zone_live_a_year_with_a_bad_courier_and_no_promise_is_broken()
    {
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out var given) ? given : 20_261_122;
        output.WriteLine($"seed {seed}");
        var report = Rehearsal.Run(RehearsalPlan.Year(2_000, seed), new MemoryJournal(), SamplePrograms.Default);
        var (check, peaks) = (report.Check, report.Check.Peaks!);
        output.WriteLine($"{check.Entries} entries, {peaks}, peak {peaks.Peak:0.00}, silence {check.LongestSilence.TotalDays:0.0} d, gap {check.ShortestGap?.TotalDays:0.00} d");
        output.WriteLine(string.Join(", ", report.Misdeeds));

        Assert.True(check.IsClean, $"seed {seed}: {check.Total}\n" + string.Join('\n', check.Examples.Take(40)));
        Assert.True(peaks.Messages > 15_000);
        Assert.Equal(Enum.GetValues<Misdeed>().Length, report.Misdeeds.Count);
        Assert.True(check.ShortestGap >= SamplePrograms.Default.Cadence.GapMin);
        Assert.True(check.LongestSilence <= SamplePrograms.Default.Cadence.SilenceMax);
        Assert.True(peaks.BusiestMinute <= SamplePrograms.Default.Cadence.MailsPerMinuteMax);
        // With so few, an hour has a handful by chance alone: three times the mean, and four deviations.
        Assert.True(peaks.BusiestHour <= 3 * peaks.MeanHour + 4 * Math.Sqrt(3 * peaks.MeanHour), $"seed {seed}: {peaks}");
    }

    [Fact]
    public void The_same_year_again_is_the_same()
    {
        ulong Run() => Rehearsal.Run(RehearsalPlan.Year(60, 5), new MemoryJournal(), SamplePrograms.Default).Hash;
        Assert.Equal(Run(), Run());
    }
}
