namespace LeadGrains.Lifecycle.Tests.Teams;

using static Sample;

/// <summary>Members of equal fit and capacity get equal shares, relative to the hours they worked.</summary>
public sealed class FairnessTests
{
    private static readonly Program Roomy = Program with
    {
        Teams = [new("sales", TeamKind.Sales) { Hours = Office, CapacityOpen = 1_000, CapacityNewPerDay = 1_000 }],
    };

    private readonly Dictionary<LeadId, OfferMade> _made = [];
    private TeamState _team = TeamState.Empty;
    private Moment _now = Monday;
    private int _next;

    [Fact]
    public void Ten_thousand_leads_are_shared_by_hours_worked_within_five_percent()
    {
        WorkingSpan[] mornings = [.. Office.Spans.Where(s => s.Day != DayOfWeek.Friday).Select(s => new WorkingSpan(s.Day, new(9, 0), new(13, 0)))];
        var holidays = Enumerable.Range(0, 21).Select(d => new DateOnly(2026, 4, 1).AddDays(d)).ToArray();
        Say(new AddMember(new Member("full")), new AddMember(new Member("full2")));
        Say(new AddMember(new Member("half") { Hours = Office with { Spans = mornings } }));
        Say(new AddMember(new Member("away") { Hours = Office with { Holidays = holidays } }));
        Say(new AddMember(new Member("tokyo") { Hours = Office with { Zone = "Asia/Tokyo" } }));
        Say(new AddMember(new Member("paused")));
        for (; _next < 10_000; _now += TimeSpan.FromMinutes(26))
        {
            if (_next == 3_000) Say(new PauseMember("paused", _now + Days(30)));
            Give();
        }
        var rates = _team.Seats.ToDictionary(s => s.Member.Name, s => s.Given / Worked(s).TotalHours);
        var words = string.Join(", ", _team.Seats.Select(s => $"{s.Member.Name} {s.Given} in {Worked(s).TotalHours:0} h"));
        Assert.True(rates.Values.Max() / rates.Values.Min() <= 1.05, words);
    }

    [Fact]
    public void Who_comes_back_from_holiday_is_not_flooded_to_catch_up()
    {
        Say([.. Enumerable.Range(0, 5).Select(n => new AddMember(new Member($"m{n}")))]);
        for (; _next < 1_000; _now += TimeSpan.FromMinutes(30)) Give();
        Say(new PauseMember("m0", _now + Days(30)));
        var backAt = _now + Days(30);
        for (; _now < backAt; _now += TimeSpan.FromMinutes(30)) Give();
        var before = _team.Seats.ToDictionary(s => s.Member.Name, s => s.Given);
        // The others had more to do meanwhile, so that a little more than a fifth is fair.
        for (var n = 0; n < 500; n++, _now += TimeSpan.FromMinutes(30)) Give();
        Assert.InRange(_team.Seat("m0")!.Given - before["m0"], 90, 150);
    }

    [Fact]
    public void Who_takes_just_this_comes_before_who_takes_anything()
    {
        Say(new AddMember(new Member("all")), new AddMember(new Member("dutch") { Countries = ["NL"], Segments = ["workshop"] }));
        Assert.Equal("dutch", Asked(new Needs("NL", "nl", "workshop")));
        Assert.Equal("dutch", Asked(new Needs("NL", null, null)));
        Assert.Equal("all", Asked(new Needs("DE", null, "workshop")));
    }

    [Fact]
    public void Colleagues_go_to_who_looks_after_the_company_and_strangers_of_a_mail_provider_dont()
    {
        Say([.. Enumerable.Range(0, 4).Select(n => new AddMember(new Member($"m{n}")))]);
        var first = Accepted("ann@mill.example");
        for (var n = 0; n < 10; n++) Accepted($"stranger{n}@gmail.com");
        Assert.Equal(first, Accepted("bob@mill.example"));
        Assert.Single(_team.Accounts);
        Assert.All(_team.Seats, s => Assert.InRange(s.Given, 2, 4));

        // On holiday somebody else takes a colleague, and the company stays with who has it.
        Say(new PauseMember(first, _now + Days(7)));
        Assert.NotEqual(first, Accepted("eve@mill.example"));
        Say(new ResumeMember(first));
        Assert.Equal(first, Accepted("kim@mill.example"));
        Say(new RemoveMember(first));
        Assert.Empty(_team.Accounts);
    }

    [Fact]
    public void Companies_are_remembered_within_a_bound_and_forgotten_after_a_while()
    {
        Say(new AddMember(new Member("m0")), new AddMember(new Member("m1")));
        for (var n = 0; n < TeamState.AccountsMax + 50; n++) Accepted($"a@c{n}.example", end: true);
        Assert.Equal(TeamState.AccountsMax, _team.Accounts.Count);
        Assert.Equal(Company.Of("x@c50.example"), _team.Accounts[0].Company);
        _now += TeamLifecycle.AccountKeptFor + Days(1);
        var newcomer = Accepted("b@c500.example");
        Assert.Equal(newcomer, _team.Accounts[^1].Member);
    }

    [Fact]
    public void A_changed_member_hands_on_the_offers_that_fit_no_longer_and_keeps_what_is_owned()
    {
        Say(new AddMember(new Member("ines")));
        Asked(new Needs("NL")); // open, fits no longer
        Asked(new Needs("DE")); // open, still fits
        Asked(new Needs("FR"));
        Say(new Settle(Lead(2), 1, Settlement.Accepted)); // owned: stays
        Say(new Seek(Lead(_next++), 1) { Named = "ines", Needs = new Needs("FR") }); // named by somebody: stays
        var before = _team;
        var changed = Say(new ChangeMember(new Member("ines") { Countries = ["DE"] }))[0];
        var effects = TeamLifecycle.React(changed, before, _team, _now, Roomy);
        Assert.Equal(new TellLead(Lead(0), new HandOn("sales", "ines", "takes others now")), Assert.Single(effects));
    }

    [Fact]
    public void A_newcomer_takes_its_place_behind_the_better_ones_who_wait()
    {
        Say(new AddMember(new Member("ines") { CapacityOpen = 1 }), new Seek(Lead(1), 1), new Seek(Lead(2), 1));
        _team = _team with { Held = _team.Held.Clear(), Seats = [.. _team.Seats.Select(s => s with { Open = 0 })] };
        Assert.IsType<Queued>(Assert.Single(Say(new Seek(Lead(3), 1))));
        Assert.IsType<OfferMade>(Assert.Single(Say(new Seek(Lead(2), 2) { Waited = true })));
    }

    // Given, accepted and ended at once, so that capacity plays no part.
    private void Give()
    {
        var lead = Lead(_next++);
        Say(new Seek(lead, 1), new Settle(lead, 1, Settlement.Accepted), new Settle(lead, 0, Settlement.Ended));
        Assert.True(_made.ContainsKey(lead));
    }

    private string Asked(Needs needs)
    {
        var lead = Lead(_next++);
        Say(new Seek(lead, 1) { Needs = needs });
        return _made[lead].Member;
    }

    private string Accepted(string email, bool end = false)
    {
        var lead = Lead(_next++);
        Say(new Seek(lead, 1) { Company = Company.Of(email) }, new Settle(lead, 1, Settlement.Accepted));
        if (end) Say(new Settle(lead, 0, Settlement.Ended));
        return _made[lead].Member;
    }

    private TimeSpan Worked(Seat seat) => seat.Worked + BusinessTime.Between(seat.Member.Hours ?? Office, seat.CountedAt, Moment.Later(_now, seat.CountedAt));

    private static LeadId Lead(int n) => IdOf(Identity.Email($"p{n}@example.org"));

    private List<TeamEvent> Say(params TeamCommand[] commands)
    {
        var last = new List<TeamEvent>();
        foreach (var command in commands)
        {
            last = [.. TeamLifecycle.Decide(_team, "sales", command, _now, Roomy).Events];
            foreach (var made in last.OfType<OfferMade>()) _made[made.Lead] = made;
            _team = last.Aggregate(_team, TeamLifecycle.Evolve);
        }
        return last;
    }
}
