using System.Net.ServerSentEvents;
using System.Text.Json;
using LeadGrains.Store;

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
        var streams = new EventStreams(StreamsMax, LookEvery) { AtOnceMax = PageMax };
        api.MapGet("/events", (HttpContext http, long? after, int? size) =>
        {
            if (!http.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase))
                return Results.Json(Page(context, after ?? 0, Math.Clamp(size ?? PageMax, 1, PageMax)), ApiJson.Options);
            var known = EventStreams.LastId(http) ?? after ?? 0; // a browser that lost the connection says where it was
            return streams.Open(http, () =>
            {
                var lines = Lines(context, known, PageMax);
                if (lines.Count > 0) known = lines[^1].Entry.Seq;
                return [.. lines.Select(Item)];
            });
        }).Needs(Right.Watch).WithTags("events").WithSummary("What happened after a number, in order; with Accept: text/event-stream it goes on as it happens.").Produces<EventPage>();
    }

    private static EventPage Page(ApiContext context, long after, int size)
    {
        var lines = Lines(context, after, size);
        return new EventPage([.. lines.Select(l => EntryView.Of(l.Entry, l.LeadId))], lines.Count > 0 ? lines[^1].Entry.Seq : after);
    }

    // A connection for the look only: readers are many.
    private static IReadOnlyList<EntryLine> Lines(ApiContext context, long after, int size)
    {
        using var views = context.Read();
        return views.EventsAfter(after, size);
    }

    private static SseItem<string> Item(EntryLine line) =>
        new(JsonSerializer.Serialize(EntryView.Of(line.Entry, line.LeadId), ApiJson.Options)) { EventId = line.Entry.Seq.ToString("D", null) };
}
