using System.Net;

namespace LeadGrains.Web.Tests;

/// <summary>Coming in by a mailed link.</summary>
public sealed class SignInTests
{
    [Fact]
    public async Task A_member_asks_follows_the_link_presses_the_button_and_is_in_where_they_wanted_to_go()
    {
        await using var site = await ApiSite.Open();
        var link = await site.Link(" Ines@Kestrel.Example ", "/portal/leads/7?tab=why");
        var page = await site.Text(link);
        Assert.Contains("Hello ines", page, StringComparison.Ordinal);
        using var redeemed = await site.Browser(null).Send(link.Split('?')[0], ("return", "/portal/leads/7?tab=why"));
        Assert.Equal((HttpStatusCode.SeeOther, "/portal/leads/7?tab=why"), (redeemed.StatusCode, redeemed.Headers.Location!.ToString()));
        var cookie = redeemed.Headers.GetValues("Set-Cookie").Single();
        foreach (var part in (string[])["leadgrains=", "max-age=1209600", "path=/", "samesite=lax", "httponly"]) Assert.Contains(part, cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("secure", cookie, StringComparison.Ordinal);
        var ines = site.Browser(redeemed.Session());
        using var home = await ines.GetAsync("/portal");
        Assert.Equal("/portal/inbox", home.Headers.Location!.ToString());
        using var stages = await ines.GetAsync("/portal/stages");
        Assert.Equal(HttpStatusCode.Forbidden, stages.StatusCode);
    }

    [Fact]
    public async Task Where_the_line_is_encrypted_the_cookie_is_this_hosts_alone_and_no_other_is_read()
    {
        await using var site = await ApiSite.Open();
        var link = await site.Link("ines@kestrel.example");
        var browser = site.Browser(null);
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        browser.DefaultRequestHeaders.Host = "leads.kestrel.example";
        using var redeemed = await browser.Send(link);
        var cookie = redeemed.Headers.GetValues("Set-Cookie").Single();
        Assert.StartsWith("__Host-leadgrains=", cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookie, StringComparison.Ordinal);
        browser.DefaultRequestHeaders.Add("Cookie", $"leadgrains={redeemed.Session()}");
        using (var tossed = await browser.GetAsync("/portal")) Assert.StartsWith("/portal/sign-in", tossed.Headers.Location!.ToString(), StringComparison.Ordinal);
        browser.DefaultRequestHeaders.Remove("Cookie");
        browser.DefaultRequestHeaders.Add("Cookie", $"__Host-leadgrains={redeemed.Session()}");
        using var home = await browser.GetAsync("/portal");
        Assert.Equal("/portal/inbox", home.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Over_an_open_line_from_elsewhere_nobody_signs_in()
    {
        await using var site = await ApiSite.Open();
        var link = await site.Link("ines@kestrel.example");
        var browser = site.Browser(null);
        browser.DefaultRequestHeaders.Host = "leads.kestrel.example";
        using var asked = await browser.Send("/portal/sign-in", ("email", "ines@kestrel.example"));
        using var redeemed = await browser.Send(link);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (asked.StatusCode, redeemed.StatusCode));
        Assert.Null(redeemed.Session());
    }

    [Fact]
    public async Task Of_fifty_who_redeem_a_link_at_once_one_is_in()
    {
        await using var site = await ApiSite.Open();
        var link = await site.Link("ines@kestrel.example");
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => site.Browser(null).Send(link))));
        Assert.Single(answers, a => a.Session() is not null);
        Assert.Equal(49, answers.Count(a => a.StatusCode == HttpStatusCode.Gone));
        Assert.Single(site.People.People.Single().Sessions);
    }

    [Fact]
    public async Task A_thousand_looks_at_a_link_change_nothing_and_it_still_works()
    {
        await using var site = await ApiSite.Open();
        var link = await site.Link("ines@kestrel.example");
        var before = site.Content();
        for (var i = 0; i < 1_000; i++)
        {
            using var looked = await site.Http.SendAsync(new HttpRequestMessage(i % 2 == 0 ? HttpMethod.Get : HttpMethod.Head, link));
            Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
            Assert.Null(looked.Session());
        }
        Assert.Equal(before, site.Content());
        using var redeemed = await site.Browser(null).Send(link);
        Assert.NotNull(redeemed.Session());
    }

    [Fact]
    public async Task A_thousand_looks_at_the_first_admins_link_change_nothing_and_it_still_works()
    {
        await using var site = await ApiSite.Open();
        var link = new Uri(site.Server.FirstAdminLink!).PathAndQuery;
        var before = site.Content();
        for (var i = 0; i < 1_000; i++)
        {
            using var looked = await site.Http.SendAsync(new HttpRequestMessage(i % 2 == 0 ? HttpMethod.Get : HttpMethod.Head, i % 3 == 0 ? link + "?name=Eve&email=eve@example.com" : link));
            Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
            Assert.Null(looked.Session());
        }
        Assert.Equal(before, site.Content());
        Assert.Empty(site.People.People);
        using var redeemed = await site.Browser(null).Send(link, ("name", "Ada Byron"), ("email", "ada@example.com"));
        Assert.NotNull(redeemed.Session());
    }

    [Fact]
    public async Task A_link_ends_after_a_quarter_of_an_hour_and_the_oldest_of_four_at_once()
    {
        await using var site = await ApiSite.Open();
        string[] links = [await site.Link("ines@kestrel.example"), await site.Link("ines@kestrel.example"), await site.Link("ines@kestrel.example"), await site.Link("ines@kestrel.example")];
        using (var oldest = await site.Browser(null).Send(links[0])) Assert.Equal(HttpStatusCode.Gone, oldest.StatusCode);
        site.Time.Advance(SignInLimits.LinkFor - TimeSpan.FromSeconds(1));
        using (var second = await site.Browser(null).Send(links[1])) Assert.NotNull(second.Session());
        site.Time.Advance(TimeSpan.FromSeconds(1));
        using (var third = await site.Browser(null).Send(links[2])) Assert.Equal(HttpStatusCode.Gone, third.StatusCode);
        using var looked = await site.Http.GetAsync(links[3]);
        Assert.Equal(HttpStatusCode.Gone, looked.StatusCode);
    }

    [Fact]
    public async Task Whoever_asks_gets_the_same_answer_and_only_who_is_known_gets_mail()
    {
        await using var site = await ApiSite.Open();
        var answers = new List<string>();
        foreach (var email in (string[])["ines@kestrel.example", "nobody@kestrel.example", "pia@kestrel.example"])
        {
            using var asked = await site.Browser(null).Send("/portal/sign-in", ("email", email));
            answers.Add($"{(int)asked.StatusCode} {asked.Headers.Location} {await asked.Content.ReadAsStringAsync()}");
        }
        Assert.Single(answers.Distinct());
        Assert.Equal(["ines@kestrel.example", "pia@kestrel.example"], [(await site.Letters.Next()).To, (await site.Letters.Next()).To]);
        Assert.Equal(0, site.Letters.Count);
    }

    [Fact]
    public async Task Who_has_a_role_and_is_a_member_too_chooses_by_the_link()
    {
        await using var site = await ApiSite.Open();
        await site.People.Add("Ines Berg", "ines@kestrel.example", Role.Admin, site.Time.Now);
        using (await site.Browser(null).Send("/portal/sign-in", ("email", "ines@kestrel.example"))) { }
        var letter = await site.Letters.Next();
        Assert.Equal(["admin", "sales rep in sales"], letter.Ways.Select(w => w.As));
        using var asAdmin = await site.Browser(null).Send(letter.Ways[0].Link.PathAndQuery);
        using var asRep = await site.Browser(null).Send(letter.Ways[1].Link.PathAndQuery);
        using var people = await site.Browser(asAdmin.Session()).GetAsync("/portal/people");
        using var refused = await site.Browser(asRep.Session()).GetAsync("/portal/people");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (people.StatusCode, refused.StatusCode));
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_to_wait_known_or_not()
    {
        await using var site = await ApiSite.Open();
        foreach (var email in (string[])["ines@kestrel.example", "nobody@kestrel.example"])
        {
            for (var i = 0; i < SignInLimits.PerAddressMax; i++)
                using (var fine = await site.Browser(null).Send("/portal/sign-in", ("email", email))) Assert.Equal(303, (int)fine.StatusCode);
            using var often = await site.Browser(null).Send("/portal/sign-in", ("email", email));
            Assert.Equal((429, 900.0), ((int)often.StatusCode, often.Headers.RetryAfter!.Delta!.Value.TotalSeconds));
        }
        for (var i = 0; i < 20; i++)
            using (await site.Browser(null).Send("/portal/sign-in", ("email", $"p{i}@kestrel.example"))) { }
        using var crowd = await site.Browser(null).Send("/portal/sign-in", ("email", "other@kestrel.example"));
        Assert.Equal(429, (int)crowd.StatusCode);
        site.Time.Advance(SignInLimits.Window * 2);
        using var again = await site.Browser(null).Send("/portal/sign-in", ("email", "ines@kestrel.example"));
        Assert.Equal(303, (int)again.StatusCode);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/portal//evil.example")]
    [InlineData("/portal\\..\\evil")]
    [InlineData("https://evil.example/portal")]
    [InlineData("HTTPS:/evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("%2F%2Fevil.example")]
    [InlineData("/%2Fevil.example")]
    [InlineData("/portal/../api/leads")]
    [InlineData("/portal.evil.example")]
    [InlineData("/portal@evil.example")]
    [InlineData("/portalevil")]
    [InlineData("/p/abc")]
    [InlineData("/portal/\t/evil.example")]
    [InlineData("/portal/a\r\nLocation: https://evil.example")]
    [InlineData(" /portal/leads")]
    [InlineData("/portal/sign-out")]
    [InlineData("")]
    public async Task After_signing_in_one_goes_on_inside_the_portal_and_nowhere_else(string wish)
    {
        await using var site = await ApiSite.Open();
        var link = await site.Link("ines@kestrel.example", wish);
        Assert.DoesNotContain('?', link);
        Assert.DoesNotContain("evil", await site.Text($"{link}?return={Uri.EscapeDataString(wish)}"), StringComparison.Ordinal);
        Assert.DoesNotContain("evil", await site.Text($"/portal/sign-in?return={Uri.EscapeDataString(wish)}"), StringComparison.Ordinal);
        using var redeemed = await site.Browser(null).Send(link, ("return", wish));
        Assert.Equal("/portal", redeemed.Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_link_never_says_what_a_Host_header_says()
    {
        await using var site = await ApiSite.Open();
        var browser = site.Browser(null);
        browser.DefaultRequestHeaders.Host = "evil.localhost";
        using (await browser.Send("/portal/sign-in", ("email", "ines@kestrel.example"))) { }
        Assert.StartsWith(site.Server.Urls[0] + "/portal/sign-in/", Assert.Single((await site.Letters.Next()).Ways).Link.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_and_the_log_hold_no_token_no_session_and_no_address()
    {
        await using var site = await ApiSite.Open();
        var link = await site.Link("ines@kestrel.example");
        using var redeemed = await site.Browser(null).Send(link);
        var pending = await site.Link("pia@kestrel.example");
        using (await site.Browser(null).Send(link)) { }
        using (await site.Browser(null).Send("/portal/sign-in", ("email", "nobody@kestrel.example"))) { }
        var (settings, logged) = (site.Settings(), string.Join('\n', site.Logged.Lines));
        foreach (var secret in (string[])[link.Split('/')[^1], pending.Split('/')[^1], redeemed.Session()!])
        {
            Assert.Equal(43, secret.Split('.')[1].Length);
            Assert.DoesNotContain(secret.Split('.')[1], settings, StringComparison.Ordinal);
            Assert.DoesNotContain(secret.Split('.')[1], logged, StringComparison.Ordinal);
        }
        Assert.DoesNotContain('@', logged);
        Assert.Contains("signed in as SalesRep", logged, StringComparison.Ordinal);
        Assert.Contains("Nobody was signed in", logged, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_starts_the_house_becomes_its_first_admin_once()
    {
        await using var site = await ApiSite.Open();
        var link = new Uri(site.Server.FirstAdminLink!).PathAndQuery;
        var before = site.Content();
        for (var i = 0; i < 10; i++) Assert.Contains("Be the first admin", await site.Text(link), StringComparison.Ordinal);
        using (var wrong = await site.Browser(null).Send(link, ("name", "Ada Byron"), ("email", "ada"))) Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using (var guess = await site.Browser(null).Send("/portal/sign-in/first/" + new string('A', 43), ("name", "Eve"), ("email", "eve@example.com"))) Assert.Equal(HttpStatusCode.Gone, guess.StatusCode);
        Assert.Equal(before, site.Content());
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => site.Browser(null).Send(link, ("name", $"Ada {i}"), ("email", $"ada{i}@example.com")))));
        var session = Assert.Single(answers.Select(a => a.Session()).OfType<string>());
        Assert.Equal(Role.Admin, Assert.Single(site.People.People).Role);
        Assert.Null(site.Server.FirstAdminLink);
        using (var late = await site.Http.GetAsync(link)) Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
        using var people = await site.Browser(session).GetAsync("/portal/people");
        Assert.Equal(HttpStatusCode.OK, people.StatusCode);
    }

    [Fact]
    public async Task The_first_admins_link_ends_after_a_day()
    {
        await using var site = await ApiSite.Open();
        var link = new Uri(site.Server.FirstAdminLink!).PathAndQuery;
        site.Time.Advance(SignInLimits.FirstAdminFor);
        using var late = await site.Browser(null).Send(link, ("name", "Ada Byron"), ("email", "ada@example.com"));
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
        Assert.Empty(site.People.People);
    }

    [Fact]
    public async Task People_and_what_they_are_signed_in_with_outlive_a_restart()
    {
        await using var site = await ApiSite.Open();
        var session = await site.SessionOf(Role.Marketing);
        using var views = Store.LeadViews.Open(site.File);
        using var again = new PeopleBook(PortalUser.Read(views.Setting), (_, _) => Task.CompletedTask);
        Assert.Equal(Role.Marketing, again.HolderOfSession(session, site.Time.Now)?.Person.Role);
        Assert.DoesNotContain(views.Settings().Keys, name => name.StartsWith("portal.person.", StringComparison.Ordinal));
    }
}
