namespace LeadGrains.Web;

/// <summary>
/// How many inquiries are under way at once. A further one is turned away before anything else is done for it: so those that are under
/// way end in time, however many knock. Stands first, and goes by the path alone, since even finding an endpoint and writing
/// headers costs what the others need. Thread-safe.
/// </summary>
internal sealed class Admission(int max = WebLimits.InquiriesUnderWayMax)
{
    private const string RetryAfterSeconds = "1";

    // Below these inquiries are handed in.
    private static readonly PathString[] Doors = ["/api/inquiries", "/in"];

    // Written once: what is said twenty thousand times a second must cost next to nothing.
    private readonly byte[] _busy = new ApiProblem(503, "Busy", $"{max} inquiries are under way already.").Body();
    private int _underWay;

    /// <summary>Does a request hand an inquiry in, if anything?</summary>
    public static bool IsInquiry(HttpRequest request) => HttpMethods.IsPost(request.Method) && Array.Exists(Doors, door => request.Path.StartsWithSegments(door));

    /// <summary>Lets a request pass, or turns it away.</summary>
    public Task Pass(HttpContext http, RequestDelegate next)
    {
        if (!IsInquiry(http.Request)) return next(http);
        if (Interlocked.Increment(ref _underWay) <= max) return Taken(http, next);
        Interlocked.Decrement(ref _underWay);
        return TurnAway(http.Response);
    }

    private async Task Taken(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private async Task TurnAway(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.ContentType = ApiProblem.ContentType;
        response.Headers.RetryAfter = RetryAfterSeconds;
        response.ContentLength = _busy.Length;
        await response.BodyWriter.WriteAsync(_busy);
    }
}
