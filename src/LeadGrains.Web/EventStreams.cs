using System.Globalization;
using System.Net.ServerSentEvents;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadGrains.Web;

/// <summary>
/// Server-sent events for many readers: each stream looks for news again and again, until its reader goes, its time is up or
/// the house closes. Thread-safe.
/// </summary>
/// <param name="streamsMax">Open at once; who comes then is told to come again.</param>
/// <param name="lookEvery">Between a look and the next.</param>
internal sealed class EventStreams(int streamsMax, TimeSpan lookEvery)
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(30);

    private int _open;

    /// <summary>How long a stream lasts.</summary>
    public TimeSpan StreamFor { get; init; } = TimeSpan.MaxValue;

    /// <summary>After a look that brought so many the next one comes at once: there is more.</summary>
    public int AtOnceMax { get; init; } = int.MaxValue;

    /// <summary>The number of the event that the reader had last, when they come again; else null.</summary>
    public static long? LastId(HttpContext http) => long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : null;

    /// <summary>Opens one.</summary>
    /// <param name="look">What is new since its last answer; asked by one thread at a time.</param>
    public IResult Open(HttpContext http, Func<IReadOnlyList<SseItem<string>>> look)
    {
        if (Interlocked.Increment(ref _open) <= streamsMax) return TypedResults.ServerSentEvents(Stream(http, look));
        Interlocked.Decrement(ref _open);
        return new ApiProblem(503, "Busy", $"{streamsMax} streams are open already.") { RetryAfter = AgainAfter };
    }

    private async IAsyncEnumerable<SseItem<string>> Stream(HttpContext http, Func<IReadOnlyList<SseItem<string>>> look)
    {
        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var since = TimeProvider.System.GetTimestamp(); // a connection lives in real time, whatever the house's clock says
        try
        {
            await http.Response.Body.FlushAsync(http.RequestAborted); // the reader knows at once that it is connected
            while (!http.RequestAborted.IsCancellationRequested && !stopping.IsCancellationRequested && TimeProvider.System.GetElapsedTime(since) < StreamFor)
            {
                var news = look();
                foreach (var item in news) yield return item;
                if (news.Count < AtOnceMax) await Task.Delay(lookEvery, CancellationToken.None);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
