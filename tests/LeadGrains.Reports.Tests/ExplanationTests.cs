using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports.Tests;

/// <summary>Q2: a verdict explains itself, and can be made again.</summary>
public sealed class ExplanationTests : IDisposable
{
    private static readonly Program Program = SamplePrograms.Default;
    private static readonly Moment Start = Moment.Utc(2026, 3, 2, 10);
    private static readonly Identity Ann = Identity.Email("ann@acme.example.com");
    private readonly List<Entry> _entries = [];
    private readonly SteppedEngine _engine;

    public ExplanationTests()
    {
        _engine = new SteppedEngine(new MemoryJournal(_entries.Add), Program, new Nobody(), Start);
        _engine.Do(LeadId.Of(Ann), new Inquire(Ann, new Origin { Source = "fair" }, new Person { Email = Ann.Value })
        {
            Facts = [new Telling("budget", "approved"), new Telling("role", "decides")],
        }, new Ticket(By: "form"));
        _engine.Commit();
    }

    public void Dispose() => _engine.Dispose();

    [Fact]
    public void Each_criterion_shows_the_fact_it_saw_who_told_it_and_its_points()
    {
        Tell(new Correct([new Telling("budget", "planned")]), "ines");
        var why = Explain()!;
        var budget = why.Criteria.Single(c => c.Fact == "budget");
        Assert.Equal(("planned", FactSource.Owner, 12, 20), (budget.Known!.Value, budget.Known.Source, budget.Points, budget.PointsMax));
        Assert.Null(why.Criteria.Single(c => c.Fact == "timeline").Known);
        Assert.Equal(why.Verdict.Score, why.Criteria.Sum(c => c.Points) + why.Engagement);
        Assert.Equal(("ines", true), (why.By, why.IsReproduced));
    }

    [Fact]
    public void The_rule_that_decided_is_marked_and_those_before_it_say_what_they_lacked()
    {
        Tell(new Answer([new Telling("need", "problem")]));
        var why = Explain()!;
        Assert.Equal(Route.HighPotential, why.Rules.Single(r => r.IsTaken).Rule.Route);
        var hot = why.Rules.First(r => r.Rule.When.Any(c => c.Kind == ConditionKind.Score));
        Assert.Equal(("55", false), (hot.Conditions[0].Saw, hot.Conditions[0].Holds));
        Assert.Equal("unknown", hot.Conditions[1].Saw);
    }

    [Fact]
    public void A_verdict_by_hand_says_so_and_keeps_the_points_of_the_definition()
    {
        Tell(new Qualify("mia", "met at the fair") { Route = Route.Hot }, "mia");
        var why = Explain()!;
        Assert.Equal((true, Route.Hot, 35, true), (why.ByHand, why.Verdict.Route, why.Verdict.Score, why.IsReproduced));
    }

    [Fact]
    public void A_verdict_of_a_version_that_is_not_kept_or_says_otherwise_shows()
    {
        Assert.Null(Explanation.Of(_entries, _ => null, Program)!.IsReproduced);
        var other = Program with { Definition = Program.Definition with { Criteria = [.. Program.Definition.Criteria.Skip(1)] } };
        Assert.False(Explanation.Of(_entries, _ => other, Program)!.IsReproduced);
        Assert.Null(Explanation.Of([], _ => Program, Program));
    }

    private void Tell(LeadCommand command, string? by = null)
    {
        _engine.RunTo(_engine.Now + TimeSpan.FromHours(1));
        var reply = _engine.Do(LeadId.Of(Ann), command, new Ticket(By: by));
        Assert.Equal(ReplyKind.Done, reply.Kind);
    }

    private Explanation? Explain()
    {
        _engine.Commit();
        return Explanation.Of(_entries.Where(e => e.Lead > 0), number => number == Program.Version ? Program : null, Program);
    }

    private sealed class Nobody : ICourier
    {
        public bool IsRepeatable => true;
        public ValueTask<Delivery> Deliver(Consignment consignment, CancellationToken cancel) => ValueTask.FromResult(Delivery.Sent);
    }
}
