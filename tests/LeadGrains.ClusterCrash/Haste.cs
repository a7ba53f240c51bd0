using LeadGrains.Contract;

namespace LeadGrains.ClusterCrash;

/// <summary>The small program for tests in real time: an inquiry is nurtured after half a minute, by an alarm.</summary>
public static class Haste
{
    public static readonly TimeSpan StartAfter = TimeSpan.FromSeconds(30);

    public static readonly Lifecycle.Program Program = After(StartAfter);

    public static Lifecycle.Program After(TimeSpan span) => SmallProgram.Program with { Cadence = SmallProgram.Program.Cadence with { StartAfter = span } };
}
