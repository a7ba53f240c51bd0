using LeadGrains.Lifecycle;

namespace LeadGrains.Store.Tests;

public sealed class LeadViewsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteJournal _journal;
    private readonly House _house;
    private readonly LeadRow _ann, _bob, _eve;

    public LeadViewsTests()
    {
        _journal = SqliteJournal.Create(_folder.File());
        _house = new House(_journal);
        (_ann, _bob, _eve) = (_house.Lead("ann"), _house.Lead("bob", "paid_search"), _house.Lead("eve"));
        _house.HandOver(_ann, new TeamRow { Name = "sales" }, "ines");
        _bob.DueAt = House.Start;
        _house.Post(_bob, House.Start);
        _house.Commit();
        _house.Happen(_ann, new Won(new Outcome(true, House.Start, 1200.50m, "EUR", null, null, _ann.State.Owner)));
        _house.Commit();
    }

    public void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Stages_are_counted_with_who_came_and_left()
    {
        using var views = LeadViews.Open(_folder.File());
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
        using var views = LeadViews.Open(_folder.File());
        var found = views.Find(text);
        Assert.Equal(count, found.Count);
        if (count == 1) Assert.Equal(_bob.Id, found[0].Id);
    }

    [Fact]
    public void A_lead_is_found_by_its_id_and_the_beginning_of_it()
    {
        using var views = LeadViews.Open(_folder.File());
        Assert.Equal(_eve.Id, Assert.Single(views.Find(_eve.Id.ToString())).Id);
        Assert.Equal(_eve.Id, Assert.Single(views.Find(_eve.Id.ToString()[..7])).Id);
    }

    [Fact]
    public void The_timeline_goes_back_page_by_page()
    {
        using var views = LeadViews.Open(_folder.File());
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
        using var views = LeadViews.Open(_folder.File());
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
        using var views = LeadViews.Open(_folder.File());
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
    public void An_export_has_everybody_once_with_what_was_won()
    {
        for (var i = 0; i < 1_200; i++) _house.Lead($"more{i}");
        _house.Commit();
        using var views = LeadViews.Open(_folder.File());
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
        using var views = LeadViews.Open(_folder.File());
        Assert.Equal(new OutboxCount(1, 1, 0, House.Start), views.Outbox(House.Start));
        Assert.Equal(new OutboxCount(1, 0, 0, House.Start), views.Outbox(House.Start - TimeSpan.FromDays(1)));
        Assert.Equal("ines", Assert.Single(Assert.Single(views.Teams()).Seats).Member.Name);
        Assert.Equal("3", views.Settings()["program"]);
    }
}
