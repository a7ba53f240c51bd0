using LeadGrains.Contract;
using LeadGrains.Lifecycle;

namespace LeadGrains.Engine.Tests;

public sealed class DomainPaceTests
{
    private static readonly Moment Now = SmallProgram.Monday;
    private static readonly SendingLimits Limits = new()
    {
        PerDomain = new DomainLimit(60, 2),
        Domains = new Dictionary<string, DomainLimit> { ["quick.example"] = new(600, 100) },
    };

    [Fact]
    public void Who_waits_gets_a_later_instant_than_the_one_before()
    {
        var pace = new DomainPace(Limits);
        Assert.Null(pace.Take("slow.example", Now));
        var waits = Enumerable.Range(0, 100).Select(_ => pace.Take("slow.example", Now)!.Value).ToList();
        Assert.Equal(Enumerable.Range(1, 100).Select(n => Now + TimeSpan.FromSeconds(n)), waits);
    }

    [Fact]
    public void Those_who_come_again_when_they_were_told_to_may_go()
    {
        var pace = new DomainPace(Limits);
        Assert.Null(pace.Take("slow.example", Now));
        var waits = Enumerable.Range(0, 30).Select(_ => pace.Take("slow.example", Now)!.Value).ToList();
        foreach (var at in waits)
        {
            pace.GiveBack("slow.example");
            Assert.Null(pace.Take("slow.example", at));
        }
    }

    [Fact]
    public void No_minute_has_more_than_the_domain_gets_and_another_domain_waits_for_nothing()
    {
        var pace = new DomainPace(Limits);
        var left = new List<Moment>();
        for (var at = Now; at < Now + TimeSpan.FromMinutes(10); at += TimeSpan.FromMilliseconds(50))
        {
            while (pace.Take("quick.example", at) is null)
            {
                left.Add(at);
                pace.GiveBack("quick.example");
            }
            Assert.Null(pace.Take($"other-{at.Milliseconds}.example", at));
        }
        Assert.InRange(left.Count, 5_990, 6_010);
        for (var minute = Now; minute < Now + TimeSpan.FromMinutes(9); minute += TimeSpan.FromSeconds(7))
            Assert.InRange(left.Count(at => at >= minute && at < minute + TimeSpan.FromMinutes(1)), 590, 610);
    }

    [Fact]
    public void As_many_are_under_way_as_the_domain_takes_at_once()
    {
        var pace = new DomainPace(new SendingLimits { PerDomain = new DomainLimit(100_000, 3) });
        for (var n = 0; n < 3; n++) Assert.Null(pace.Take("a.example", Now));
        Assert.NotNull(pace.Take("a.example", Now));
        pace.GiveBack("a.example");
        Assert.Null(pace.Take("a.example", Now));
    }
}
