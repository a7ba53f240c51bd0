using System.Net;
using LeadGrains.Engine;
using Microsoft.AspNetCore.Http;

namespace LeadGrains.Web.Tests;

/// <summary>What only a demo has: a clock to adjust, and people to choose from.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task The_clock_is_shown_and_told_what_to_do()
    {
        await using var site = await Site.Open();
        await using var clock = new RunningClock(site.Time, () => site.Engine.Find(default), TimeProvider.System);
        await using var web = await WebServer.Start(HouseOf(site) with { Demo = new DemoStage(clock) }, "http://127.0.0.1:0", site.Complaints.Add);
        var boss = await site.As(Role.Admin);
        var url = web.Urls[0] + "/portal/clock";
        var begun = site.Time.Now;
        Assert.Contains("\"order\":\"pause\"", await boss.GetStringAsync(url), StringComparison.Ordinal);

        using (var jump = await boss.PostAsync(url, Fields(("do", "jump-week"), ("back", "/portal/stages")))) Assert.Equal("/portal/stages?done=clock", jump.Headers.Location?.ToString());
        await clock.Jump(TimeSpan.Zero);
        Assert.True(site.Time.Now >= begun + TimeSpan.FromDays(7));
        Assert.Contains("aria-label=\"The demo", await boss.GetStringAsync(web.Urls[0] + "/portal/stages"), StringComparison.Ordinal);
        using (var day = await boss.PostAsync(url, Fields(("do", "day")))) Assert.Contains("86400", await day.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var pause = await boss.PostAsync(url, Fields(("do", "pause"), ("back", "//elsewhere.example")))) Assert.Equal("/portal?done=clock", pause.Headers.Location?.ToString());
        Assert.Equal(TimeSpan.Zero, clock.PerSecond);
        using (var wrong = await boss.PostAsync(url, Fields(("do", "back")))) Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using (var stranger = await site.Http.PostAsync(url, Fields(("do", "day")))) Assert.NotEqual(HttpStatusCode.OK, stranger.StatusCode);
        Assert.Equal(TimeSpan.Zero, clock.PerSecond);
    }

    [Fact]
    public async Task Who_comes_to_a_demo_chooses_who_to_be_and_only_from_this_machine()
    {
        await using var site = await Site.Open();
        await using var clock = new RunningClock(site.Time, () => site.Engine.Find(default), TimeProvider.System);
        var door = new TwoPeople();
        await using var web = await WebServer.Start(HouseOf(site) with { Demo = new DemoStage(clock) { Door = door } }, "http://127.0.0.1:0", site.Complaints.Add);
        var url = web.Urls[0] + "/portal/demo";
        Assert.Contains("Pia &amp; Co", await site.Http.GetStringAsync(url), StringComparison.Ordinal);
        using (var chosen = await site.Http.PostAsync(url, Fields(("who", "pia")))) Assert.Equal("/portal?done=saved", chosen.Headers.Location?.ToString());
        Assert.Equal(["pia"], door.SignedIn);
        using (var nobody = await site.Http.PostAsync(url, Fields(("who", "zoe")))) Assert.Equal(HttpStatusCode.BadRequest, nobody.StatusCode);
        foreach (var (name, value) in ((string, string)[])[("Host", "evil.example"), ("Sec-Fetch-Site", "cross-site")])
        {
            using var foreign = new HttpRequestMessage(HttpMethod.Post, url) { Content = Fields(("who", "pia")) };
            foreign.Headers.TryAddWithoutValidation(name, value);
            using var answer = await site.Http.SendAsync(foreign);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        Assert.Equal(["pia"], door.SignedIn);
        using var none = await site.Http.GetAsync("/portal/demo"); // a house in earnest
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    private static WebHouse HouseOf(Site site) => new(site.Engine, () => site.Engine.Program, site.File, site.Links, site.Keys, "Kestrel & Works", site.WebTime);

    private static FormUrlEncodedContent Fields(params (string Name, string Value)[] fields) => new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private sealed class TwoPeople : IDemoDoor
    {
        public List<string> SignedIn { get; } = [];

        public Task<IReadOnlyList<DemoPerson>> People() =>
            Task.FromResult<IReadOnlyList<DemoPerson>>([new("mara", "Mara", Role.Marketing), new("pia", "Pia & Co", Role.PartnerUser, "partners")]);

        public async Task<bool> SignIn(HttpContext http, string who)
        {
            if ((await People()).All(p => p.Who != who)) return false;
            SignedIn.Add(who);
            return true;
        }
    }
}
