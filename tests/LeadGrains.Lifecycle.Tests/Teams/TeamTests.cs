namespace LeadGrains.Lifecycle.Tests.Teams;

using static Sample;

/// <summary>Q6, Q7, Q11, Q13 from the team's side.</summary>
public sealed class TeamTests
{
    private readonly List<TeamEvent> _last = [];
    private TeamState _team = TeamState.Empty;
    private Moment _now = Monday;

    [Fact]
    public void Members_of_equal_fit_get_equal_shares()
    {
        Say([.. Enumerable.Range(0, 4).Select(n => new AddMember(new Member($"m{n}") { CapacityOpen = 1000, CapacityNewPerDay = 1000 }))]);
        for (var n = 0; n < 400; n++) Say(new Seek(Lead(n), 1));
        Assert.All(_team.Seats, s => Assert.Equal(100, s.Given));
    }

    [Fact]
    public void Nobody_gets_more_than_they_can_carry()
    {
        Say(new AddMember(new Member("ines") { CapacityOpen = 2, CapacityNewPerDay = 9 }), new Seek(Lead(1), 1), new Seek(Lead(2), 1), new Seek(Lead(3), 1));
        Assert.IsType<HandsFull>(Assert.Single(_last));
        Assert.Equal(2, _team.Seat("ines")!.Open);
    }

    [Fact]
    public void Nobody_gets_more_than_the_day_allows_and_the_next_day_opens_the_valve()
    {
        Say(new AddMember(new Member("ines") { CapacityNewPerDay = 1 }), new Seek(Lead(1), 1), new Seek(Lead(2), 1));
        Assert.IsType<HandsFull>(_last[0]);
        _now = TeamLifecycle.DueAt(_team, Program)!.Value;
        Assert.Equal(Moment.Utc(2026, 3, 3, 8), _now);
        Assert.Equal(1, Assert.IsType<WaitingCalled>(Say(new OpenValve())[0]).Free);
        Assert.True(TeamLifecycle.DueAt(_team, Program) > _now);
    }

    [Fact]
    public void A_closed_lead_calls_the_next_who_waits()
    {
        Say(new AddMember(new Member("ines") { CapacityOpen = 1, CapacityNewPerDay = 9 }), new Seek(Lead(1), 1), new Seek(Lead(2), 1));
        var before = _team;
        var settled = Say(new Settle(Lead(1), 1, Settlement.Declined))[0];
        Assert.Equal(new CallWaiting("sales", 1), Assert.Single(TeamLifecycle.React(settled, before, _team, _now, Program)));
    }

    [Fact]
    public void The_owner_before_comes_first_and_who_declined_never()
    {
        Say(new AddMember(new Member("ines")), new AddMember(new Member("otto")), new Seek(Lead(1), 1) { Before = "otto" });
        Assert.Equal("otto", Assert.IsType<OfferMade>(_last[0]).Member);
        Assert.False(Assert.IsType<HandsFull>(Say(new Seek(Lead(2), 1) { Avoid = ["ines", "otto"], Before = "otto" })[0]).WorthWaiting);
    }

    [Fact]
    public void Whom_somebody_names_takes_it_past_capacity_but_not_on_holiday()
    {
        Say(new AddMember(new Member("ines") { CapacityOpen = 1 }), new Seek(Lead(1), 1), new Seek(Lead(2), 1) { Named = "ines" });
        Assert.Equal(2, _team.Seat("ines")!.Open);
        Say(new PauseMember("ines", _now + Days(7)));
        Assert.IsType<HandsFull>(Say(new Seek(Lead(3), 1) { Named = "ines" })[0]);
    }

    [Fact]
    public void A_newer_request_of_a_lead_frees_the_older_seat()
    {
        Say(new AddMember(new Member("ines")), new AddMember(new Member("otto")), new Seek(Lead(1), 1), new Seek(Lead(1), 2));
        Assert.Equal(1, _team.Seats.Sum(s => s.Open));
        Assert.Equal("already so", Leads.Given.Said(TeamLifecycle.Decide(_team, "sales", new Seek(Lead(1), 1), _now, Program)));
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public void Who_goes_hands_everything_on(bool forGood)
    {
        Say(new AddMember(new Member("ines")), new Seek(Lead(1), 1), new Seek(Lead(2), 1), new Settle(Lead(2), 1, Settlement.Accepted));
        var before = _team;
        var gone = Say(forGood ? new RemoveMember("ines") : new PauseMember("ines", _now + Days(7)))[0];
        var told = TeamLifecycle.React(gone, before, _team, _now, Program).OfType<TellLead>().Select(t => t.Lead);
        Assert.Equal(new[] { Lead(1), Lead(2) }.Order(), told.Order());
    }

    [Fact]
    public void A_member_said_again_with_the_same_lists_changes_nothing()
    {
        Say(new AddMember(new Member("ines") { Languages = ["de", "en"] }), new ChangeMember(new Member("ines") { Languages = new List<string> { "de", "en" } }));
        Assert.Empty(_last);
    }

    [Fact]
    public void Who_joins_later_doesnt_get_everything_first()
    {
        Say(new AddMember(new Member("ines") { CapacityOpen = 99, CapacityNewPerDay = 99 }));
        for (var n = 0; n < 20; n++) Say(new Seek(Lead(n), 1));
        Say(new AddMember(new Member("otto")));
        Assert.Equal(20, _team.Seat("otto")!.Given);
    }

    private static LeadId Lead(int n) => IdOf(Identity.Email($"p{n}@example.org"));

    private List<TeamEvent> Say(params TeamCommand[] commands)
    {
        foreach (var command in commands)
        {
            _last.Clear();
            _last.AddRange(TeamLifecycle.Decide(_team, "sales", command, _now, Program).Events);
            _team = _last.Aggregate(_team, TeamLifecycle.Evolve);
        }
        return _last;
    }
}
