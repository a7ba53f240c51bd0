using System.Diagnostics;
using System.Text.Json;

namespace LeadGrains.Web;

/// <summary>
/// The finest log there is: every span as one line of JSON with its kind, the lead's id and how long it took. It can't name a
/// person, hold a token or a key, since spans don't. Disposed, it is silent. Thread-safe.
/// </summary>
public sealed class TraceLines : IDisposable
{
    /// <summary>With this set to <c>trace</c> the command line writes them to stderr.</summary>
    public const string Variable = "LEADGRAINS_LOG", Trace = "trace";

    private readonly ActivityListener _listener;

    /// <param name="line">Takes one line, from any thread.</param>
    public TraceLines(Action<string> line)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TelemetryExport.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => line(Line(span)),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The lines that the environment asks for, or null.</summary>
    public static TraceLines? FromEnvironment(Func<string, string?> variable, Action<string> line) =>
        string.Equals(variable(Variable), Trace, StringComparison.OrdinalIgnoreCase) ? new TraceLines(line) : null;

    public void Dispose() => _listener.Dispose();

    private static string Line(Activity span)
    {
        var fields = new Dictionary<string, object?>
        {
            ["at"] = span.StartTimeUtc.ToString("O", null),
            ["level"] = Trace,
            ["span"] = span.OperationName,
            ["ms"] = Math.Round(span.Duration.TotalMilliseconds, 3),
            ["trace"] = span.TraceId.ToString(),
            ["id"] = span.SpanId.ToString(),
        };
        foreach (var (name, value) in span.TagObjects) fields[name] = value;
        var links = span.Links.Select(l => l.Context.SpanId.ToString()).ToList();
        if (links.Count > 0) fields["links"] = links;
        return JsonSerializer.Serialize(fields);
    }
}
