using LeadGrains.Contract;
using LeadGrains.Lifecycle;

namespace LeadGrains.ClusterCrash;

/// <summary>The small program for tests in real time: some seconds after an inquiry an alarm starts the nurture, and a touch leaves, at any hour.</summary>
public static class Haste
{
    public static readonly TimeSpan StartAfter = TimeSpan.FromSeconds(10);

    public static readonly Lifecycle.Program Program = After(StartAfter);

    public static Lifecycle.Program After(TimeSpan span) => SmallProgram.Program with
    {
        Cadence = SmallProgram.Program.Cadence with { StartAfter = span, Hours = WorkingHours.Always, MailsPerMinuteMax = 6_000 },
    };
}
