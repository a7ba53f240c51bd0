using System.Net.ServerSentEvents;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadGrains.Web.Portal;

/// <summary>
/// <c>GET /portal/live</c> tells an open page that something has changed, and not what: the page looks again, and sees what
/// its reader may see. A stream ends soon and the browser asks for the next, so that nobody hears news after they were
/// signed out.
/// </summary>
internal static class LiveNews
{
    /// <summary>Streams at once; who gets none has a page that stands still.</summary>
    public const int StreamsMax = 1_000;

    /// <summary>A stream looks for news so often; a look is one read of an index.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a stream lasts: half of the 30 s within which a sign-out must hold (RELIABILITY.md, 19).</summary>
    public static readonly TimeSpan StreamFor = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder portal, ApiContext context)
    {
        var streams = 0;
        portal.MapGet("/live", (HttpContext http) =>
        {
            if (Interlocked.Increment(ref streams) <= StreamsMax)
                return TypedResults.ServerSentEvents(Stream(context, http, () => Interlocked.Decrement(ref streams)));
            Interlocked.Decrement(ref streams);
            return (IResult)new ApiProblem(503, "Busy", $"{StreamsMax} pages listen already.") { RetryAfter = TimeSpan.FromSeconds(30) };
        }).Needs(Right.Enter);
    }

    // A connection for the look only: pages that stand open are many.
    private static long LastSeq(ApiContext context)
    {
        using var views = context.Read();
        return views.LastSeq();
    }

    private static async IAsyncEnumerable<SseItem<string>> Stream(ApiContext context, HttpContext http, Action ended)
    {
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var since = TimeProvider.System.GetTimestamp(); // a connection lives in real time, whatever the house's clock says
        // A browser that comes back says what it knew; what happened between two streams is news too.
        var known = long.TryParse(http.Request.Headers["Last-Event-ID"], out var last) ? last : LastSeq(context);
        try
        {
            await http.Response.Body.FlushAsync(http.RequestAborted);
            while (!http.RequestAborted.IsCancellationRequested && !stopping.IsCancellationRequested && TimeProvider.System.GetElapsedTime(since) < StreamFor)
            {
                if (LastSeq(context) is var seq && seq > known)
                {
                    known = seq;
                    yield return new SseItem<string>("changed") { EventId = known.ToString("D", null), ReconnectionInterval = TimeSpan.FromSeconds(1) };
                }
                await Task.Delay(LookEvery, CancellationToken.None);
            }
        }
        finally
        {
            ended();
        }
    }
}
