using LeadGrains.Engine;

namespace LeadGrains.Web;

/// <summary>What a demo has and a house in earnest never has: a clock that its visitors adjust.</summary>
public sealed record DemoStage(RunningClock Clock);
