using System.Diagnostics;
using System.Net;

namespace LeadGrains.Benchmarks;

/// <summary>What a crowd was answered.</summary>
/// <param name="PerSecond">Answers of 2xx alone; the latencies are theirs too.</param>
/// <param name="Refused">429 and 503 with Retry-After.</param>
/// <param name="Wrong">Everything else: none may be.</param>
internal sealed record CrowdFigures(double PerSecond, double MedianMs, double P99Ms, long Fine, long Refused, long Wrong)
{
    public double RefusedPart => Fine + Refused == 0 ? 0 : (double)Refused / (Fine + Refused);
}

/// <summary>Connections that all ask at once, each again when it has its answer, or at a rate.</summary>
internal sealed class Crowd(Uri server)
{
    private readonly IPEndPoint _server = new(IPAddress.Loopback, server.Port);
    private int _number;

    /// <summary>Asks over a span.</summary>
    /// <param name="perSecond">
    /// Of all together; 0: as soon as they can. Each starts at fixed times, and waiting for a late start counts as latency.
    /// </param>
    /// <param name="make">A connection's own copy of what it sends.</param>
    /// <param name="hot">So many ask for <paramref name="hotMake"/> instead, and are not counted.</param>
    public async Task<CrowdFigures> Ask(int connections, TimeSpan span, Func<RequestText> make, double perSecond = 0, int hot = 0, Func<RequestText>? hotMake = null)
    {
        var open = new List<Connection>();
        try
        {
            for (var i = 0; i < connections; i++)
            {
                open.Add(new Connection(_server));
                await open[^1].Open();
            }
            var clock = Stopwatch.StartNew();
            var tallies = await Task.WhenAll(open.Select((c, i) => Task.Run(() => One(c, i < hot ? hotMake!() : make(), clock, span, perSecond / connections, i))));
            return Sum(tallies.Skip(hot), clock.Elapsed);
        }
        finally
        {
            foreach (var connection in open) connection.Dispose();
        }
    }

    private async Task<Tally> One(Connection connection, RequestText request, Stopwatch clock, TimeSpan span, double perSecond, int seed)
    {
        var (tally, random) = (new Tally(), new Random(seed));
        for (var n = 0; clock.Elapsed < span; n++)
        {
            var startMs = clock.Elapsed.TotalMilliseconds;
            if (perSecond > 0)
            {
                startMs = (n + random.NextDouble()) * 1000 / perSecond;
                if (startMs >= span.TotalMilliseconds) break;
                var wait = startMs - clock.Elapsed.TotalMilliseconds;
                if (wait > 1) await Task.Delay(TimeSpan.FromMilliseconds(wait));
            }
            var answer = await connection.Ask(request.With(Interlocked.Increment(ref _number)).Bytes);
            if (answer.Status is >= 200 and < 400) tally.FineMs.Add(clock.Elapsed.TotalMilliseconds - startMs);
            else if (answer is { Status: 429 or 503, HasRetryAfter: true }) tally.Refused++;
            else tally.Wrong++;
        }
        return tally;
    }

    private static CrowdFigures Sum(IEnumerable<Tally> tallies, TimeSpan elapsed)
    {
        var all = tallies.ToList();
        var ms = all.SelectMany(t => t.FineMs).Order().ToList();
        return new CrowdFigures(ms.Count / elapsed.TotalSeconds, At(0.5), At(0.99), ms.Count, all.Sum(t => t.Refused), all.Sum(t => t.Wrong));

        double At(double part) => ms.Count == 0 ? 0 : ms[Math.Min(ms.Count - 1, (int)(ms.Count * part))];
    }

    private sealed class Tally
    {
        public List<double> FineMs { get; } = new(4096);
        public long Refused { get; set; }
        public long Wrong { get; set; }
    }
}
