using LeadGrains.Contract;

namespace LeadGrains.ClusterCrash;

/// <summary>The small program for tests in real time: an inquiry is nurtured after half a minute, by an alarm.</summary>
public static class Haste
{
    public static readonly TimeSpan StartAfter = TimeSpan.FromSeconds(30);

    public static readonly Lifecycle.Program Program = SmallProgram.Program with { Cadence = SmallProgram.Program.Cadence with { StartAfter = StartAfter } };
}
