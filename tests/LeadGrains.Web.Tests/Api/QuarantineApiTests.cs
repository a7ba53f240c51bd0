using System.Net;
using System.Net.Http.Json;

namespace LeadGrains.Web.Tests;

/// <summary>What waits for somebody to look at it, by machine.</summary>
public sealed class QuarantineApiTests
{
    [Fact]
    public async Task What_waits_is_listed_with_its_reason_and_leafed_through()
    {
        await using var site = await Full();
        var marketing = await site.As(Role.Marketing);
        var page = await marketing.Json("/api/quarantine?size=2");
        Assert.Equal([3L, 2L], page.GetProperty("list").EnumerateArray().Select(q => q.GetProperty("number").GetInt64()));
        Assert.Equal((2, 1, 0), (page.GetProperty("counts").GetProperty("unreachable").GetInt32(), page.GetProperty("counts").GetProperty("trap").GetInt32(), page.GetProperty("purged").GetInt32()));
        var rest = await marketing.Json($"/api/quarantine?size=2&before={page.GetProperty("next").GetInt64()}");
        Assert.Equal(1, rest.GetProperty("list")[0].GetProperty("number").GetInt64());
        Assert.False(rest.TryGetProperty("next", out _));
        var one = await marketing.Json("/api/quarantine/3");
        Assert.Equal(("trap", "form:contact", "bot@example.org"), (one.GetProperty("reason").GetString(), one.GetProperty("door").GetString(), one.GetProperty("person").GetProperty("email").GetString()));
        Assert.Equal("please", one.GetProperty("facts").GetProperty("message").GetString());
        Assert.Equal(1, (await marketing.Json("/api/quarantine?reason=trap")).GetProperty("list").GetArrayLength());
        await (await marketing.GetAsync("/api/quarantine?reason=fun")).Problem(400);
        await (await marketing.GetAsync("/api/quarantine/17")).Problem(404);
    }

    [Fact]
    public async Task One_is_released_once_as_it_came_or_to_the_address_that_was_found_out()
    {
        await using var site = await Full();
        var admin = await site.As(Role.Admin);
        using var released = await admin.PostAsync("/api/quarantine/3/release", null);
        Assert.Equal(HttpStatusCode.OK, released.StatusCode);
        Assert.Equal(1, (await site.State(LeadId.Of(Identity.Email("bot@example.org")))).Inquiries);
        await (await admin.PostAsync("/api/quarantine/3/release", null)).Problem(404);
        await (await admin.PostAsJsonAsync("/api/quarantine/1/release", new { email = "nobody" })).Problem(400);
        using var better = await admin.PostAsJsonAsync("/api/quarantine/1/release", new { email = "Zoe@Example.org" });
        var zoe = LeadId.Of(Identity.Email("zoe@example.org"));
        Assert.Equal(zoe.ToString(), (await better.Json()).GetProperty("lead").GetString());
        Assert.Equal("zoe@example.org", (await site.State(zoe)).Person.Email);
        Assert.Equal(1, (await admin.Json("/api/quarantine")).GetProperty("list").GetArrayLength());
    }

    [Fact]
    public async Task One_or_all_of_a_reason_are_thrown_away_and_counted()
    {
        await using var site = await Full();
        var marketing = await site.As(Role.Marketing);
        Assert.Equal(HttpStatusCode.NoContent, (await marketing.DeleteAsync("/api/quarantine/3")).StatusCode);
        await (await marketing.DeleteAsync("/api/quarantine/3")).Problem(404);
        await (await marketing.PostAsJsonAsync("/api/quarantine/purge", new { reason = "all" })).Problem(400);
        await (await marketing.PostAsJsonAsync("/api/quarantine/purge", new { })).Problem(400);
        using var purged = await marketing.PostAsJsonAsync("/api/quarantine/purge", new { reason = "unreachable" });
        Assert.Equal(2, (await purged.Json()).GetProperty("purged").GetInt32());
        var left = await marketing.Json("/api/quarantine");
        Assert.Equal((0, 3), (left.GetProperty("list").GetArrayLength(), left.GetProperty("purged").GetInt32()));
    }

    [Fact]
    public async Task Nobody_else_may_look()
    {
        await using var site = await Full();
        foreach (var role in (Role[])[Role.SalesManager, Role.PartnerManager, Role.Operator, Role.Intake])
            await (await (await site.As(role)).GetAsync("/api/quarantine")).Problem(403);
        await (await site.Http.GetAsync("/api/quarantine")).Problem(401);
    }

    // Two that can't be reached, and a program that filled the trap.
    private static async Task<Site> Full()
    {
        var site = await Site.Open();
        foreach (var form in ((string, string)[][])[[("name", "Zoe")], [("name", "Yan")], [("email", "bot@example.org"), ("message", "please"), ("_gotcha", "x")]])
            (await site.Post("/in/form/contact", form)).Dispose();
        return site;
    }
}
