using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports.Tests;

public class RehearsalTests
{
    private static readonly RehearsalPlan Small = new() { Seed = 7, Leads = 120, Months = 5 };

    [Fact]
    public void Two_thousand_leads_live_eighteen_months_without_one_broken_promise()
    {
        var plan = new RehearsalPlan { Seed = 1, Leads = 2_000 };
        var told = 0;
        var report = Rehearsal.Run(plan, new MemoryJournal(), SamplePrograms.Default, progress: p =>
        {
            told++;
            Assert.Equal(plan.EndAt, p.Done == 1 ? p.Now : plan.EndAt);
        });

        Assert.True(report.Check.IsClean, $"seed {plan.Seed}: " + string.Join('\n', report.Check.Examples));
        Assert.Equal(2_000, report.Check.Leads);
        Assert.Equal(2_000, report.Funnel.Stages.Values.Sum());
        Assert.InRange(report.Funnel.Funnel.Won, 50, 900);
        Assert.True(report.Check.LongestSilence <= SamplePrograms.Default.Cadence.SilenceMax);
        Assert.True(report.Check.ShortestGap >= SamplePrograms.Default.Cadence.GapMin);
        Assert.True(report.Offers.Declined > 0 && report.Offers.Expired > 0 && report.Offers.Withdrawn > 0);
        Assert.True(report.TouchesPerPerson!.Median > 3);
        Assert.Equal(report.Offers.Made, report.Owners.Sum(o => o.Offers));
        Assert.InRange(told, 100, 400);
    }

    [Fact]
    public void Memory_and_file_give_the_same_and_the_file_reads_back_the_same()
    {
        var folder = Directory.CreateTempSubdirectory("leadgrains-rehearsal-").FullName;
        try
        {
            var path = Path.Combine(folder, "rehearsal.db");
            var inMemory = Rehearsal.Run(Small, new MemoryJournal(), SamplePrograms.Default);
            var onFile = Rehearsal.Run(Small, SqliteJournal.Create(path), SamplePrograms.Default);
            Assert.Equal(inMemory.Hash, onFile.Hash);
            Assert.Equal(inMemory.Funnel.Funnel, onFile.Funnel.Funnel);
            Assert.True(inMemory.Check.IsClean, string.Join('\n', inMemory.Check.Examples));

            using var views = LeadViews.Open(path);
            using var hash = new EntryHash();
            var funnel = new FunnelReader();
            var check = JournalChecker.Check(Tapped(), SamplePrograms.Default, Small.EndAt);
            Assert.True(check.IsClean, string.Join('\n', check.Examples));
            Assert.Equal(inMemory.Check.Entries, check.Entries);
            Assert.Equal(inMemory.Hash, hash.Value);
            Assert.Equal(inMemory.Funnel.Funnel, funnel.Report().Funnel);
            var stages = views.Stages().Where(s => s.Count > 0).ToDictionary(s => s.Stage, s => (int)s.Count);
            Assert.Equal(inMemory.Funnel.Stages, stages);

            IEnumerable<Entry> Tapped()
            {
                foreach (var entry in views.Entries())
                {
                    hash.Add(entry);
                    funnel.Read(entry);
                    yield return entry;
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_same_seed_repeats_and_another_differs()
    {
        ulong Run(ulong seed) =>
            Rehearsal.Run(Small with { Seed = seed }, new MemoryJournal(), SamplePrograms.Default).Hash;
        var first = Run(3);
        Assert.Equal(first, Run(3));
        Assert.NotEqual(first, Run(4));
    }

    [Fact]
    public void A_rehearsal_can_be_stopped_and_wants_a_new_journal()
    {
        using var cancel = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Rehearsal.Run(
            Small, new MemoryJournal(), SamplePrograms.Default, progress: _ => cancel.Cancel(), cancel: cancel.Token));
        var journal = new MemoryJournal();
        Rehearsal.Run(Small with { Leads = 3, Months = 1 }, journal, SamplePrograms.Default);
        Assert.Throws<ArgumentException>(() => Rehearsal.Run(Small, journal, SamplePrograms.Default));
    }
}
