using System.Net.ServerSentEvents;
using System.Text.Json;
using LeadGrains.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadGrains.Web;

/// <summary>Entries after a number.</summary>
/// <param name="Last">For <c>after</c> of the next question.</param>
public sealed record EventPage(IReadOnlyList<EntryView> Entries, long Last);

/// <summary><c>GET /api/events</c>: everything that happens, in one order, by asking again or as server-sent events.</summary>
internal static class Events
{
    /// <summary>Entries of one answer, and streams at once.</summary>
    public const int PageMax = 500, StreamsMax = 100;

    /// <summary>A stream looks for news so often; a look costs less than 0.1 ms.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    public static void Map(IEndpointRouteBuilder api, ApiContext context)
    {
        var streams = 0;
        api.MapGet("/events", (HttpContext http, long? after, int? size) =>
        {
            if (!http.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase))
                return Results.Json(Page(context, after ?? 0, Math.Clamp(size ?? PageMax, 1, PageMax)), ApiJson.Options);
            if (Interlocked.Increment(ref streams) > StreamsMax)
            {
                Interlocked.Decrement(ref streams);
                return new ApiProblem(503, "Busy", $"{StreamsMax} streams are open already.") { RetryAfter = TimeSpan.FromSeconds(30) };
            }
            // A browser that lost the connection says where it was.
            var from = long.TryParse(http.Request.Headers["Last-Event-ID"], out var last) ? last : after ?? 0;
            return TypedResults.ServerSentEvents(Stream(context, from, http, () => Interlocked.Decrement(ref streams)));
        }).Needs(Right.Watch).WithTags("events").WithSummary("What happened after a number, in order; with Accept: text/event-stream it goes on as it happens.").Produces<EventPage>();
    }

    private static EventPage Page(ApiContext context, long after, int size)
    {
        var lines = Lines(context, after, size);
        return new EventPage([.. lines.Select(l => EntryView.Of(l.Entry, l.LeadId))], lines.Count > 0 ? lines[^1].Entry.Seq : after);
    }

    private static IReadOnlyList<EntryLine> Lines(ApiContext context, long after, int size)
    {
        using var views = context.Read();
        return views.EventsAfter(after, size);
    }

    // Ends when the reader goes or the house closes.
    private static async IAsyncEnumerable<SseItem<string>> Stream(ApiContext context, long after, HttpContext http, Action ended)
    {
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            await http.Response.Body.FlushAsync(http.RequestAborted); // the reader knows at once that it is connected
            while (!http.RequestAborted.IsCancellationRequested && !stopping.IsCancellationRequested)
            {
                var lines = Lines(context, after, PageMax); // a connection for the look only: readers are many
                foreach (var line in lines)
                {
                    after = line.Entry.Seq;
                    var entry = JsonSerializer.Serialize(EntryView.Of(line.Entry, line.LeadId), ApiJson.Options);
                    yield return new SseItem<string>(entry) { EventId = after.ToString("D", null) };
                }
                if (lines.Count == 0) await Task.Delay(LookEvery, CancellationToken.None);
            }
        }
        finally
        {
            ended();
        }
    }
}
