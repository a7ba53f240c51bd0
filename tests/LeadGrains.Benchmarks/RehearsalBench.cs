using LeadGrains.Engine;
using LeadGrains.Mail;
using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Benchmarks;

/// <summary>Eighteen months of simulated leads: the pure core on the virtual clock, the journal in memory.</summary>
internal static class RehearsalBench
{
    public static void Run(Report report, string folder, int leads, int leadsOnFile)
    {
        Report.Say($"Rehearsal of {leads:N0} leads over eighteen months");
        var program = DefaultProgram.Load(ContentReader.Default.InDripOrder);
        var memory = Rehearsal.Run(new RehearsalPlan { Leads = leads }, new MemoryJournal(), program);
        report.Add(new Figure($"rehearsal of {leads:N0} leads, 18 months", memory.Elapsed.TotalSeconds, "s", leads == 100_000 ? 60 : null, AtLeast: false));
        report.Add(new Figure("rehearsal, journal entries per second", memory.Check.Entries / memory.Elapsed.TotalSeconds, "per s"));
        report.Add(new Figure("rehearsal, broken promises", memory.Check.Total, "found", 0, AtLeast: false));

        var inMemory = Rehearsal.Run(new RehearsalPlan { Leads = leadsOnFile }, new MemoryJournal(), program);
        var onFile = Rehearsal.Run(new RehearsalPlan { Leads = leadsOnFile }, SqliteJournal.Create(Path.Combine(folder, "rehearsal.db")), program);
        report.Add(new Figure($"same entries in memory and on a file, {leadsOnFile:N0} leads", inMemory.Hash == onFile.Hash ? 1 : 0, "1 = same", 1));
    }

    /// <summary>A year in which everything happens that can, judged from the journal and the messages.</summary>
    public static void Year(Report report, int leads)
    {
        Report.Say($"A hard year of {leads:N0} people");
        var year = Rehearsal.Run(RehearsalPlan.Year(leads), new MemoryJournal(), DefaultProgram.Load(ContentReader.Default.InDripOrder));
        var (check, peaks) = (year.Check, year.Check.Peaks!);
        report.Add(new Figure($"a hard year of {leads:N0} people", year.Elapsed.TotalSeconds, "s", leads == 100_000 ? 180 : null, AtLeast: false));
        report.Add(new Figure("year, messages that left", peaks.Messages, "messages"));
        report.Add(new Figure("year, broken promises", check.Total, "found", 0, AtLeast: false));
        report.Add(new Figure("year, busiest minute", peaks.BusiestMinute, "messages", 600, AtLeast: false));
        report.Add(new Figure("year, busiest hour over the mean", peaks.Peak, "times", leads == 100_000 ? 3 : null, AtLeast: false));
    }
}
