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
    public void The_next_question_is_the_one_that_can_change_the_route_most()
    {
        // Known to be large and approved, all that is open is the time: hot, or not worth a call.
        Assert.Equal("timeline", Next(("size", "250"), ("budget", "approved")));
        // Where no single answer changes the route, the one that can make the best one unreachable.
        Assert.Equal("budget", Next());
        Assert.Null(Next(("budget", "approved"), ("timeline", "now"), ("size", "7")));
    }

    [Fact]
    public void A_few_points_beat_many_where_they_decide()
    {
        // 28 of 30 points: four points of the small fact decide, forty of the large one don't.
        Criterion small = new("small", "fit") { Values = new Dictionary<string, int> { ["yes"] = 4, ["no"] = 0 } };
        Criterion large = new("large", "fit") { Values = new Dictionary<string, int> { ["much"] = 1, ["none"] = -60 } };
        var program = Plain with
        {
            Definition = Plain.Definition with { Criteria = [large, small, Budget] },
            Routes = [new(Route.Hot, [Score(32)], [Rung("sales")]), new(Route.NeedNurturing, [], [])],
            Questions = [new("large", "Much?", [new("much", "Yes"), new("none", "No")]), new("small", "Small?", [new("yes", "Yes"), new("no", "No")])],
        };
        Assert.Equal("small", Scoring.NextQuestion(Knowing(("budget", "approved")), Now, program)?.Fact);
    }

    [Fact]
    public void Whatever_is_known_the_next_question_is_open_and_no_other_changes_the_route_more()
    {
        const int seed = 20260305;
        var random = new Random(seed);
        string[] budgets = ["approved", "planned", "none"], sizes = ["1", "50", "250"], times = ["now", "later"];
        for (var i = 0; i < 2_000; i++)
        {
            var lead = Knowing(Maybe("budget", budgets), Maybe("size", sizes), Maybe("timeline", times));
            var open = Scoring.OpenQuestions(lead, Now, Plain).ToList();
            var next = Scoring.NextQuestion(lead, Now, Plain);
            Assert.True(next is null == (open.Count == 0), $"seed {seed}, lead {i}");
            if (next is null) continue;
            Assert.True(lead.Fact(next.Fact) is null, $"seed {seed}, lead {i}: {next.Fact} was answered");
            Assert.True(open.Single(o => o.Question == next).RouteChanges >= open.Max(o => o.RouteChanges), $"seed {seed}, lead {i}");
        }

        (string, string)? Maybe(string fact, string[] values) =>
            random.Next(2) == 0 ? null : (fact, values[random.Next(values.Length)]);
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
        Assert.Null(Scoring.NextQuestion(Knowing(), Now, program));
    }

    private static string? Next(params (string, string)?[] facts) => Scoring.NextQuestion(Knowing(facts), Now, Plain)?.Fact;

    private static Route RouteOf(params (string, string)?[] facts) => Scoring.Judge(Knowing(facts), Now, Plain).Route;

    private static bool Meets(Condition condition, LeadState lead) =>
        Scoring.Judge(lead, Now, Plain with { Routes = [new(Route.Hot, [condition], [])] }).Route == Route.Hot;

    private static LeadState Knowing(params (string Name, string Value)?[] facts) => LeadState.Unknown with
    {
        Facts = [.. facts.OfType<(string Name,
            string Value)>().Select(f => new Fact(f.Name, f.Value, FactSource.Person, Now))],
    };
}
