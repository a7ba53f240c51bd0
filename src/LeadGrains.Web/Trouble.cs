using LeadGrains.Engine;

namespace LeadGrains.Web;

/// <summary>What becomes of what was thrown: an answer without details, and a line for the operator.</summary>
internal static class Trouble
{
    /// <summary>Wraps everything behind it.</summary>
    public static Func<HttpContext, RequestDelegate, Task> Catch(Action<string> complain) => async (http, next) =>
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = StatusOf(e);
            if (e is BadHttpRequestException bad) http.Items[ApiProblem.DetailItem] = Faults(bad);
            if (http.Response.StatusCode == StatusCodes.Status503ServiceUnavailable) http.Response.Headers.RetryAfter = "30";
            if (http.Response.StatusCode == StatusCodes.Status500InternalServerError)
                complain($"web: {e.GetType().Name} at {http.Request.Method} {Route(http)}");
        }
    };

    /// <summary>While a body is read, what breaks is the sender's: such as chunks with sizes that are none.</summary>
    public static async Task Reading(Task reading)
    {
        try
        {
            await reading;
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The body can't be read to its end.", e);
        }
    }

    private static int StatusOf(Exception thrown) => thrown switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        InvalidDataException => StatusCodes.Status400BadRequest, // a form beyond its bounds
        EngineStoppedException or TimeoutException or System.Data.Common.DbException { IsTransient: true } => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    // The place of the fault and not the whole text, which names our types.
    private static string? Faults(BadHttpRequestException thrown) => thrown.InnerException switch
    {
        System.Text.Json.JsonException { Path: { } path } => path.Length > 1 ? $"The JSON isn't as it should be at {path}: there is no such field, or it takes other values; /docs says which." : "The body is no JSON, or not an object.",
        System.Text.Json.JsonException => "The body is no JSON of this kind.",
        _ => null,
    };

    // The pattern and not the path: a path may hold somebody's token.
    private static string Route(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "an unknown path";
}
