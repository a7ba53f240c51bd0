using System.Diagnostics;
using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;

namespace LeadGrains.Benchmarks;

/// <summary>Callers that tell an engine something and wait for each answer.</summary>
internal sealed class Load(ILeadEngine engine)
{
    private static readonly ConsentGiven Consent =
        new(Consents.EveryTopic, Channel.Email, new ConsentProof { Words = "Yes, please write to me about this.", Form = "contact" });
    private int _people;

    /// <summary>The ids of the leads it has made, by their number.</summary>
    public static LeadId Lead(int number) => SmallProgram.IdOf($"bench-{number}");

    public static Inquire Inquiry(int number) => new(
        Identity.Email($"bench-{number}@example.com"),
        new Origin { Source = "paid_search", Campaign = "spring-planning", Page = "https://example.com/planning", Offer = "checklist" },
        new Person { FirstName = "Ann", LastName = $"Example {number}", Company = $"Company {number % 5000}", Email = $"bench-{number}@example.com", Country = "DE" })
    {
        Facts = [new Telling("employees", $"{number % 900}"), new Telling("segment", "machine-shop")],
        Consents = [Consent],
    };

    /// <summary>New leads over a span: per second, and the latencies in milliseconds.</summary>
    public Task<Figures> NewLeads(int callers, TimeSpan span) =>
        Run(callers, span, 0, _ => { var n = Interlocked.Increment(ref _people); return engine.Tell(Lead(n), Inquiry(n)); });

    /// <summary>Commands on random leads of those made so far.</summary>
    public Task<Figures> Commands(int callers, TimeSpan span, double perSecond = 0) => Run(callers, span, perSecond, random =>
    {
        var lead = Lead(random.Next(_people) + 1);
        LeadCommand command = random.Next(3) switch
        {
            0 => new Engage(EngagementKind.Clicked, "planning-1"),
            1 => new Prefer(random.Next(7, 366), null),
            _ => new Answer([new Telling("timeline", random.Next(100).ToString(System.Globalization.CultureInfo.InvariantCulture))]),
        };
        return engine.Tell(lead, command);
    });

    /// <summary>Makes leads until there are so many.</summary>
    public async Task Fill(int leads)
    {
        while (_people < leads)
        {
            var from = _people;
            var to = Math.Min(leads, from + 4096);
            await Task.WhenAll(Enumerable.Range(from + 1, to - from).Select(n => engine.Tell(Lead(n), Inquiry(n))));
            _people = to;
        }
    }

    /// <summary>For a file that has its leads already.</summary>
    public void Know(int leads) => _people = leads;

    // With a rate, each caller starts its commands at fixed times, and waiting for a late start counts as latency.
    private static async Task<Figures> Run(int callers, TimeSpan span, double perSecond, Func<Random, Task<Reply>> tell)
    {
        var clock = Stopwatch.StartNew();
        var latencies = new List<double>[callers];
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller);
            var mine = latencies[caller] = new List<double>(4096);
            for (var n = 0; clock.Elapsed < span; n++)
            {
                var startMs = clock.Elapsed.TotalMilliseconds;
                if (perSecond > 0)
                {
                    startMs = (n + random.NextDouble()) * callers * 1000.0 / perSecond;
                    var wait = startMs - clock.Elapsed.TotalMilliseconds;
                    if (wait > 1) await Task.Delay(TimeSpan.FromMilliseconds(wait));
                }
                var reply = await tell(random);
                if (reply.Kind == ReplyKind.Busy) throw new InvalidOperationException("The engine was busy: fewer callers than its mailbox holds never see that.");
                mine.Add(clock.Elapsed.TotalMilliseconds - startMs);
            }
        })));
        var all = latencies.SelectMany(l => l).Order().ToList();
        return new Figures(all.Count / clock.Elapsed.TotalSeconds, At(0.5), At(0.99));

        double At(double part) => all.Count == 0 ? 0 : all[Math.Min(all.Count - 1, (int)(all.Count * part))];
    }
}

/// <summary>What was measured.</summary>
internal sealed record Figures(double PerSecond, double MedianMs, double P99Ms);
