using System.Net.Http.Json;
using LeadGrains.Store;

namespace LeadGrains.Web.Tests;

/// <summary>Webhooks by the API: who may, what is refused, secrets.</summary>
public sealed class ManagingTests
{
    [Fact]
    public async Task A_secret_is_shown_once_and_stands_in_no_list_answer_log_or_text()
    {
        await using var site = await ApiSite.Open();
        using var receiver = new Receiver { Answer = _ => "500 Oops" };
        var admin = await site.As(Role.Admin);
        var (hook, secret) = await admin.Hook(receiver.Url);
        await site.Lead();
        await site.Tell();
        using var rotated = await admin.Say(hook, "rotate");
        var newer = (await rotated.Json()).GetProperty("secret").GetString()!;
        Assert.NotEqual(secret, newer);
        var said = string.Join('\n', await admin.GetStringAsync("/api/webhooks"), await admin.GetStringAsync($"/api/webhooks/{hook}"), await admin.GetStringAsync($"/api/webhooks/{hook}/deliveries"),
            await admin.GetStringAsync("/openapi/v1.json"), string.Join('\n', site.Alerts.Concat(site.Complaints)), site.Webhooks.Find(hook)!.ToString());
        foreach (var hidden in (string[])[secret[6..], newer[6..]]) Assert.DoesNotContain(hidden, said, StringComparison.Ordinal);
        using var views = LeadViews.Open(site.File);
        Assert.DoesNotContain(views.Settings(), s => s.Value.Contains("whsec_", StringComparison.Ordinal));
        using (await admin.DeleteAsync($"/api/webhooks/{hook}")) { }
        foreach (var row in views.Webhooks()) Assert.DoesNotContain("whsec_", row.Body, StringComparison.Ordinal);
        await (await admin.GetAsync($"/api/webhooks/{hook}")).Problem(404);
        Assert.Equal(2, (await admin.Hook(receiver.Url)).Number); // a number is never given twice
    }

    [Fact]
    public async Task After_a_rotation_both_secrets_fit_for_a_day_and_then_the_new_one_alone()
    {
        await using var site = await ApiSite.Open();
        using var receiver = new Receiver();
        var admin = await site.As(Role.Admin);
        var (hook, first) = await admin.Hook(receiver.Url, "inquired");
        using var rotated = await admin.Say(hook, "rotate");
        var second = (await rotated.Json()).GetProperty("secret").GetString()!;
        await site.Lead("ann");
        await site.Tell();
        var now = site.Time.GetUtcNow();
        var heard = Assert.Single(receiver.Heard);
        Assert.True(heard.IsSigned(first, now) && heard.IsSigned(second, now));
        // From the receiver's side: another secret, another body, cut, or too old, and it is refused.
        Assert.False(heard.IsSigned(Webhook.NewSecret(), now));
        Assert.False((heard with { Body = heard.Body[..^1] }).IsSigned(first, now));
        Assert.False((heard with { Signature = heard.Signature.Split(' ')[0][..20] }).IsSigned(second, now));
        Assert.False((heard with { Id = heard.Id + "0" }).IsSigned(first, now));
        Assert.False(heard.IsSigned(first, now + TimeSpan.FromMinutes(6)));
        site.Time.Advance(WebhookLimits.RotationFor);
        await site.Lead("bob");
        await site.Tell();
        now = site.Time.GetUtcNow();
        Assert.False(receiver.Heard[^1].IsSigned(first, now));
        Assert.True(receiver.Heard[^1].IsSigned(second, now));
    }

    [Fact]
    public async Task A_member_manages_their_own_and_a_foreign_one_answers_like_a_missing_one()
    {
        await using var site = await ApiSite.Open();
        var (pia, paul, admin) = (await site.As(Role.PartnerUser, "partners", "pia"), await site.As(Role.PartnerUser, "partners", "paul"), await site.As(Role.Admin));
        var (hook, _) = await pia.Hook("https://crm.example.com/hook");
        Assert.Equal("partners/pia", (await pia.Hook(hook)).GetProperty("whose").GetString());
        Assert.Equal(0, (await paul.Json("/api/webhooks")).GetArrayLength());
        Assert.Equal(1, (await admin.Json("/api/webhooks")).GetArrayLength());
        await (await paul.PostAsJsonAsync("/api/webhooks", new { name = "x", url = "https://example.com/", team = "partners", member = "pia" })).Problem(400);
        var before = site.Content();
        foreach (var command in (string[])["", "rotate", "pause", "resume", "replay"])
        {
            var foreign = await (await paul.Say(hook, command, new { })).Problem(404);
            var missing = await (await paul.Say(99, command, new { })).Problem(404);
            Assert.Equal(missing.ToString(), foreign.ToString());
        }
        foreach (var path in (string[])["", "/deliveries", "/dead"]) await (await paul.GetAsync($"/api/webhooks/{hook}{path}")).Problem(404);
        await (await paul.DeleteAsync($"/api/webhooks/{hook}")).Problem(404);
        Assert.Equal(before, site.Content());
        for (var i = 1; i < WebhookLimits.OfMemberMax; i++) await pia.Hook("https://crm.example.com/hook");
        await (await pia.PostAsJsonAsync("/api/webhooks", new { name = "x", url = "https://example.com/" })).Problem(409);
    }

    [Fact]
    public async Task Every_fault_is_named()
    {
        await using var site = await ApiSite.Open();
        var admin = await site.As(Role.Admin);
        var problem = await (await admin.PostAsJsonAsync("/api/webhooks", new { url = "ftp://x", events = (string[])["accepted", "eaten"], team = "nobody", after = 99 })).Problem(400);
        Assert.Equal(5, problem.GetProperty("faults").GetArrayLength());
        await (await admin.PostAsJsonAsync("/api/webhooks", new { name = "x", url = "https://user:pw@example.com/" })).Problem(400);
        await (await admin.PostAsJsonAsync("/api/webhooks", new { name = "x", url = "https://example.com/", member = "pia" })).Problem(400);
        var (hook, _) = await admin.Hook("https://example.com/");
        await (await admin.Say(hook, "", new { team = "sales" })).Problem(400);
        await (await admin.Say(hook, "", new { name = "" })).Problem(400);
        await (await admin.Say(hook, "replay", new { })).Problem(400);
        await (await admin.Say(hook, "replay", new { from = 99_999 })).Problem(400);
        using var changed = await admin.Say(hook, "", new { name = "another", events = (string[])["won"] });
        Assert.Equal(("another", 1), ((await changed.Json()).GetProperty("name").GetString(), (await admin.Hook(hook)).GetProperty("events").GetArrayLength()));
    }

    [Fact]
    public async Task Paused_it_is_told_nothing_and_resumed_everything_that_happened_meanwhile()
    {
        await using var site = await ApiSite.Open();
        using var receiver = new Receiver();
        var admin = await site.As(Role.Admin);
        var (hook, _) = await admin.Hook(receiver.Url, "inquired");
        using (await admin.Say(hook, "pause")) await site.Lead("ann");
        await site.Tell();
        Assert.Empty(receiver.Heard);
        using (await admin.Say(hook, "resume")) await site.Tell();
        Assert.Single(receiver.Heard);
    }

    [Theory]
    [InlineData("https://127.0.0.1/"), InlineData("https://localhost/"), InlineData("https://[::1]/"), InlineData("https://169.254.169.254/latest/meta-data"), InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/"), InlineData("https://10.1.2.3/"), InlineData("https://[fd00:ec2::254]/"), InlineData("https://[::ffff:10.0.0.1]/"), InlineData("https://0.0.0.0/")]
    public async Task A_private_address_is_never_connected_to_and_the_webhook_is_paused(string url)
    {
        await using var site = await ApiSite.Open();
        using var book = new WebhookBook([], site.Engine.Keep);
        await using var post = new WebhookPost(() => LeadViews.Open(site.File), book, () => site.Engine.Program, site.Time, site.Alerts.Add, new Random(1));
        Assert.NotNull(await book.Add(number => new Webhook(number, "x", url, WebhookScope.All, "t", site.Time.Now) { Secret = Webhook.NewSecret() }, 0));
        await site.Lead();
        await post.Work();
        var hook = Assert.Single(book.All);
        Assert.Equal(WebhookStanding.Failed, hook.Standing);
        Assert.Contains("isn't public", hook.Because, StringComparison.Ordinal);
        Assert.Single(site.Alerts);
    }

    [Fact]
    public async Task Http_is_refused_where_it_isn_t_development()
    {
        await using var site = await ApiSite.Open();
        using var receiver = new Receiver();
        using var book = new WebhookBook([], site.Engine.Keep);
        await using var post = new WebhookPost(() => LeadViews.Open(site.File), book, () => site.Engine.Program, site.Time, site.Alerts.Add, new Random(1));
        await book.Add(number => new Webhook(number, "x", receiver.Url, WebhookScope.All, "t", site.Time.Now) { Secret = Webhook.NewSecret() }, 0); // made in development
        await site.Lead();
        await post.Work();
        Assert.Empty(receiver.Heard);
        Assert.Equal(WebhookStanding.Failed, Assert.Single(book.All).Standing);
    }
}
