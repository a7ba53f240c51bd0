namespace LeadGrains.Engine;

/// <summary>Every bound of the embedded engine, with its default and range.</summary>
public sealed record EngineLimits
{
    /// <summary>Commands that may wait; a further one is answered "busy". 16 to 1,000,000.</summary>
    public int MailboxCommandsMax { get; init; } = 8_192;

    /// <summary>Commands decided before one commit: more costs latency, fewer throughput. 1 to 10,000.</summary>
    public int BatchCommandsMax { get; init; } = 512;

    /// <summary>Alarms handled in one turn beside the commands. 1 to 10,000.</summary>
    public int BatchAlarmsMax { get; init; } = 512;

    /// <summary>Messages between actors that one command may lead to; beyond it the command is refused. 10 to 1,000,000.</summary>
    public int CascadeMessagesMax { get; init; } = 20_000;

    /// <summary>Leads kept in memory after use, about 5 KB each. 100 to 10,000,000.</summary>
    public int CachedLeadsMax { get; init; } = 8_000;

    /// <summary>Parcels on their way at once. 1 to 1,000.</summary>
    public int ParcelsUnderWayMax { get; init; } = 64;

    /// <summary>How long a refused caller should wait before trying again.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a full disk is given before it is tried again.</summary>
    public TimeSpan RetryWhenFullAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A planted lie, so that the test that looks for it can be seen to fail: answers come before the commit.</summary>
    internal bool AnswerBeforeCommit { get; init; }
}
