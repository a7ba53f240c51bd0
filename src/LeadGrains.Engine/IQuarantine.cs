using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Engine;

/// <summary>
/// Where inquiries wait until somebody has looked at them (I8). Each answer comes when it is durable; a release is one
/// transaction with the inquiry it becomes. Thread-safe.
/// </summary>
public interface IQuarantine
{
    /// <summary>Keeps one. The same again changes nothing. Busy when it is full: nothing is ever pushed out by what comes later.</summary>
    /// <param name="limits">How many, and for how long.</param>
    Task<Reply> Quarantine(Quarantined inquiry, QuarantineLimits limits, CancellationToken cancel = default);

    /// <summary>Lets one become a lead, asked when it arrived. Refused when there is none of this number, or the lead refuses it.</summary>
    /// <param name="better">How the person can be reached, where that was found out; null: as it came.</param>
    Task<Reply> Release(long number, Identity? better, string by, CancellationToken cancel = default);

    /// <summary>Throws some away for good, and counts them. The version of the answer says how many there were.</summary>
    Task<Reply> Purge(IReadOnlyCollection<long> numbers, CancellationToken cancel = default);
}

/// <summary>How much the quarantine holds.</summary>
/// <param name="ItemsMax">Kept at most.</param>
/// <param name="KeepFor">Older ones are purged, and counted, when another comes.</param>
public sealed record QuarantineLimits(int ItemsMax, TimeSpan KeepFor)
{
    /// <summary>Purged in one go for their age.</summary>
    public const int AgedAtOnceMax = 200;

    /// <summary>The setting that counts what was ever purged.</summary>
    public const string PurgedSetting = "quarantine.purged";
}
