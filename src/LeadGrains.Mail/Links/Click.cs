namespace LeadGrains.Mail;

/// <summary>A link that was followed, as the web saw it.</summary>
/// <param name="Method">Of the request.</param>
/// <param name="MadeAt">When the mail was made.</param>
/// <param name="At">When it was followed.</param>
public sealed record Click(string Method, Moment MadeAt, Moment At)
{
    /// <summary>The <c>User-Agent</c>; empty where nothing was said.</summary>
    public string Agent { get; init; } = "";

    /// <summary><c>Sec-Purpose</c>, <c>Purpose</c>, <c>X-Purpose</c> and <c>X-Moz</c>, whichever were sent.</summary>
    public string Purpose { get; init; } = "";

    /// <summary><c>Sec-Fetch-Site</c>: browsers send it, and our own page asks from the same origin.</summary>
    public string FetchSite { get; init; } = "";

    /// <summary>Different links of the same touch that were asked for within <see cref="ClickRules.BurstWithin"/>, this
    /// one included.</summary>
    public int LinksAtOnce { get; init; } = 1;
}

/// <summary>Whose click it was, and why we think so.</summary>
/// <param name="Scanner">What gave a machine away; null when it was a person, as far as one can tell.</param>
public readonly record struct ClickVerdict(string? Scanner)
{
    public bool IsPerson => Scanner is null;
}

/// <summary>
/// Tells people from the scanners of mail gateways, previews and prefetching browsers. In doubt it is a machine: a click
/// too few costs a few points, a click too many calls somebody who never read the mail. Pure.
/// </summary>
public static class ClickRules
{
    /// <summary>Gateways follow links while they deliver; nobody reads a mail this soon after it was made.</summary>
    public static readonly TimeSpan TooSoon = TimeSpan.FromSeconds(20);

    /// <summary>Links of one mail that are followed within this time are followed together.</summary>
    public static readonly TimeSpan BurstWithin = TimeSpan.FromSeconds(4);

    /// <summary>As many different links at once a person doesn't follow.</summary>
    public const int LinksAtOnceMin = 2;

    // Gateways and previews that name themselves; "bot", "crawl" and "spider" find most of the others.
    private static readonly string[] Machines =
    [
        "bot", "crawl", "spider", "preview", "scan", "headless", "phantomjs", "prefetch", "barracuda", "proofpoint", "mimecast",
        "symantec", "cloudmark", "fireeye", "trendmicro", "zscaler", "googleimageproxy", "facebookexternalhit", "whatsapp",
        "curl/", "wget/", "python", "go-http-client", "java/", "libwww", "okhttp", "httpclient", "axios", "node-fetch", "ruby",
    ];

#pragma warning disable format // one row per rule, in columns
    /// <summary>Whose click it was.</summary>
    public static ClickVerdict Judge(Click click) => new(click switch
    {
        { Method: not "POST" }                         => "it only looked, and didn't act",
        { Purpose.Length: > 0 }                        => "it was fetched ahead of any click",
        { FetchSite: not ("" or "same-origin") }       => "it didn't come from our page",
        { Agent.Length: 0 }                            => "it didn't say what it is",
        _ when Machine(click.Agent) is { } name        => $"it calls itself {name}",
        _ when click.At < click.MadeAt + TooSoon       => $"it came within {TooSoon.TotalSeconds:0} s of the mail",
        { LinksAtOnce: >= LinksAtOnceMin }             => "several links were followed at once",
        _                                              => null,
    });
#pragma warning restore format

    private static string? Machine(string agent) =>
        Machines.FirstOrDefault(name => agent.Contains(name, StringComparison.OrdinalIgnoreCase))?.TrimEnd('/');
}
