using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LeadGrains.Web;

/// <summary>
/// Hands metrics and traces to whoever collects them, by OTLP. Where to, how and how often say the usual variables of OpenTelemetry;
/// without an endpoint there is none. Disposed, it has handed over what it had.
/// </summary>
public sealed class TelemetryExport : IDisposable
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "LeadGrains";

    /// <summary>Where to; unset, nothing is exported.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private readonly MeterProvider _metrics;
    private readonly TracerProvider _traces;

    private TelemetryExport(string[] meters, string[] sources)
    {
        // What the environment says of the service comes last, so that it wins.
        var service = ResourceBuilder.CreateEmpty()
            .AddService("leadgrains", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3)).AddTelemetrySdk().AddEnvironmentVariableDetector();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(service).AddMeter([Name, .. meters]).AddOtlpExporter().Build();
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(service).AddSource([Name, .. sources]).AddOtlpExporter().Build();
    }

    /// <summary>The export that the environment asks for, or null.</summary>
    /// <param name="meters">Exported beside ours, by name; so are <paramref name="sources"/> of spans.</param>
    public static TelemetryExport? FromEnvironment(Func<string, string?> variable, string[]? meters = null, string[]? sources = null) =>
        string.IsNullOrWhiteSpace(variable(EndpointVariable)) ? null : new TelemetryExport(meters ?? [], sources ?? []);

    public void Dispose()
    {
        _traces.Dispose();
        _metrics.Dispose();
    }
}
