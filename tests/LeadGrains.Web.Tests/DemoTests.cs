using System.Net;
using LeadGrains.Engine;
using LeadGrains.Store;

namespace LeadGrains.Web.Tests;

/// <summary>What only a demo has: a clock to adjust, and people to choose from.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task The_clock_is_shown_and_told_what_to_do()
    {
        await using var site = await Site.Open();
        await using var clock = new RunningClock(site.Time, () => site.Engine.Find(default), TimeProvider.System);
        await using var web = await WebServer.Start(HouseOf(site) with { Demo = new DemoStage(clock), People = site.People, Wall = new VirtualTime(site.Time.Now) }, "http://127.0.0.1:0", site.Complaints.Add);
        var session = await site.SessionOf(Role.Admin);
        using var boss = site.Browser(session);
        var url = web.Urls[0] + "/portal/clock";
        var begun = site.Time.Now;
        Assert.Contains("\"order\":\"pause\"", await boss.GetStringAsync(url), StringComparison.Ordinal);

        using (var jump = await boss.Act(session, url, ("do", "jump-week"), ("back", "/portal/stages"))) Assert.Equal("/portal/stages?done=clock", jump.Headers.Location?.ToString());
        await clock.Jump(TimeSpan.Zero);
        Assert.True(site.Time.Now >= begun + TimeSpan.FromDays(7));
        Assert.Contains("aria-label=\"The demo", await boss.GetStringAsync(web.Urls[0] + "/portal/stages"), StringComparison.Ordinal);
        using (var day = await boss.Act(session, url, ("do", "day"))) Assert.Contains("86400", await day.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var pause = await boss.Act(session, url, ("do", "pause"), ("back", "//elsewhere.example"))) Assert.Equal("/portal?done=clock", pause.Headers.Location?.ToString());
        Assert.Equal(TimeSpan.Zero, clock.PerSecond);
        using (var wrong = await boss.Act(session, url, ("do", "back"))) Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using (var foreign = await boss.PostAsync(url, Fields(("do", "day")))) Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode); // without the form's token
        using (var stranger = await site.Http.PostAsync(url, Fields(("do", "day")))) Assert.NotEqual(HttpStatusCode.OK, stranger.StatusCode);
        Assert.Equal(TimeSpan.Zero, clock.PerSecond);
    }

    [Fact]
    public async Task Who_comes_to_a_demo_chooses_who_to_be_and_only_from_this_machine()
    {
        await using var site = await Site.Open();
        await using var clock = new RunningClock(site.Time, () => site.Engine.Find(default), TimeProvider.System);
        Assert.Equal(ReplyKind.Done, (await site.Engine.Tell("partners", new AddMember(new Member("pia") { DisplayName = "Pia & Co", Email = "pia@example.org" }))).Kind);
        using var people = new PeopleBook([], site.Engine.Keep);
        var mara = (await people.Add("Mara", "mara@example.org", Role.Marketing, site.Time.Now)).Person!;
        var house = HouseOf(site) with { People = people, Wall = TimeProvider.System };
        house = house with { Demo = new DemoStage(clock) { Door = new DemoDoor(people, house.Members, () => house.WallNow) } };
        await using var web = await WebServer.Start(house, "http://127.0.0.1:0", site.Complaints.Add);
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(web.Urls[0]) };
        const string Path = "/portal/demo";
        Assert.Contains("Pia &amp; Co", await browser.GetStringAsync(Path), StringComparison.Ordinal);
        using (var signIn = await browser.GetAsync("/portal/sign-in")) Assert.Equal(Path, signIn.Headers.Location?.ToString());
        foreach (var (name, value) in ((string, string)[])[("Host", "evil.example"), ("Sec-Fetch-Site", "cross-site")])
        {
            using var foreign = new HttpRequestMessage(HttpMethod.Post, Path) { Content = Fields(("who", "partners/pia")) };
            foreign.Headers.TryAddWithoutValidation(name, value);
            using var answer = await browser.SendAsync(foreign);
            Assert.True((int)answer.StatusCode is 403 or 404, $"{name}: {answer.StatusCode}");
        }
        using (var nobody = await browser.PostAsync(Path, Fields(("who", "partners/zoe")))) Assert.Equal(HttpStatusCode.BadRequest, nobody.StatusCode);
        using (var chosen = await browser.PostAsync(Path, Fields(("who", "partners/pia")))) Assert.Equal("/portal?done=saved", chosen.Headers.Location?.ToString());
        using (var clockOfPia = await browser.GetAsync("/portal/clock")) Assert.Equal(HttpStatusCode.OK, clockOfPia.StatusCode);
        using (var board = await browser.GetAsync("/portal/stages")) Assert.Equal(HttpStatusCode.Forbidden, board.StatusCode);
        // Weeks later by the demo's clock they are still there.
        await clock.Jump(TimeSpan.FromDays(28));
        using (var chosen = await browser.PostAsync(Path, Fields(("who", $"{mara.Number}")))) Assert.Equal("/portal?done=saved", chosen.Headers.Location?.ToString());
        await clock.Jump(TimeSpan.FromDays(28));
        using (var board = await browser.GetAsync("/portal/stages")) Assert.Equal(HttpStatusCode.OK, board.StatusCode);
        using var none = await site.Http.GetAsync(Path); // a house in earnest
        Assert.NotEqual(HttpStatusCode.OK, none.StatusCode);
    }

    private static WebHouse HouseOf(Site site) => new(site.Engine, () => site.Engine.Program, new ViewPool(site.File), site.Links, site.Keys, "Kestrel & Works", site.WebTime);

    private static FormUrlEncodedContent Fields(params (string Name, string Value)[] fields) => new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
}
