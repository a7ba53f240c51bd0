using LeadGrains.Intake;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Logging;

namespace LeadGrains.Web;

/// <summary>The one place that keeps other sites from acting in the name of whoever is signed in (CSRF). After authorisation.</summary>
internal static class PortalGuard
{
    /// <param name="publicAddress">Where people reach this house, when the settings say it.</param>
    public static Func<HttpContext, RequestDelegate, Task> Check(string? publicAddress, Func<Moment> now, ILogger log)
    {
        var crowd = new Crowd();
        return (http, next) => Check(http, next, publicAddress, () => crowd.Come(ClientAddress.Of(http) ?? "", SignInLimits.Window, now()) <= SignInLimits.MissesMax, log);
    }

    // Nobody fills the log with forms that are refused.
    private static async Task Check(HttpContext http, RequestDelegate next, string? publicAddress, Func<bool> isWorthALine, ILogger log)
    {
        if (!http.Request.Path.StartsWithSegments(PortalPath.Root))
        {
            await next(http);
            return;
        }
        // With no-referrer, browsers would hide the origin of our own forms from us (Fetch §3.2).
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        var refused = http.GetEndpoint() is not { } endpoint || HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) ? null
            : !IsFromHere(http, publicAddress) ? "it came from another site"
            // Signing in has no session to protect, and is held to its origin.
            : endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && !await SignedInRequest.HasFormToken(http) ? "it had no token of this session" : null;
        if (refused is null)
        {
            await next(http);
            return;
        }
        if (isWorthALine()) SignInLog.FormRefused(log, refused);
        await SignInPages.Told("Please try again", "This form didn't come from a page of this portal, or the page was too old. Nothing was changed.",
            PortalPath.Root, StatusCodes.Status403Forbidden).ExecuteAsync(http);
    }

    // As Go's CrossOriginProtection: browsers since 2023 say it; older ones send the origin along; what sends neither is no browser.
    private static bool IsFromHere(HttpContext http, string? publicAddress)
    {
        var (site, origin) = (http.Request.Headers["Sec-Fetch-Site"].ToString(), http.Request.Headers.Origin.ToString());
        if (site.Length > 0) return site is "same-origin" or "none";
        if (origin.Length == 0) return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && (from.Authority.Equals(http.Request.Host.Value, StringComparison.OrdinalIgnoreCase)
                || (Uri.TryCreate(publicAddress, UriKind.Absolute, out var home) && home.Authority == from.Authority && home.Scheme == from.Scheme));
    }
}
