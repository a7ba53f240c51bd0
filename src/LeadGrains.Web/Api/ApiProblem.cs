using System.Text.Json;
using LeadGrains.Engine;
using Microsoft.AspNetCore.WebUtilities;

namespace LeadGrains.Web;

/// <summary>What went wrong, as every answer of the API says it (RFC 9457).</summary>
/// <param name="Title">The same for the same kind.</param>
/// <param name="Detail">For a person, about this very request; null when there is nothing to add.</param>
internal sealed record ApiProblem(int Status, string Title, string? Detail = null) : IResult
{
    public const string ContentType = "application/problem+json";

    /// <summary>Every fault of bad input.</summary>
    public IReadOnlyList<string>? Faults { get; init; }

    /// <summary>When to try again.</summary>
    public TimeSpan? RetryAfter { get; init; }

#pragma warning disable format // one row per kind, in columns
    public static ApiProblem BadInput(params IReadOnlyList<string> faults) => new(400, "Bad input", faults.Count == 1 ? faults[0] : null) { Faults = faults };
    public static ApiProblem NotFound                                      => new(404, "Not found", "There is none, or it isn't yours.");
    public static ApiProblem Forbidden                                     => new(403, "Forbidden", "This key may not do that.");
    public static ApiProblem VersionNeeded                                 => new(428, "Precondition required", "Say with If-Match which version you saw; * takes any.");

    /// <summary>What a reply that isn't fine is.</summary>
    public static ApiProblem Of(Reply reply) => reply.Kind switch
    {
        ReplyKind.Outdated => new(412, "Outdated", reply.Words),
        ReplyKind.Busy     => new(503, "Busy",     reply.Words) { RetryAfter = reply.RetryAfter },
        _                  => new(409, "Refused",  reply.Words),
    };
#pragma warning restore format

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = ContentType;
        if (RetryAfter is { } wait) response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString("D", null);
        var body = Body();
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method)) await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    /// <summary>As it is sent.</summary>
    public byte[] Body() => JsonSerializer.SerializeToUtf8Bytes(new { Title, Status, Detail, Faults }, ApiJson.Options);

    /// <summary>An error that has no words yet gets some: wherever under the API it came from.</summary>
    public static async Task Fill(HttpContext http, RequestDelegate next)
    {
        await next(http);
        var response = http.Response;
        if (response.StatusCode < 400 || response.HasStarted || response.ContentType is not null || response.ContentLength > 0) return;
        if (!http.Request.Path.StartsWithSegments("/api") && !http.Request.Path.StartsWithSegments("/health")
            && !http.Request.Path.StartsWithSegments("/in")) return;
        await new ApiProblem(response.StatusCode, ReasonPhrases.GetReasonPhrase(response.StatusCode), http.Items[DetailItem] as string ?? Usual(response.StatusCode)).ExecuteAsync(http);
    }

#pragma warning disable format // one row per status, in columns
    private static string? Usual(int status) => status switch
    {
        401 => "A key is needed, as Authorization: Bearer lg_…; 'leadgrains key add' makes one.",
        403 => Forbidden.Detail,
        415 => "Another Content-Type is expected, such as application/json; and nothing packed is read.",
        _   => null,
    };
#pragma warning restore format

    /// <summary>Where whoever knows the detail of an error leaves it.</summary>
    public const string DetailItem = "leadgrains.detail";
}
