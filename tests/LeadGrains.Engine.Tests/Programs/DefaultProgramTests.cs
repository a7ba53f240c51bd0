using LeadGrains.Lifecycle;

namespace LeadGrains.Engine.Tests.Programs;

public sealed class DefaultProgramTests
{
    private static readonly Program Shipped = DefaultProgram.Load([]);

    [Fact]
    public void It_has_the_six_routes_with_their_ladders()
    {
        Assert.Equal(Enum.GetValues<Route>().Order(), Shipped.Routes.Select(r => r.Route).Distinct().Order());
        Assert.Equal("sales > partners > call-centre", Ladder(Route.Hot));
        Assert.Equal("partners > call-centre", Ladder(Route.PartnerOpportunity));
        Assert.Equal("call-centre > sales", Ladder(Route.HighPotential));
        Assert.Equal("call-centre", Ladder(Route.NeedInformation));
        Assert.Equal("", Ladder(Route.LowPotential));
        Assert.Equal("", Ladder(Route.NeedNurturing));
        Assert.Equal(new Rung("sales", 3, TimeSpan.FromDays(1)), Shipped.Routes[0].Ladder[0]);
    }

    [Fact]
    public void It_says_what_the_documentation_says()
    {
        var expected = new Cadence { Hours = new WorkingHours { Zone = "Europe/Berlin" } };
        Assert.Equal(expected, Shipped.Cadence);
        Assert.Equal(new AttentionBudget(), Shipped.Budget);
        Assert.Equal(new Sla(), Shipped.Sla);
        Assert.Equal((TimeSpan.FromDays(45), 30), (Shipped.Definition.HalfLife, Shipped.Definition.EngagementMax));
        Assert.Equal(100, Shipped.Definition.Criteria.Sum(c => c.PointsMax));
        Assert.Equal(["planning", "maintenance", "purchasing", "data"], Shipped.Topics);
        Assert.Equal([TeamKind.Sales, TeamKind.Partner, TeamKind.CallCentre], Shipped.Teams.Select(t => t.Kind));
        Assert.Equal(TimeSpan.FromHours(4), Shipped.Team("call-centre")!.OfferFor);
        Assert.Equal("Friday 08:00–16:00", Shipped.Team("call-centre")!.Hours.Spans[^1].ToString());
    }

    [Fact]
    public void Each_fact_that_counts_has_a_question_with_three_to_five_answers()
    {
        Assert.Equal(Shipped.Definition.Criteria.Select(c => c.Fact).Order(),
            Shipped.Questions.Select(q => q.Fact).Order());
        Assert.All(Shipped.Questions, q => Assert.InRange(q.Choices.Count, 3, 5));
    }

    [Theory]
    [InlineData("budget approved, role decides, need problem, timeline now", Route.Hot)]
    [InlineData("budget approved, need problem, timeline 3-months, segment workshop, size 12, role uses", Route.Hot)]
    [InlineData("budget planned, need problem, timeline 6-months, segment workshop", Route.PartnerOpportunity)]
    [InlineData("budget planned, role decides, need problem, timeline 12-months", Route.HighPotential)]
    [InlineData("role influences, need problem, size 120", Route.NeedInformation)]
    [InlineData("segment education, role studies, need learning", Route.LowPotential)]
    [InlineData("budget none, timeline later", Route.LowPotential)]
    [InlineData("size 300", Route.NeedNurturing)]
    [InlineData("", Route.NeedNurturing)]
    public void People_go_where_one_would_send_them(string told, Route route)
    {
        var now = Moment.Utc(2026, 3, 2);
        var facts = told.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(t => t.Split(' '))
            .Select(t => new Fact(t[0], t[1], FactSource.Person, now));
        var verdict = Scoring.Judge(LeadState.Unknown with { Facts = [.. facts] }, now, Shipped);
        Assert.True(route == verdict.Route,
            $"{verdict.Route} with {verdict.Score} of {verdict.Potential}: {verdict.Because}");
    }

    [Theory]
    [InlineData("need learning, size 300, system paper")]
    [InlineData("segment education, role studies, need improvement")]
    public void Nobody_calls_premium_seekers_and_students_however_much_they_download(string told)
    {
        var now = Moment.Utc(2026, 3, 2);
        var facts = told.Split(", ").Select(t => t.Split(' ')).Select(t => new Fact(t[0], t[1], FactSource.Person, now));
        var eager = LeadState.Unknown with { Facts = [.. facts], Engagement = new(60, now) };
        Assert.Equal(Route.LowPotential, Scoring.Judge(eager, now, Shipped).Route);
        Assert.Equal(Route.Hot, Scoring.Judge(eager with { Wish = Wish.Call }, now, Shipped).Route);
    }

    [Fact]
    public void Every_route_is_taken_by_some_and_most_are_nurtured()
    {
        const int seed = 7, people = 20_000;
        var random = new Random(seed);
        var counts = new Dictionary<Route, int>();
        for (var i = 0; i < people; i++)
        {
            var facts = Shipped.Questions.Where(_ => random.Next(100) < 35)
                .Select(q => new Fact(q.Fact, q.Choices[random.Next(q.Choices.Count)].Value, FactSource.Inquiry,
                    default));
            var lead = LeadState.Unknown with { Facts = [.. facts], Wish = random.Next(100) < 3 ? Wish.Call : null };
            var route = Scoring.Judge(lead, Moment.Utc(2026, 1, 1), Shipped).Route;
            counts[route] = counts.GetValueOrDefault(route) + 1;
        }
        var spread = string.Join(", ",
            counts.OrderBy(c => c.Key).Select(c => $"{c.Key} {c.Value * 100.0 / people:0.0} %"));
        Assert.True(counts.Count == 6, $"seed {seed}: {spread}");
        Assert.True(counts.Values.Min() > people / 200 && counts[Route.NeedNurturing] > people * 4 / 10,
            $"seed {seed}: {spread}");
    }

    [Fact]
    public void Pieces_that_do_not_go_with_it_are_refused_with_words()
    {
        Piece piece = new("odd", PieceKind.Drip, Channel.Email) { Topic = "art" };
        var thrown = Assert.Throws<InvalidDataException>(() => DefaultProgram.Load([piece]));
        Assert.Contains("the piece 'odd' is about 'art', which is no topic", thrown.Message, StringComparison.Ordinal);
    }

    private static string Ladder(Route route) => string.Join(" > ", Shipped.RuleOf(route).Ladder.Select(r => r.Team));
}
