using System.Net;
using AngleSharp.Dom;

namespace LeadGrains.Web.Tests.Portal;

/// <summary><c>/portal/webhooks</c>: who may, what is shown once, what was missed and telling it again (P3).</summary>
public sealed class WebhookPageTests
{
    [Fact]
    public async Task An_admin_adds_one_sees_its_secret_once_and_it_is_told()
    {
        await using var site = await WatchSite.Open();
        using var receiver = new Receiver();
        var admin = await site.Reader(Role.Admin);
        Assert.Contains("Nobody is told anything yet", (await admin.Page("/portal/webhooks")).Body!.TextContent, StringComparison.Ordinal);
        using var made = await admin.Try("/portal/webhooks", ("name", "our CRM"), ("url", receiver.Url), ("event", "inquired"), ("event", "won"));
        var secret = (await made.Page("/portal/webhooks", HttpStatusCode.OK)).QuerySelector("pre")!.TextContent;
        Assert.Equal(site.Webhooks.Find(1)!.Secret, secret);
        Assert.Equal(["inquired", "won"], site.Webhooks.Find(1)!.Events);
        foreach (var path in (string[])["/portal/webhooks", "/portal/webhooks/1"])
            Assert.DoesNotContain(secret, await admin.GetStringAsync(path), StringComparison.Ordinal);
        await site.Lead();
        await site.Tell();
        Assert.True(Assert.Single(receiver.Heard).IsSigned(secret, site.Time.GetUtcNow()));
        Assert.Contains("lead.inquired", (await admin.Page("/portal/webhooks/1")).QuerySelector("#tries")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_letters_are_listed_and_told_again_under_their_ids()
    {
        await using var site = await WatchSite.Open();
        using var receiver = new Receiver { Answer = _ => "500 Oops" };
        var admin = await site.Reader(Role.Admin);
        using (await admin.Try("/portal/webhooks", ("name", "our CRM"), ("url", receiver.Url), ("event", "inquired"))) { }
        foreach (var name in (string[])["ann", "bob"]) await site.Lead(name);
        await site.Tell();
        IElement dead;
        do await site.Later(TimeSpan.FromHours(1));
        while ((dead = (await admin.Page("/portal/webhooks/1")).QuerySelector("#dead")!).QuerySelectorAll("tbody tr").Length < 2);
        var told = receiver.Heard.Count;
        receiver.Answer = _ => "200 OK";
        var id = dead.QuerySelector("input[name=id]")!.GetAttribute("value")!;
        Assert.Equal("/portal/webhooks/1?done=again", await admin.Sent("/portal/webhooks/1/replay", ("id", id)));
        await site.Tell();
        Assert.Equal(id, Assert.Single(receiver.Heard.Skip(told)).Id);
        Assert.NotEmpty(await admin.Refused(HttpStatusCode.NotFound, "/portal/webhooks/1/replay", ("id", id))); // it isn't dead any more
        await admin.Sent("/portal/webhooks/1/replay", ("dead", "all"));
        await site.Tell();
        Assert.Contains("None", (await admin.Page("/portal/webhooks/1")).QuerySelector("#dead")!.TextContent, StringComparison.Ordinal);
        await admin.Sent("/portal/webhooks/1/replay", ("from", "1"));
        await site.Tell();
        Assert.Equal(told + 4, receiver.Heard.Count);
    }

    [Fact]
    public async Task It_is_changed_paused_resumed_given_another_secret_and_removed()
    {
        await using var site = await WatchSite.Open();
        using var receiver = new Receiver();
        var admin = await site.Reader(Role.Admin);
        using (await admin.Try("/portal/webhooks", ("name", "our CRM"), ("url", receiver.Url), ("whose", "partners/pia"))) { }
        var secret = site.Webhooks.Find(1)!.Secret;
        Assert.Equal("partners/pia", site.Webhooks.Find(1)!.Whose.ToString());
        await admin.Sent("/portal/webhooks/1/change", ("name", "another"), ("url", receiver.Url), ("event", "won"));
        await admin.Sent("/portal/webhooks/1/pause");
        Assert.Equal(("another", WebhookStanding.Paused), (site.Webhooks.Find(1)!.Name, site.Webhooks.Find(1)!.Standing));
        Assert.NotNull((await admin.Page("/portal/webhooks/1")).QuerySelector("form[action$='/resume']"));
        await admin.Sent("/portal/webhooks/1/resume");
        Assert.Equal(WebhookStanding.Flowing, site.Webhooks.Find(1)!.Standing);
        using var rotated = await admin.Try("/portal/webhooks/1/rotate");
        Assert.Equal(site.Webhooks.Find(1)!.Secret, (await rotated.Page("rotate", HttpStatusCode.OK)).QuerySelector("pre")!.TextContent);
        Assert.Equal(secret, site.Webhooks.Find(1)!.SecretBefore);
        Assert.Equal("/portal/webhooks?done=removed", await admin.Sent("/portal/webhooks/1/remove"));
        Assert.Null(site.Webhooks.Find(1));
        await admin.Page("/portal/webhooks/1", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_member_manages_their_own_and_anybody_elses_answers_like_a_missing_one()
    {
        await using var site = await WatchSite.Open();
        var (pia, ines, admin) = (await site.Reader(Role.PartnerUser, "partners", "pia"), await site.Reader(Role.SalesRep, "sales", "ines"), await site.Reader(Role.Admin));
        using (await pia.Try("/portal/webhooks", ("name", "pia's own"), ("url", "https://crm.example.com/hook"))) { }
        Assert.Equal("partners/pia", site.Webhooks.Find(1)!.Whose.ToString());
        Assert.Null((await pia.Page("/portal/webhooks")).QuerySelector("select[name=whose]"));
        foreach (var reader in (HttpClient[])[pia, admin]) Assert.Contains("pia's own", (await reader.Page("/portal/webhooks")).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("pia's own", (await ines.Page("/portal/webhooks")).Body!.TextContent, StringComparison.Ordinal);
        var before = site.Content();
        Assert.NotEmpty(await ines.Refused(HttpStatusCode.BadRequest, "/portal/webhooks", ("name", "x"), ("url", "https://example.com/"), ("whose", "partners/pia")));
        foreach (var word in (string[])["change", "pause", "resume", "rotate", "replay", "remove"])
        {
            using var foreign = await ines.Try($"/portal/webhooks/1/{word}", ("name", "x"), ("url", "https://example.com/"), ("dead", "all"));
            using var missing = await ines.Try($"/portal/webhooks/99/{word}", ("name", "x"), ("url", "https://example.com/"), ("dead", "all"));
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (foreign.StatusCode, missing.StatusCode));
            Assert.Equal(await missing.Content.ReadAsStringAsync(), await foreign.Content.ReadAsStringAsync());
        }
        await ines.Page("/portal/webhooks/1", HttpStatusCode.NotFound);
        Assert.Equal(before, site.Content());
    }

    [Theory]
    [InlineData("", "https://crm.example.com/", "won", "has a name")]
    [InlineData("x", "ftp://crm.example.com/", "won", "url: ")]
    [InlineData("x", "https://crm.example.com/", "eaten", "no event 'eaten'")]
    public async Task What_is_wrong_is_said_and_nobody_types_it_twice(string name, string url, string happened, string why)
    {
        await using var site = await WatchSite.Open();
        var admin = await site.Reader(Role.Admin);
        using (await admin.Try("/portal/webhooks", ("name", "fine"), ("url", "https://crm.example.com/"))) { }
        var before = site.Content();
        foreach (var path in (string[])["/portal/webhooks", "/portal/webhooks/1/change"])
        {
            using var answer = await admin.Try(path, ("name", name), ("url", url), ("event", happened), ("event", "lost"));
            var page = await answer.Page(path, HttpStatusCode.BadRequest);
            Assert.Contains(why, page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
            Assert.Equal((name, url), (page.QuerySelector("input[name=name]")!.GetAttribute("value") ?? "", page.QuerySelector("input[name=url]")!.GetAttribute("value")));
            Assert.NotNull(page.QuerySelector("input[name=event][value=lost][checked]"));
        }
        Assert.NotEmpty(await admin.Refused(HttpStatusCode.BadRequest, "/portal/webhooks/1/replay", ("from", "many")));
        Assert.Equal(before, site.Content());
    }
}
