using System.Text.Json;

namespace LeadGrains.Client.Tests;

/// <summary><c>leadgrains health</c>, by which a container knows how it is.</summary>
public sealed class HealthTests : IDisposable
{
    private const int Terminate = 15;
    private readonly Place _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void It_is_well_while_serve_runs_and_not_afterwards()
    {
        _place.Fine("init");
        using var serve = _place.Start("serve", "--json");
        var listening = JsonDocument.Parse(serve.StandardOutput.ReadLine()!).RootElement.GetProperty("listening")[0].GetString()!;
        Assert.Equal("Well.\n", _place.Fine("health", "--url", $"{listening}/health/ready").Out);
        Assert.Contains("answers 404", _place.Run("health", "--url", $"{listening}/no-such-page").Out, StringComparison.Ordinal);
        Place.Signal(serve, Terminate);
        Assert.Equal(0, Place.End(serve).Exit);
        var gone = _place.Run("health", "--url", $"{listening}/health/ready", "--json");
        Assert.Equal((1, false), (gone.Exit, gone.Json.GetProperty("well").GetBoolean()));
        _place.Run("health", "--url", "nonsense").WithCleanError(2);
    }
}
