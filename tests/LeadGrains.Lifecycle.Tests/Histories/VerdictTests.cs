namespace LeadGrains.Lifecycle.Tests.Histories;

using static Sample;

/// <summary>Q2: every verdict can be made again from what was recorded, with the version it is stamped with.</summary>
public sealed class VerdictTests
{
    private const int Histories = 150, Steps = 120;

    [Fact]
    public void The_recorded_facts_at_the_recorded_instant_give_the_recorded_verdict()
    {
        var verdicts = 0;
        for (var seed = 1; seed <= Histories; seed++)
        {
            var world = new World(seed);
            for (var step = 0; step < Steps; step++)
            {
                world.Pass(Hours(world.Random.Next(60)));
                Doings.Something(world);
                foreach (var (before, happened, _, at) in world.Happened)
                {
                    var (verdict, judgedAt, byHand) = happened switch
                    {
                        Scored e => (e.Verdict, e.At, false),
                        Qualified e => (e.Verdict, e.At, e.ByHand),
                        _ => (null, at, false),
                    };
                    if (verdict is null) continue;
                    verdicts++;
                    var again = Scoring.Judge(before, judgedAt, world.Program);
                    if (byHand) again = again with { Route = verdict.Route, Because = verdict.Because };
                    Assert.True(Same(verdict, again), $"seed {seed}, step {step}: {verdict} became {again}");
                    var taken = Scoring.Rules(before, judgedAt, world.Program).SingleOrDefault(r => r.IsTaken);
                    Assert.True(byHand || (taken?.Rule.Route ?? Route.NeedNurturing) == verdict.Route, $"seed {seed}, step {step}: the rules say {taken}");
                }
                world.Happened.Clear();
            }
        }
        Assert.True(verdicts > Histories * 10, $"only {verdicts} verdicts");
    }

    private static bool Same(Verdict a, Verdict b) => a.Trace.SequenceEqual(b.Trace) && (a with { Trace = b.Trace }) == b;
}
