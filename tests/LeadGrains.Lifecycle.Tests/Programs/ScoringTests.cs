using static LeadGrains.Lifecycle.Tests.Programs.Sound;

namespace LeadGrains.Lifecycle.Tests.Programs;

public sealed class ScoringTests
{
    private static readonly Moment Now = Moment.Utc(2026, 3, 2, 10);

    [Fact]
    public void The_trace_sums_to_the_score_whatever_is_known()
    {
        const int seed = 20260302;
        var random = new Random(seed);
        string[] budgets = ["approved", "planned", "none", "odd"], sizes = ["0", "49", "50", "9999", "many"],
            times = ["now", "later"];
        for (var i = 0; i < 2_000; i++)
        {
            var lead = Knowing(Maybe("budget", budgets), Maybe("size", sizes), Maybe("timeline", times)) with
            {
                Engagement = new(random.Next(60), Now - Days(random.Next(200))),
            };
            var verdict = Scoring.Judge(lead, Now, Plain);
            Assert.True(verdict.Score == verdict.Trace.Sum(line => line.Points), $"seed {seed}, lead {i}");
            Assert.True(verdict.Potential >= verdict.Score, $"seed {seed}, lead {i}");
        }

        (string, string)? Maybe(string fact, string[] values) =>
            random.Next(2) == 0 ? null : (fact, values[random.Next(values.Length)]);
    }

    [Fact]
    public void Unknown_is_not_zero()
    {
        var unknown = Scoring.Judge(Knowing(), Now, Plain);
        Assert.Equal((0, 75), (unknown.Score, unknown.Potential));
        var none = Scoring.Judge(Knowing(("budget", "none")), Now, Plain);
        Assert.Equal((-5, 40), (none.Score, none.Potential));
        Assert.Equal([new TraceLine("budget", "none", -5)], none.Trace);
    }

    [Theory]
    [InlineData("0", 0), InlineData("1", 0), InlineData("49.9", 0), InlineData("50", 12), InlineData("250", 20),
        InlineData("many", 0)]
    public void The_highest_band_reached_counts(string size, int points) =>
        Assert.Equal(points, Scoring.Points(Size, size));

    [Theory]
    [InlineData(-3, 20), InlineData(0, 20), InlineData(45, 10), InlineData(90, 5), InlineData(450, 0)]
    public void Engagement_halves_every_half_life(int daysLater, int points)
    {
        var lead = Knowing() with { Engagement = new(20, Now) };
        Assert.Equal(points, Scoring.Judge(lead, Now + Days(daysLater), Plain).Score);
    }

    [Fact]
    public void Engagement_adds_no_more_than_its_maximum() =>
        Assert.Equal(30, Scoring.Judge(Knowing() with { Engagement = new(500, Now) }, Now, Plain).Score);

    [Fact]
    public void The_first_route_whose_conditions_all_hold_is_taken()
    {
        Assert.Equal(Route.Hot, RouteOf(("budget", "approved"), ("size", "250"), ("timeline", "now")));
        Assert.Equal(Route.NeedInformation, RouteOf(("budget", "approved"), ("size", "250")));
        Assert.Equal(Route.NeedNurturing, RouteOf(("budget", "approved"), ("timeline", "later")));
        Assert.Equal(Route.NeedNurturing, Scoring.Judge(Knowing(), Now, Plain with { Routes = [] }).Route);

        var why = Scoring.Judge(Knowing(("size", "250")), Now, Plain).Because;
        Assert.Equal("timeline is unknown and score is at least 20", why);
    }

    [Fact]
    public void A_wish_a_fact_and_a_number_can_decide()
    {
        Assert.True(Meets(new(ConditionKind.Wish, 0, null, []), Knowing() with { Wish = Wish.Quote }));
        Assert.False(Meets(new(ConditionKind.Wish, 0, null, []), Knowing()));
        Condition planned = new(ConditionKind.FactIs, 0, "budget", ["approved", "planned"]);
        Assert.True(Meets(planned, Knowing(("budget", "planned"))));
        Assert.False(Meets(planned, Knowing(("budget", "none"))));
        Condition large = new(ConditionKind.FactAtLeast, 50, "size", []);
        Assert.True(Meets(large, Knowing(("size", "50"))));
        Assert.False(Meets(large, Knowing(("size", "49"))));
        Assert.False(Meets(large, Knowing()));
    }

    [Fact]
    public void The_next_question_is_the_one_that_can_move_the_score_most()
    {
        Assert.Equal("budget", Next());
        Assert.Equal("timeline", Next(("budget", "approved")));
        Assert.Equal("size", Next(("budget", "approved"), ("timeline", "now")));
        Assert.Null(Next(("budget", "approved"), ("timeline", "now"), ("size", "7")));
    }

    [Fact]
    public void A_question_that_moves_nothing_is_never_asked()
    {
        Criterion idle = new("colour", "fit") { Values = new Dictionary<string, int> { ["red"] = 0, ["blue"] = 0 } };
        var program = Plain with
        {
            Definition = Plain.Definition with { Criteria = [idle] },
            Questions = [new("colour", "Which?", [new("red", "Red"), new("blue", "Blue")])],
        };
        Assert.Null(Scoring.NextQuestion(Knowing(), program));
    }

    private static string? Next(params (string, string)?[] facts) => Scoring.NextQuestion(Knowing(facts), Plain)?.Fact;

    private static Route RouteOf(params (string, string)?[] facts) => Scoring.Judge(Knowing(facts), Now, Plain).Route;

    private static bool Meets(Condition condition, LeadState lead) =>
        Scoring.Judge(lead, Now, Plain with { Routes = [new(Route.Hot, [condition], [])] }).Route == Route.Hot;

    private static LeadState Knowing(params (string Name, string Value)?[] facts) => LeadState.Unknown with
    {
        Facts = [.. facts.OfType<(string Name,
            string Value)>().Select(f => new Fact(f.Name, f.Value, FactSource.Person, Now))],
    };
}
