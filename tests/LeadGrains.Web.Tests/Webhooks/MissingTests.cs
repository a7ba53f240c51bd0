using System.Net;
using LeadGrains.Contract;
using LeadGrains.Store;

namespace LeadGrains.Web.Tests;

/// <summary>Receivers that fail, are slow, redirect, or are gone.</summary>
public sealed class MissingTests
{
    [Fact]
    public void The_waits_are_those_of_the_standard_with_jitter_and_76_hours_in_all()
    {
        Assert.Equal(10, WebhookSchedule.TriesMax);
        Assert.InRange(WebhookSchedule.Waits.Aggregate(TimeSpan.Zero, (a, b) => a + b).TotalHours, 75, 77);
        var now = SmallProgram.Monday;
        Assert.Equal(now + TimeSpan.FromSeconds(4.5), WebhookSchedule.Next(1, now, 0));
        Assert.Equal(now + TimeSpan.FromHours(24), WebhookSchedule.Next(9, now, 0.5));
        Assert.Null(WebhookSchedule.Next(10, now, 0.5));
        Assert.Equal(now + TimeSpan.FromMinutes(10), WebhookSchedule.Next(1, now, 0.5, TimeSpan.FromMinutes(10)));
        Assert.Equal(now + TimeSpan.FromHours(24), WebhookSchedule.Next(9, now, 0.5, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task What_is_never_taken_is_tried_ten_times_over_76_hours_under_one_id_and_then_kept_and_can_be_told_again()
    {
        await using var site = await ApiSite.Open();
        using var receiver = new Receiver { Answer = _ => "500 Oops" };
        var admin = await site.As(Role.Admin);
        var (hook, _) = await admin.Hook(receiver.Url, "inquired");
        await site.Lead();
        await site.Tell();
        var begun = site.Time.Now;
        while ((await admin.Hook(hook)).GetProperty("dead").GetInt32() == 0) await site.Later(TimeSpan.FromHours(1));
        Assert.InRange((site.Time.Now - begun).TotalHours, 68, 90);
        Assert.Equal(WebhookSchedule.TriesMax, receiver.Heard.Count);
        Assert.Single(receiver.Heard.Select(h => h.Id).Distinct());
        var dead = (await admin.Json($"/api/webhooks/{hook}/dead"))[0];
        Assert.Equal(("dead", 10, receiver.Heard[0].Id), (dead.GetProperty("status").GetString(), dead.GetProperty("tries").GetInt32(), dead.GetProperty("id").GetString()));

        receiver.Answer = _ => "200 OK";
        using (var replay = await admin.Say(hook, "replay", new { id = receiver.Heard[0].Id })) Assert.Equal(HttpStatusCode.Accepted, replay.StatusCode);
        await site.Tell();
        Assert.Equal(receiver.Heard[0].Id, receiver.Heard[^1].Id);
        Assert.Equal((0, 0), ((await admin.Hook(hook)).GetProperty("dead").GetInt32(), (await admin.Hook(hook)).GetProperty("waiting").GetInt32()));
        await (await admin.Say(hook, "replay", new { id = receiver.Heard[0].Id })).Problem(404);
    }

    [Fact]
    public async Task One_that_is_down_gets_a_try_now_and_then_delays_nobody_and_loses_nothing()
    {
        await using var site = await ApiSite.Open();
        using var down = new Receiver { Answer = _ => "503 Down" };
        using var well = new Receiver();
        var admin = await site.As(Role.Admin);
        var (hook, _) = await admin.Hook(down.Url, "inquired");
        await admin.Hook(well.Url, "inquired");
        for (var i = 0; i < 40; i++) await site.Lead($"p{i}");
        await site.Tell();
        Assert.Equal(40, well.Heard.Count);
        Assert.InRange(down.Heard.Count, WebhookLimits.DownAfterMisses, WebhookLimits.DownAfterMisses + WebhookLimits.AtOnceMax);
        var tried = down.Heard.Count;
        await site.Later(TimeSpan.FromMinutes(1));
        Assert.InRange(down.Heard.Count - tried, 1, 2 * WebhookLimits.AtOnceMax);
        down.Answer = _ => "200 OK";
        for (var hours = 0; hours < 4 && down.Heard.Select(h => h.Id).Distinct().Count() < 40; hours++) await site.Later(TimeSpan.FromHours(1));
        await site.Later(TimeSpan.FromHours(3));
        Assert.Equal(40, down.Heard.Select(h => h.Id).Distinct().Count());
        Assert.Equal((0, "flowing"), ((await admin.Hook(hook)).GetProperty("waiting").GetInt32(), (await admin.Hook(hook)).GetProperty("standing").GetString()));
    }

    [Fact]
    public async Task One_that_takes_nothing_for_days_is_paused_with_an_alert_and_goes_on_where_it_was()
    {
        await using var site = await ApiSite.Open();
        using var receiver = new Receiver { Answer = _ => "404 Not Found" };
        var admin = await site.As(Role.Admin);
        var (hook, _) = await admin.Hook(receiver.Url, "inquired");
        for (var i = 0; i < 12; i++) await site.Lead($"p{i}");
        await site.Tell();
        for (var days = 0; days < 7 * 24; days++) await site.Later(TimeSpan.FromHours(1));
        Assert.Equal("failed", (await admin.Hook(hook)).GetProperty("standing").GetString());
        Assert.Contains("nothing was taken", Assert.Single(site.Alerts), StringComparison.Ordinal);
        var tries = receiver.Heard.Count;
        await site.Later(TimeSpan.FromDays(1));
        Assert.Equal(tries, receiver.Heard.Count);

        receiver.Answer = _ => "200 OK";
        using (await admin.Say(hook, "resume")) await site.Tell();
        using (await admin.Say(hook, "replay", new { dead = true })) await site.Tell();
        for (var days = 0; days < 3; days++) await site.Later(TimeSpan.FromDays(1));
        Assert.Equal(12, receiver.Heard.Skip(tries).Select(h => h.Id).Distinct().Count());
        site.Alerts.Clear();
    }

    [Fact]
    public async Task Gone_is_taken_at_its_word()
    {
        await using var site = await ApiSite.Open();
        using var receiver = new Receiver { Answer = _ => "410 Gone" };
        var admin = await site.As(Role.Admin);
        var (hook, _) = await admin.Hook(receiver.Url, "inquired");
        await site.Lead();
        await site.Tell();
        await site.Lead("bob");
        await site.Later(TimeSpan.FromDays(1));
        Assert.Single(receiver.Heard);
        Assert.Equal("gone", (await admin.Hook(hook)).GetProperty("standing").GetString());
        Assert.Single(site.Alerts);
        receiver.Answer = _ => "200 OK";
        using (await admin.Say(hook, "resume")) await site.Tell();
        Assert.Equal(2, receiver.Heard.Select(h => h.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_the_receiver_may_ask_for_a_pause()
    {
        await using var site = await ApiSite.Open();
        using var other = new Receiver();
        using var receiver = new Receiver { Answer = _ => $"307 Temporary Redirect\r\nLocation: {other.Url}" };
        var admin = await site.As(Role.Admin);
        await admin.Hook(receiver.Url, "inquired");
        await site.Lead();
        await site.Tell();
        Assert.Equal((1, 0), (receiver.Heard.Count, other.Heard.Count));
        receiver.Answer = _ => "429 Slow down\r\nRetry-After: 7200";
        await site.Later(TimeSpan.FromMinutes(1));
        Assert.Equal(2, receiver.Heard.Count);
        await site.Lead("bob");
        await site.Later(TimeSpan.FromMinutes(110));
        Assert.Equal(2, receiver.Heard.Count);
        receiver.Answer = _ => "200 OK";
        await site.Later(TimeSpan.FromMinutes(20));
        await site.Tell();
        Assert.Equal(2, receiver.Heard.Skip(2).Select(h => h.Id).Distinct().Count());
    }

    [Fact]
    public async Task One_who_never_answers_is_left_after_a_while_and_tried_again()
    {
        await using var site = await ApiSite.Open();
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var receiver = new Receiver { Answer = _ => { heard.TrySetResult(); return null; } };
        var admin = await site.As(Role.Admin);
        var (hook, _) = await admin.Hook(receiver.Url, "inquired");
        await site.Lead();
        var told = site.WebhookPost.Work();
        await heard.Task.WaitAsync(TimeSpan.FromSeconds(20));
        site.Time.Advance(Mail.WebhookClient.AnswerWithin);
        await told.WaitAsync(TimeSpan.FromSeconds(20));
        var waits = (await admin.Json($"/api/webhooks/{hook}/deliveries"))[0];
        Assert.Equal(("waiting", "no answer in time"), (waits.GetProperty("status").GetString(), waits.GetProperty("answer").GetString()));
        receiver.Answer = _ => "200 OK";
        await site.Later(TimeSpan.FromSeconds(10));
        Assert.Equal("taken", (await admin.Json($"/api/webhooks/{hook}/deliveries"))[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task No_address_gets_more_than_its_share_in_a_second()
    {
        await using var site = await ApiSite.Open();
        using var receiver = new Receiver();
        await (await site.As(Role.Admin)).Hook(receiver.Url, "inquired");
        for (var i = 0; i < 3 * WebhookLimits.PerSecondMax; i++) await site.Lead($"p{i}");
        await site.WebhookPost.Work();
        Assert.InRange(receiver.Heard.Count, WebhookLimits.PerSecondMax, WebhookLimits.PerSecondMax + WebhookLimits.AtOnceMax);
        for (var i = 0; i < 5; i++) await site.Later(TimeSpan.FromSeconds(1));
        Assert.Equal(3 * WebhookLimits.PerSecondMax, receiver.Heard.Select(h => h.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_new_start_goes_on_where_the_last_one_was()
    {
        await using var site = await ApiSite.Open();
        using var receiver = new Receiver { Answer = h => h.Body.Contains("bob@", StringComparison.Ordinal) ? "500 Oops" : "200 OK" };
        await (await site.As(Role.Admin)).Hook(receiver.Url, "inquired");
        await site.Lead("ann");
        await site.Lead("bob");
        await site.Tell();
        await site.WebhookPost.DisposeAsync();
        await site.Lead("eve");
        receiver.Answer = _ => "200 OK";
        site.OpenWebhooks();
        await site.Later(TimeSpan.FromMinutes(1));
        await site.Tell();
        Assert.Equal(["ann", "bob", "bob", "eve"], receiver.Heard.Select(h => h.Data.GetProperty("lead").GetProperty("person").GetProperty("firstName").GetString()).Order());
        using var views = LeadViews.Open(site.File);
        Assert.Equal(0, views.WebhookCount(1).Waiting);
    }
}
