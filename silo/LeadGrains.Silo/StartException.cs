namespace LeadGrains.Silo;

/// <summary>Why a process of the cluster doesn't start, with the exit codes that <c>leadgrains</c> has for the same.</summary>
internal enum StartFault
{
    /// <summary>The command line or the environment is wrong.</summary>
    Usage = 2,

    /// <summary>A file that was read is wrong.</summary>
    BadInput = 3,

    /// <summary>The database can't be used: refused, not ours, or it keeps another program.</summary>
    DatabaseUnusable = 5,

    /// <summary>The database, or the cluster, doesn't answer; the same again later may do.</summary>
    Busy = 6,

    /// <summary>A mistake in LeadGrains.</summary>
    Internal = 70,
}

/// <summary>Something that keeps the process from starting, worded for a person.</summary>
internal sealed class StartException(StartFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public StartFault Fault { get; } = fault;

    /// <summary>Every fault found, each for one line below the message.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];
}
