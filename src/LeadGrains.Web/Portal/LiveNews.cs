using System.Net.ServerSentEvents;

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
        var streams = new EventStreams(StreamsMax, LookEvery) { StreamFor = StreamFor };
        portal.MapGet("/live", (HttpContext http) =>
        {
            // A browser that comes back says what it knew; what happened between two streams is news too.
            var known = EventStreams.LastId(http) ?? LastSeq(context);
            return streams.Open(http, () =>
            {
                var seq = LastSeq(context);
                if (seq <= known) return [];
                known = seq;
                return [new SseItem<string>("changed") { EventId = seq.ToString("D", null), ReconnectionInterval = TimeSpan.FromSeconds(1) }];
            });
        }).Needs(Right.Enter);
    }

    // A connection for the look only: pages that stand open are many.
    private static long LastSeq(ApiContext context)
    {
        using var views = context.Read();
        return views.LastSeq();
    }
}
