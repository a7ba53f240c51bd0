namespace LeadGrains.Engine;

/// <summary>
/// How much a courier carries at once and to one domain. Large receivers turn away who comes with too much at a time,
/// and remember it; what waits for its domain is not dropped and keeps nobody else waiting.
/// </summary>
public sealed record SendingLimits
{
    /// <summary>As much as the engine's own limits and the program's pace allow.</summary>
    public static readonly SendingLimits None = new();

    /// <summary>
    /// Parcels on their way at once: no more than a server's connections, since each may end in doubt when the process
    /// dies. 1 to 1,000; null for no limit of its own.
    /// </summary>
    public int? AtOnceMax { get; init; }

    /// <summary>For a domain without its own; null for no limit.</summary>
    public DomainLimit? PerDomain { get; init; }

    /// <summary>Domains with their own, in lower case.</summary>
    public IReadOnlyDictionary<string, DomainLimit> Domains { get; init; } = new Dictionary<string, DomainLimit>();

    /// <summary>A domain's limit, or null where there is none.</summary>
    public DomainLimit? Of(string domain) => Domains.TryGetValue(domain, out var own) ? own : PerDomain;
}

/// <summary>What one recipient domain gets.</summary>
/// <param name="PerMinuteMax">Mails a minute; 1 to 100,000.</param>
/// <param name="AtOnceMax">Mails on their way at once; 1 to 1,000.</param>
public readonly record struct DomainLimit(int PerMinuteMax, int AtOnceMax);
