using System.Net;
using LeadGrains.Contract;

namespace LeadGrains.Web.Tests.Portal;

/// <summary>Leads as a list and as a board.</summary>
public sealed class LeadListTests
{
    [Fact]
    public async Task A_list_is_filtered_sorted_searched_and_leafed_through()
    {
        await using var site = await ApiSite.Open();
        for (var i = 0; i < 60; i++) await site.Lead($"p{i:00}");
        await site.Lead("hot", SmallProgram.Inquiry("hot") with { Facts = [new Telling("budget", "approved"), new Telling("timeline", "now")], Person = new Person { FirstName = "Henrietta", Company = "Mill Works" } });
        var marketing = await site.SignedIn(Role.Marketing);
        var names = new List<string>();
        for (var path = "/portal/leads?sort=-created"; path is not null;)
        {
            var page = await marketing.Look(path);
            names.AddRange(page.QuerySelectorAll("tbody th a").Select(a => a.TextContent));
            path = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }
        Assert.Equal(["Henrietta", .. Enumerable.Range(0, 60).Reverse().Select(i => $"p{i:00}")], names);
        Assert.Equal(["Henrietta"], await Named("/portal/leads?stage=qualified&route=hot&score=60&team=&owner=&source=web"));
        Assert.Equal(["p07"], await Named("/portal/leads?q=P07@example.com"));
        Assert.Equal(["Henrietta"], await Named("/portal/leads?q=mill+works"));
        Assert.Equal(["Henrietta"], await Named("/portal/leads?q=" + LeadId.Of(Identity.Email("hot@example.com")).ToString()[..8]));
        Assert.Empty(await Named("/portal/leads?q=nobody"));
        foreach (var wrong in (string[])["stage=fine", "score=x", "sort=name", "after=x"])
            Assert.NotEqual("", (await marketing.Look("/portal/leads?" + wrong, HttpStatusCode.BadRequest)).Trouble());

        async Task<string[]> Named(string path) => [.. (await marketing.Look(path)).QuerySelectorAll("tbody th a").Select(a => a.TextContent)];
    }

    [Fact]
    public async Task A_member_sees_their_own_and_a_manager_those_of_their_kind_by_how_far_they_are()
    {
        await using var site = await ApiSite.Open();
        await site.Offered("ann", "partners", "pia", accepted: true);
        await site.Offered("ben", "partners", "paul", accepted: true);
        var cid = await site.Offered("cid", "sales", "ines", accepted: true);
        Assert.True((await site.Engine.Tell(cid, new LogContact("ines", Channel.Call))).IsFine);
        Assert.True((await site.Engine.Tell(cid, new Progress("ines", Step.Meeting))).IsFine);
        await site.Offered("dan", "sales", "ines");
        Assert.Equal(["ann Secretson"], await Listed(await site.SignedIn(Role.PartnerUser, "partners", "pia"), ""));
        Assert.Equal(["ann Secretson", "ben Secretson"], await Listed(await site.SignedIn(Role.PartnerManager), ""));
        Assert.Equal(["ben Secretson"], await Listed(await site.SignedIn(Role.PartnerManager), "?q=ben"));
        Assert.Equal(["cid Secretson", "dan Secretson"], await Listed(await site.SignedIn(Role.SalesManager), ""));
        var board = await (await site.SignedIn(Role.SalesManager)).Look("/portal/leads?view=board");
        Assert.Contains("cid", board.QuerySelector("[aria-label=meeting]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("dan", board.QuerySelector("[aria-label='waiting for an owner']")!.TextContent, StringComparison.Ordinal);
        var all = await (await site.SignedIn(Role.Marketing)).Look("/portal/leads?view=board");
        Assert.Contains("cid", all.QuerySelector("[aria-label=sales-owned]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await site.SignedIn(Role.Operator)).GetAsync("/portal/leads")).StatusCode);

        static async Task<string[]> Listed(HttpClient http, string query) =>
            [.. (await http.Look("/portal/leads" + query)).QuerySelectorAll("tbody th a").Select(a => a.TextContent).Order(StringComparer.Ordinal)];
    }
}
