using System.Net;

namespace LeadGrains.Web.Tests.Portal;

/// <summary>Who may change who is there, and what reaches them (P4, Q13).</summary>
public sealed class TeamPageTests
{
    [Fact]
    public async Task A_manager_changes_the_teams_of_their_kind_and_no_other()
    {
        await using var site = await WatchSite.Open();
        var sales = await site.Reader(Role.SalesManager);
        await sales.Sent("/portal/teams/sales/members", ("name", "uwe"), ("display", "Uwe U."), ("email", "uwe@house.example"), ("capacity", "7"));
        await sales.Sent("/portal/teams/sales/members/uwe/pause", ("until", "2026-04-01"));
        await sales.Sent("/portal/teams/sales/members/uwe/resume");
        await sales.Sent("/portal/teams/sales/members/ines/remove");
        var seats = (await site.Engine.FindTeam("sales"))!.State.Seats;
        Assert.Equal(("uwe", 7, null), (seats[0].Member.Name, seats[0].Member.CapacityOpen, seats[0].PausedUntilAt));
        Assert.Single(seats);

        var marketing = await site.Reader(Role.Marketing);
        var before = site.Content();
        foreach (var (path, fields) in Commands("partners", "pia"))
            Assert.NotEmpty(await sales.Refused(HttpStatusCode.NotFound, path, fields));
        foreach (var (path, fields) in Commands("sales", "uwe"))
            Assert.NotEmpty(await marketing.Refused(HttpStatusCode.Forbidden, path, fields));
        Assert.Equal(before, site.Content());
        Assert.DoesNotContain("partners", (await sales.Page("/portal/teams")).Body!.TextContent, StringComparison.Ordinal);
        await marketing.Sent("/portal/teams/call-centre/members/kim/pause", ("until", "2026-04-01"));
    }

    [Fact]
    public async Task What_they_hold_is_handed_on_when_a_member_goes_on_holiday()
    {
        await using var site = await WatchSite.Open();
        var lead = await site.Offered("ann", "partners", "pia");
        var manager = await site.Reader(Role.PartnerManager);
        Assert.Contains("1open offers", string.Concat((await manager.Page("/portal/teams")).QuerySelectorAll(".gauges li").Select(g => g.TextContent)), StringComparison.Ordinal);
        await manager.Sent("/portal/teams/partners/members/pia/pause", ("until", "2026-04-01"));
        Assert.Equal(0, (await site.Engine.FindTeam("partners"))!.State.Seat("pia")!.Open);
        Assert.NotEqual("pia", (await site.State(lead)).Handoff?.Offer?.Member);
    }

    [Fact]
    public async Task Members_set_their_own_capacity_hours_and_holiday_but_not_who_they_are()
    {
        await using var site = await WatchSite.Open();
        var pia = await site.Reader(Role.PartnerUser, "partners", "pia");
        await pia.Sent("/portal/seat/change", ("capacity", "3"), ("segments", "workshop, wholesale"), ("hours", "mon-thu 10:00-16:00"), ("zone", "Europe/Berlin"), ("holidays", "2026-12-24"),
            ("email", "other@evil.example"), ("display", "Somebody Else"));
        var seat = (await site.Engine.FindTeam("partners"))!.State.Seat("pia")!;
        Assert.Equal((3, "pia@house.example", "pia"), (seat.Member.CapacityOpen, seat.Member.Email, seat.Member.DisplayName));
        Assert.Equal(["workshop", "wholesale"], seat.Member.Segments);
        Assert.Equal(("Europe/Berlin", 4, 1), (seat.Member.Hours!.Zone, seat.Member.Hours.Spans.Count, seat.Member.Hours.Holidays.Count));
        var page = await pia.Page("/portal/seat");
        Assert.Equal("mon-thu 10:00-16:00", page.QuerySelector("textarea[name=hours]")!.TextContent.Trim());

        await pia.Sent("/portal/seat/pause", ("until", "2026-05-01"));
        Assert.Equal("2026-04-30T22:00:00Z", (await site.Engine.FindTeam("partners"))!.State.Seat("pia")!.PausedUntilAt.ToString());
        await pia.Sent("/portal/seat/resume");
        foreach (var (path, fields) in Commands("partners", "pia"))
            Assert.Equal(HttpStatusCode.Forbidden, (await pia.Try(path, fields)).StatusCode);
    }

    [Theory]
    [InlineData("capacity", "0")]
    [InlineData("capacity", "many")]
    [InlineData("hours", "whenever I like")]
    [InlineData("zone", "Mars/Olympus")]
    [InlineData("holidays", "christmas")]
    public async Task Bad_input_is_answered_with_what_is_wrong_and_changes_nothing(string field, string value)
    {
        await using var site = await WatchSite.Open();
        var pia = await site.Reader(Role.PartnerUser, "partners", "pia");
        var before = site.Content();
        Assert.NotEmpty(await pia.Refused(HttpStatusCode.BadRequest, "/portal/seat/change", (field, value)));
        Assert.Equal(before, site.Content());
    }

    private static IEnumerable<(string Path, (string Name, string Value)[] Fields)> Commands(string team, string member) =>
    [
        ($"/portal/teams/{team}/members", [("name", "new")]),
        ($"/portal/teams/{team}/members/{member}/change", [("display", "Other"), ("email", "other@house.example")]),
        ($"/portal/teams/{team}/members/{member}/pause", [("until", "2026-04-01")]),
        ($"/portal/teams/{team}/members/{member}/resume", []),
        ($"/portal/teams/{team}/members/{member}/remove", []),
    ];
}
