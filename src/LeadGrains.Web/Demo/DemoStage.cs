using LeadGrains.Engine;

namespace LeadGrains.Web;

/// <summary>What a demo has and a house in earnest never has: a clock that its visitors adjust, and people whom they can be.</summary>
public sealed record DemoStage(RunningClock Clock)
{
    /// <summary>Who can be chosen; null: nobody, and whoever comes needs a key.</summary>
    public DemoDoor? Door { get; init; }
}
