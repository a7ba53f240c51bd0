using System.Net;

namespace LeadGrains.Web;

/// <summary>
/// Where a browser keeps its session: read by no script, sent to nobody else. Lax and not Strict, since a link in a mail must arrive
/// signed in; whatever changes anything is a POST, which Lax never sends along from elsewhere.
/// </summary>
internal static class SessionCookie
{
    // A browser takes a __Host- cookie only encrypted and from this very host (RFC 6265bis §4.1.3.2), so no neighbour's can take its place.
    private const string Encrypted = "__Host-leadgrains", Plain = "leadgrains";

    /// <summary>The token; null when there is none.</summary>
    public static string? Read(HttpContext http) => http.Request.Cookies[NameFor(http)] is { Length: > 0 and <= Secrets.CharsMax } token ? token : null;

    public static void Set(HttpContext http, string token) => http.Response.Cookies.Append(NameFor(http), token, Options(http, SignInLimits.SessionFor));

    public static void Clear(HttpContext http) => http.Response.Cookies.Append(NameFor(http), "", Options(http, TimeSpan.Zero));

    /// <summary>May a session travel here? Unencrypted only on this machine.</summary>
    public static bool IsSafe(HttpContext http) => IsEncrypted(http) || IsThisMachine(http.Request.Host.Host);

    // Whoever lies about the proxy's header only loses their own cookie.
    private static bool IsEncrypted(HttpContext http) => http.Request.IsHttps
        || http.Request.Headers["X-Forwarded-Proto"].ToString().Split(',')[^1].Trim().Equals("https", StringComparison.OrdinalIgnoreCase);

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static string NameFor(HttpContext http) => IsEncrypted(http) ? Encrypted : Plain;

    private static CookieOptions Options(HttpContext http, TimeSpan age) => new()
    {
        HttpOnly = true,
        Secure = IsEncrypted(http),
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = age,
        IsEssential = true,
    };
}
