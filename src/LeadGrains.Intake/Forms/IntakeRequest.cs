using System.Net;
using System.Text;
using LeadGrains.Lifecycle;

namespace LeadGrains.Intake;

/// <summary>A request as it arrived, without any framework.</summary>
/// <param name="Method">Such as <c>POST</c>, in upper case.</param>
/// <param name="Path">Below <c>/in/</c>, such as <c>form/contact</c>.</param>
/// <param name="Body">As it was sent; signatures are over these bytes.</param>
/// <param name="At">When it arrived.</param>
public sealed record IntakeRequest(string Method, string Path, ReadOnlyMemory<byte> Body, Moment At)
{
    private static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>();

    /// <summary>With its parameters; empty where none was sent.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>What follows the question mark.</summary>
    public string Query { get; init; } = "";

    /// <summary>By their names in lower case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = NoHeaders;

    /// <summary>The sender's IP address; null where it says nothing, as behind a proxy that hides it.</summary>
    public string? Sender { get; init; }

    /// <summary>Whoever sends it has shown a key of ours.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>The type alone, in lower case.</summary>
    internal string MediaType => ContentType.Split(';')[0].Trim().ToLowerInvariant();

    internal string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The value of a parameter of the query, or null.</summary>
    internal string? Parameter(string name)
    {
        foreach (var pair in Query.TrimStart('?').Split('&').Take(IntakeLimits.FieldsMax))
            if (pair.IndexOf('=') is > 0 and var at && WebUtility.UrlDecode(pair[..at]) == name) return WebUtility.UrlDecode(pair[(at + 1)..]);
        return null;
    }

    /// <summary>Is the answer for a browser, rather than for a program?</summary>
    internal bool IsFromBrowser => Header("accept")?.Contains("text/html", StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>The body as text of a strict UTF-8, without its mark; null where it isn't that.</summary>
    internal string? Text()
    {
        var bytes = Body.Span.StartsWith("\uFEFF"u8) ? Body.Span[3..] : Body.Span;
        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;
    }
}
