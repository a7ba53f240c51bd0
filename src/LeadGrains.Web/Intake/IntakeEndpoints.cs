using LeadGrains.Intake;
using Microsoft.AspNetCore.Http.Features;

namespace LeadGrains.Web;

/// <summary>
/// <c>/in/…</c>: bytes and headers to <see cref="IntakeDoor"/>, its answer back. What stands before a door is the door's
/// own: a signature, a key of the platform, or one of ours; forms that anybody may send are bounded by sender and person.
/// </summary>
internal static class IntakeEndpoints
{
    /// <summary>Headers that some door reads.</summary>
    private static readonly string[] Read = ["accept", "idempotency-key", "referer", "x-hub-signature-256"];

    private static readonly string[] Patterns =
    [
        "form/{name}", "salesforce", "google", "meta", "linkedin", "adf", "csv", "json",
        "hubspot/submissions/v3/integration/submit/{portal}/{form}", "hubspot/submissions/v3/integration/secure/submit/{portal}/{form}",
        "hubspot/uploads/form/v2/{portal}/{form}",
    ];

    private static readonly string[] Open = [HttpMethods.Post, HttpMethods.Options], Closed = [HttpMethods.Post];

    public static void Map(IEndpointRouteBuilder web, IntakeDoor door, WebHouse house)
    {
        foreach (var pattern in Patterns)
        {
            var isOpen = Doorways.GuardOf(pattern) != DoorGuard.Key;
            var endpoint = web.MapMethods("/in/" + pattern, pattern == "meta" ? [HttpMethods.Get, HttpMethods.Post] : isOpen ? Open : Closed, http => Take(http, door, house)).ExcludeFromDescription();
            if (isOpen) endpoint.AllowAnonymous();
            else endpoint.Needs(Right.Inquire);
        }
    }

    private static async Task Take(HttpContext http, IntakeDoor door, WebHouse house)
    {
        var path = http.Request.Path.Value!["/in/".Length..].TrimEnd('/');
        if (Doorways.GuardOf(path) == DoorGuard.Nobody) AllowOtherPages(http.Response.Headers);
        if (HttpMethods.IsOptions(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        var bytesMax = path == "csv" ? IntakeLimits.CsvBytesMax : IntakeLimits.BodyBytesMax;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = bytesMax;
        using var body = new MemoryStream();
        await Trouble.Reading(http.Request.Body.CopyToAsync(body, http.RequestAborted));
        var reply = await door.Take(new IntakeRequest(http.Request.Method.ToUpperInvariant(), path, body.GetBuffer().AsMemory(0, (int)body.Length), house.Now)
        {
            ContentType = http.Request.ContentType ?? "",
            Query = http.Request.QueryString.Value ?? "",
            Headers = Read.Where(http.Request.Headers.ContainsKey).ToDictionary(name => name, name => http.Request.Headers[name].ToString()),
            Sender = ClientAddress.Of(http),
            IsTrusted = Caller.Of(http.User)?.May(Right.Inquire) is true,
        }, http.RequestAborted);
        await Answer(http.Response, reply);
    }

    private static async Task Answer(HttpResponse response, IntakeReply reply)
    {
        response.StatusCode = reply.Status;
        if (reply.RetryAfter is { } wait) response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString("D", null);
        if (reply.RedirectTo is { } next) response.Headers.Location = next;
        // Our own short pages have their few styles on their elements.
        if (reply.ContentType?.StartsWith("text/html", StringComparison.Ordinal) is true)
            response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        if (reply.ContentType is null) return;
        response.ContentType = reply.ContentType;
        await response.WriteAsync(reply.Body);
    }

    // A form stands on another site, and its script reads the answer. No cookie is ever looked at, so any site may.
    private static void AllowOtherPages(IHeaderDictionary headers)
    {
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlAllowMethods = "POST, OPTIONS";
        headers.AccessControlAllowHeaders = "Content-Type, Idempotency-Key";
        headers.AccessControlMaxAge = "86400";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }
}
