using LeadGrains.Lifecycle;

namespace LeadGrains.Store.Tests;

/// <summary>What the views of any store must answer.</summary>
public abstract class ViewsContract : IDisposable
{
    private readonly IJournal _journal;
    private readonly House _house;
    private readonly LeadRow _ann, _bob, _eve;

    /// <param name="journal">Empty; closed with the test.</param>
    protected ViewsContract(IJournal journal)
    {
        (_journal, _house) = (journal, new House(journal));
        (_ann, _bob, _eve) = (_house.Lead("ann"), _house.Lead("bob", "paid_search"), _house.Lead("eve"));
        _house.HandOver(_ann, new TeamRow { Name = "sales" }, "ines");
        _bob.DueAt = House.Start;
        _house.Post(_bob, House.Start);
        _house.Commit();
        _house.Happen(_ann, new Won(new Outcome(true, House.Start, 1200.50m, "EUR", null, null, _ann.State.Owner)));
        _house.Commit();
    }

    /// <summary>A pool of views of what the journal wrote.</summary>
    protected abstract ViewPool Open();

    public virtual void Dispose() => GC.SuppressFinalize(this);

    [Fact]
    public void Stages_are_counted_with_who_came_and_left()
    {
        using var pool = Open();
        using var views = pool.Take();
        var stages = views.Stages().ToDictionary(s => s.Stage);
        Assert.Equal(new StageCount(Stage.Nurturing, 2, 2, 0), stages[Stage.Nurturing]);
        Assert.Equal(new StageCount(Stage.SalesOwned, 0, 1, 1), stages[Stage.SalesOwned]);
        Assert.Equal(new StageCount(Stage.Won, 1, 1, 0), stages[Stage.Won]);
        Assert.Equal(new StageCount(Stage.Lost, 0, 0, 0), stages[Stage.Lost]);
    }

    [Theory]
    [InlineData("bob@example.org", 1)]
    [InlineData(" BOB@example.org ", 1)]
    [InlineData("Bob", 1)]
    [InlineData("nobody", 0)]
    [InlineData("nobody@example.org", 0)]
    [InlineData("+49301", 0)]
    [InlineData("olist:1", 0)]
    [InlineData("", 0)]
    [InlineData("100%' OR 1=1 --", 0)]
    public void A_lead_is_found_by_what_a_person_types(string text, int count)
    {
        using var pool = Open();
        using var views = pool.Take();
        var found = views.Find(text);
        Assert.Equal(count, found.Count);
        if (count == 1) Assert.Equal(_bob.Id, found[0].Id);
    }

    [Fact]
    public void A_lead_is_found_by_its_id_and_the_beginning_of_it()
    {
        using var pool = Open();
        using var views = pool.Take();
        Assert.Equal(_eve.Id, Assert.Single(views.Find(_eve.Id.ToString())).Id);
        Assert.Equal(_eve.Id, Assert.Single(views.Find(_eve.Id.ToString()[..7])).Id);
    }

    [Fact]
    public void The_timeline_goes_back_page_by_page()
    {
        using var pool = Open();
        using var views = pool.Take();
        var all = views.Timeline(_ann.Row);
        Assert.Equal([5, 4, 3, 2, 1], all.Select(e => e.Version));
        Assert.IsType<Won>(Assert.Single(all[0].LeadEvents));
        var page = views.Timeline(_ann.Row, max: 2);
        Assert.Equal([5, 4], page.Select(e => e.Version));
        Assert.Equal([3, 2], views.Timeline(_ann.Row, 2, page[^1].Previous).Select(e => e.Version));
        Assert.Empty(views.Timeline(99));
    }

    [Fact]
    public void A_tail_sees_what_comes_after()
    {
        using var pool = Open();
        using var views = pool.Take();
        Assert.Equal(_journal.LastSeq, views.LastSeq());
        var all = views.EventsAfter(0);
        Assert.Equal(Enumerable.Range(1, (int)_journal.LastSeq).Select(i => (long)i), all.Select(e => e.Entry.Seq));
        Assert.Contains(all, e => e.Entry.Team == "sales" && e.LeadId is null && e.Entry.TeamEvents.Count == 1);
        _house.Happen(_eve, new Resumed());
        _house.Commit();
        var next = Assert.Single(views.EventsAfter(all[^1].Entry.Seq));
        Assert.Equal((_eve.Id, "system"), (next.LeadId, next.Entry.By));
    }

    [Fact]
    public void Leads_are_filtered_and_paged()
    {
        using var pool = Open();
        using var views = pool.Take();
        long[] Rows(LeadFilter filter, int max = 10, long after = 0) =>
            [.. views.Leads(filter, max, after).Select(l => l.Row)];
        Assert.Equal([1, 2], Rows(new(), 2));
        Assert.Equal([3], Rows(new(), 2, 2));
        Assert.Equal([2, 3], Rows(new() { Stage = Stage.Nurturing }));
        Assert.Equal([1], Rows(new() { Team = "sales", Owner = "ines" }));
        Assert.Equal([2, 3], Rows(new() { Team = Owner.MarketingTeam }));
        Assert.Equal([2], Rows(new() { Source = "paid_search" }));
        Assert.Equal([1], Rows(new() { Route = Route.Hot, ScoreMin = 80 }));
        Assert.Empty(Rows(new() { ScoreMin = 81 }));
        Assert.Equal([2], Rows(new() { DueUntil = House.Start }));
    }

    [Fact]
    public void A_touch_in_doubt_is_listed_until_it_is_settled()
    {
        _house.Happen(_bob, new TouchIntended(new PendingTouch(1, "planning-1", Channel.Email, House.Start, House.Start, false), default));
        _house.Commit();
        Assert.Empty(Doubts());
        _house.Happen(_bob, new TouchBegun(1, House.Start));
        _house.Commit();
        Assert.Equal([("planning-1", true)], Doubts());
        _house.Happen(_bob, new TouchMade(1, "planning-1", Channel.Email, false, null, House.Start));
        _house.Commit();
        Assert.Equal([("planning-1", false)], Doubts());

        _house.Happen(_bob, new TouchSettled(_bob.State.Nurture.Doubts[0], true, House.Start));
        _house.Commit();
        Assert.Empty(Doubts());

        List<(string, bool)> Doubts()
        {
            using var pool = Open();
            using var views = pool.Take();
            return [.. views.Doubts().Select(d => (d.Doubt.Piece, d.IsUnderWay))];
        }
    }

    [Fact]
    public void A_page_that_few_pass_is_short_and_says_where_to_go_on()
    {
        for (var i = 0; i < 2 * LeadViews.LookedAtMax; i++) _house.Lead($"more{i}", i % 100 == 99 ? "rare" : "web");
        _house.Commit();
        using var pool = Open();
        using var views = pool.Take();
        foreach (var (source, count) in new[] { ("rare", 2 * LeadViews.LookedAtMax / 100), ("none", 0) })
            foreach (var sort in new[] { LeadSort.Created, LeadSort.CreatedLast })
            {
                var (rows, pages, after) = (new List<long>(), 0, default(string));
                do
                {
                    var (leads, next) = views.Page(new LeadFilter { Source = source }, null, sort, after, 50);
                    rows.AddRange(leads.Select(l => l.Row));
                    (after, pages) = (next, pages + 1);
                }
                while (after is not null);
                Assert.Equal((count, 3), (rows.Distinct().Count(), pages));
                Assert.Equal(sort == LeadSort.Created ? rows.Order() : rows.OrderDescending(), rows);
            }
    }

    [Fact]
    public void Every_filter_finds_in_every_order_what_reading_everything_finds()
    {
        const int Seed = 20270301;
        var random = new Random(Seed);
        TeamRow[] teams = [new() { Name = "north" }, new() { Name = "south" }];
        for (var i = 0; i < 300; i++)
        {
            var lead = _house.Lead($"more{i}", random.Next(2) == 0 ? "web" : "fair");
            if (random.Next(2) == 0) _house.HandOver(lead, teams[random.Next(2)], random.Next(2) == 0 ? "ines" : "otto");
            if (random.Next(2) == 0) lead.DueAt = House.Start + TimeSpan.FromMinutes(random.Next(50));
        }
        _house.Commit();
        using var pool = Open();
        using var views = pool.Take();
        var all = views.Leads(new LeadFilter(), LeadViews.PageMax);
        foreach (var stage in new Stage?[] { null, Stage.Nurturing, Stage.SalesOwned })
            foreach (var team in new[] { null, "north", Owner.MarketingTeam, "nowhere" })
                foreach (var owner in new[] { null, "ines" })
                    foreach (var among in new[] { null, new[] { "north", "south" }, ["sales"], [] })
                        foreach (var sort in Enum.GetValues<LeadSort>())
                        {
                            var filter = new LeadFilter { Stage = stage, Team = team, Owner = owner, Source = random.Next(2) == 0 ? "web" : null };
                            var expected = all.Where(l => (stage is null || l.Stage == stage) && (team is null || l.Team == team) && (owner is null || l.Owner == owner)
                                && (filter.Source is null || l.Source == filter.Source) && (among is null || among.Contains(l.Team)) && (sort != LeadSort.Due || l.DueAt is not null));
                            expected = sort switch { LeadSort.Created => expected, LeadSort.CreatedLast => expected.Reverse(), _ => expected.OrderBy(l => l.DueAt).ThenBy(l => l.Row) };
                            Assert.True(expected.Select(l => l.Row).SequenceEqual(Leafed(filter, among, sort)), $"seed {Seed}: {filter}, {among?.Length} teams, {sort}");
                        }

        List<long> Leafed(LeadFilter filter, string[]? among, LeadSort sort)
        {
            var rows = new List<long>();
            for (string? after = null; ;)
            {
                var (leads, next) = views.Page(filter, among, sort, after, 7);
                rows.AddRange(leads.Select(l => l.Row));
                if (next is null) return rows;
                after = next;
            }
        }
    }

    [Fact]
    public void A_pool_lends_what_it_has_and_knows_a_team_only_as_long_as_it_is_so()
    {
        using var pool = Open();
        var first = pool.Take();
        using (var second = pool.Take())
        {
            Assert.Equal(3, first.Leads(new LeadFilter(), 10).Count);
            Assert.Equal(3, second.Leads(new LeadFilter(), 10).Count);
        }
        first.Dispose();
        first.Dispose(); // twice is once: two never get the same
        using (var one = pool.Take())
        using (var two = pool.Take())
        using (var three = pool.Take())
        {
            Assert.Equal(one.LastSeq(), three.LastSeq());
            Assert.Same(one.Teams()[0], two.Teams()[0]);
            _house.HandOver(_eve, new TeamRow { Name = "partners" }, "pia");
            _house.Commit();
            Assert.Equal(["partners", "sales"], two.Teams().Select(t => t.Name));
            Assert.Equal([_ann.Row, _eve.Row], two.Leads([_ann.Id, _eve.Id, LeadId.Of(Identity.Phone("+49301"))], 10).Select(l => l.Row).Order());
        }
    }

    [Fact]
    public void An_export_has_everybody_once_with_what_was_won()
    {
        for (var i = 0; i < 1_200; i++) _house.Lead($"more{i}");
        _house.Commit();
        using var pool = Open();
        using var views = pool.Take();
        var all = views.ExportLeads().ToList();
        Assert.Equal(1_203, all.Select(l => l.Id).Distinct().Count());
        var ann = all[0];
        Assert.Equal((Stage.Won, 1, "sales/ines", "organic_search"), (ann.Stage, ann.Cycle, ann.Owner, ann.Source));
        Assert.Equal((House.Start, House.Start, 1200.50m, "EUR"), (ann.FirstInquiryAt, ann.WonAt, ann.Value,
            ann.Currency));
        Assert.Null(all[1].WonAt);
    }

    [Fact]
    public void Outbox_teams_and_settings_are_told()
    {
        _house.Batch.Settings["program"] = "3";
        _house.Commit();
        using var pool = Open();
        using var views = pool.Take();
        Assert.Equal(new OutboxCount(1, 1, 0, House.Start), views.Outbox(House.Start));
        Assert.Equal(new OutboxCount(1, 0, 0, House.Start), views.Outbox(House.Start - TimeSpan.FromDays(1)));
        Assert.Equal("ines", Assert.Single(Assert.Single(views.Teams()).Seats).Member.Name);
        Assert.Equal("3", views.Settings()["program"]);
    }
}
