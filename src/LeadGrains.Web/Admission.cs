namespace LeadGrains.Web;

/// <summary>
/// How many inquiries are under way at once. A further one is turned away before anything of it is read, which costs a
/// tenth of taking it: so those that are under way end in time, however many knock. Thread-safe.
/// </summary>
internal sealed class Admission(int max = WebLimits.InquiriesUnderWayMax)
{
    private const string RetryAfterSeconds = "1";
    private static readonly object Mark = new();

    // Written once: what is said twenty thousand times a second must cost next to nothing.
    private readonly byte[] _busy = new ApiProblem(503, "Busy", $"{max} inquiries are under way already.").Body();
    private int _underWay;

    /// <summary>This endpoint takes inquiries.</summary>
    public static void Bounds(IEndpointConventionBuilder endpoint) => endpoint.WithMetadata(Mark);

    /// <summary>After routing, before anything that costs.</summary>
    public async Task Pass(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.Contains(Mark) is not true)
        {
            await next(http);
            return;
        }
        try
        {
            if (Interlocked.Increment(ref _underWay) <= max) await next(http);
            else await TurnAway(http.Response);
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
