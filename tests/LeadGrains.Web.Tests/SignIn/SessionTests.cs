using System.Net;
using LeadGrains.Engine;

namespace LeadGrains.Web.Tests;

/// <summary>How long somebody is in, and who may act in their name.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task Another_role_ends_the_session_at_the_next_request_and_so_does_removal()
    {
        await using var site = await ApiSite.Open();
        await site.SessionOf(Role.Admin);
        var (changed, removed) = (await site.SignedIn(Role.Marketing), await site.SignedIn(Role.Operator));
        foreach (var browser in new[] { changed, removed }) Assert.True(await IsIn(browser));
        await site.People.ChangeRole(Number(site, Role.Marketing), Role.SalesManager);
        await site.People.Remove(Number(site, Role.Operator), site.Time.Now);
        foreach (var browser in new[] { changed, removed }) Assert.False(await IsIn(browser));
    }

    [Fact]
    public async Task A_member_who_left_the_team_or_has_another_address_is_out_at_the_next_request_and_stays_out()
    {
        await using var site = await ApiSite.Open();
        var (pia, paul) = (await site.SignedIn(Role.PartnerUser, "partners", "pia"), await site.SignedIn(Role.PartnerUser, "partners", "paul"));
        foreach (var browser in new[] { pia, paul }) Assert.True(await IsIn(browser));
        await Tell(site, new RemoveMember("pia"));
        await Tell(site, new ChangeMember(new Member("paul") { Email = "other@kestrel.example" }));
        foreach (var browser in new[] { pia, paul }) Assert.False(await IsIn(browser));
        await Tell(site, new AddMember(new Member("pia") { Email = "pia@kestrel.example" }));
        await Tell(site, new ChangeMember(new Member("paul") { Email = "paul@kestrel.example" }));
        foreach (var browser in new[] { pia, paul }) Assert.False(await IsIn(browser));
    }

    [Fact]
    public async Task Signing_out_is_durable_and_leaves_other_browsers_alone()
    {
        await using var site = await ApiSite.Open();
        var (here, there) = (await site.SessionOf(Role.Marketing), await site.SessionOf(Role.Marketing));
        using var left = await site.Browser(here).Act(here, "/portal/sign-out");
        Assert.Equal("/portal/sign-in", left.Headers.Location!.ToString());
        Assert.Contains("max-age=0", left.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.False(await IsIn(site.Browser(here)));
        Assert.True(await IsIn(site.Browser(there)));
        using var views = Store.LeadViews.Open(site.File);
        Assert.Single(PortalUser.Read(views.Setting).Single().Sessions);
    }

    [Fact]
    public async Task A_session_ends_after_half_a_day_of_rest_and_after_two_weeks_of_work()
    {
        await using var site = await ApiSite.Open();
        var (resting, working) = (await site.SignedIn(Role.Marketing), await site.SignedIn(Role.Operator));
        var waiting = await site.SignedIn(Role.Admin);
        waiting.DefaultRequestHeaders.Add("X-Live", "1");
        for (var hours = 0; hours < 14 * 24; hours++)
        {
            Assert.True(await IsIn(working), $"out after {hours} hours");
            if (hours == 11) Assert.True(await IsIn(waiting));
            if (hours == 12) Assert.Equal((false, false), (await IsIn(resting), await IsIn(waiting)));
            await Written(site);
            site.Time.Advance(TimeSpan.FromHours(1));
        }
        Assert.False(await IsIn(working));
    }

    [Fact]
    public async Task Of_eleven_browsers_the_first_is_signed_out()
    {
        await using var site = await ApiSite.Open();
        var sessions = new List<string>();
        for (var i = 0; i <= SignInLimits.SessionsMax; i++) sessions.Add(await site.SessionOf(Role.Marketing));
        Assert.False(await IsIn(site.Browser(sessions[0])));
        foreach (var session in sessions.Skip(1)) Assert.True(await IsIn(site.Browser(session)));
    }

    [Fact]
    public async Task Who_only_looks_is_sent_to_sign_in_and_back_and_a_script_is_told_so()
    {
        await using var site = await ApiSite.Open();
        using var looked = await site.Http.GetAsync("/portal/stages?x=1");
        Assert.Equal("/portal/sign-in?return=%2Fportal%2Fstages%3Fx%3D1", looked.Headers.Location!.ToString());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/portal/live");
        request.Headers.Add("Sec-Fetch-Dest", "empty");
        using var script = await site.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, script.StatusCode);
        foreach (var junk in (string[])["x", "1.x", "99999999999.x", ".", "1.", new string('1', 5_000)])
            using (var answer = await site.Browser(junk).GetAsync("/portal")) Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
    }

    [Fact]
    public async Task A_form_without_the_sessions_own_token_changes_nothing()
    {
        await using var site = await ApiSite.Open();
        var (admin, other) = (await site.SessionOf(Role.Admin), await site.SessionOf(Role.Admin));
        var before = site.Content();
        var good = SignedInRequest.FormTokenOf(admin);
        (string, string)[] person = [("name", "Eve"), ("email", "eve@example.com"), ("role", "admin")];
        foreach (var token in (string?[])[null, "", "x", good[..^1], good + "x", SignedInRequest.FormTokenOf(other), admin])
        {
            using var refused = await site.Browser(admin).Send("/portal/people", token is null ? person : [.. person, ("token", token)]);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
        using (var asJson = await site.Browser(admin).PostAsync("/portal/people", new StringContent("""{"name":"Eve"}""", System.Text.Encoding.UTF8, "application/json")))
            Assert.Equal(HttpStatusCode.Forbidden, asJson.StatusCode);
        using (var asText = await site.Browser(admin).PostAsync($"/portal/people?token={good}", new StringContent("name=Eve", System.Text.Encoding.UTF8, "text/plain")))
            Assert.Equal(HttpStatusCode.Forbidden, asText.StatusCode);
        Assert.Equal(before, site.Content());
    }

    [Theory]
    [InlineData("cross-site", null, false)]
    [InlineData("same-site", null, false)]
    [InlineData("cross-site", "own", false)]
    [InlineData("", "https://evil.example", false)]
    [InlineData("", "null", false)]
    [InlineData("", "http://127.0.0.1:1", false)]
    [InlineData("same-origin", null, true)]
    [InlineData("same-origin", "null", true)]
    [InlineData("", "own", true)]
    [InlineData("", null, true)]
    public async Task A_form_from_another_site_changes_nothing_even_with_the_token(string fetchSite, string? origin, bool isTaken)
    {
        await using var site = await ApiSite.Open();
        var admin = await site.SessionOf(Role.Admin);
        var link = await site.Link("pia@kestrel.example");
        var browser = site.Browser(admin);
        browser.DefaultRequestHeaders.Remove("Sec-Fetch-Site");
        if (fetchSite.Length > 0) browser.DefaultRequestHeaders.Add("Sec-Fetch-Site", fetchSite);
        if (origin is not null) browser.DefaultRequestHeaders.Add("Origin", origin == "own" ? site.Server.Urls[0] : origin);
        using var added = await browser.Act(admin, "/portal/people", ("name", "Eve"), ("email", "eve@example.com"), ("role", "marketing"));
        // Nor does another site sign anybody in as somebody else.
        using var redeemed = await browser.Send(link);
        Assert.Equal(isTaken ? (303, 303) : (403, 403), ((int)added.StatusCode, (int)redeemed.StatusCode));
        Assert.Equal(isTaken, site.People.People.Any(p => p.Name == "Eve"));
    }

    [Fact]
    public async Task A_person_in_the_journal_is_never_taken_for_a_member_a_key_or_the_house()
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Lead();
        var key = await site.WithKey((await site.Keys.Add(new Caller("system", Role.Marketing), site.Time.Now)).Text).Say(lead, "qualify", new { because = "I know them" });
        Assert.True(key.IsSuccessStatusCode);
        using var views = Store.LeadViews.Open(site.File);
        Assert.NotEmpty(views.EntriesBy("system (key)"));
        Assert.Equal("ines (marketing)", new Caller("ines", Role.Marketing) { Kind = CallerKind.Person }.By);
        Assert.Equal("ines", new Caller("Ines Berg", Role.SalesRep, "sales", "ines") { Kind = CallerKind.Person }.By);
    }

    // A session's use is written without anybody waiting for it.
    private static async Task Written(Site site)
    {
        for (var looks = 0; looks < 5_000 && site.People.People.Single(p => p.Role == Role.Operator).Sessions.Single().SeenAt < site.Time.Now; looks++) await Task.Delay(1);
    }

    private static async Task<bool> IsIn(HttpClient browser)
    {
        using var answer = await browser.GetAsync("/portal");
        return answer.Headers.Location?.ToString().StartsWith("/portal/sign-in", StringComparison.Ordinal) is false;
    }

    private static int Number(Site site, Role role) => site.People.People.Single(p => p.IsThere && p.Role == role).Number;

    private static async Task Tell(Site site, TeamCommand command) => Assert.Equal(ReplyKind.Done, (await site.Engine.Tell("partners", command)).Kind);
}
