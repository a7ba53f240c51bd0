using System.Net;
using System.Text.RegularExpressions;

namespace LeadGrains.Web.Tests;

/// <summary><c>/portal/people</c>: who may sign in, said by an admin.</summary>
public sealed partial class PeoplePageTests
{
    [Fact]
    public async Task An_admin_adds_somebody_who_signs_in_gets_another_role_and_goes()
    {
        await using var site = await ApiSite.Open();
        var admin = await site.SessionOf(Role.Admin);
        var browser = site.Browser(admin);
        using (var added = await browser.Act(admin, "/portal/people", ("name", "Mia Lang"), ("email", "Mia@Kestrel.example"), ("role", "marketing")))
            Assert.Equal("/portal/people?done=saved", added.Headers.Location!.ToString());
        using var redeemed = await site.Browser(null).Send(await site.Link("mia@kestrel.example"));
        var mia = site.Browser(redeemed.Session());
        using (var stages = await mia.GetAsync("/portal/stages")) Assert.Equal(HttpStatusCode.OK, stages.StatusCode);
        var page = await browser.GetStringAsync("/portal/people");
        Assert.Contains("Mia Lang", page, StringComparison.Ordinal);
        Assert.Contains("in 1 browser", page, StringComparison.Ordinal);
        Assert.Contains("sales/ines", page, StringComparison.Ordinal);
        using (var changed = await browser.Act(admin, "/portal/people/2/role", ("role", "operator"))) Assert.Equal(303, (int)changed.StatusCode);
        using (var out1 = await mia.GetAsync("/portal/stages")) Assert.Equal(HttpStatusCode.Found, out1.StatusCode);
        using (var removed = await browser.Act(admin, "/portal/people/2/remove")) Assert.Equal("/portal/people?done=removed", removed.Headers.Location!.ToString());
        Assert.DoesNotContain("Mia Lang", await browser.GetStringAsync("/portal/people"), StringComparison.Ordinal);
        Assert.Contains(site.Logged.Lines, l => l.Contains("Person 2 was added by Admin (admin), as Marketing", StringComparison.Ordinal));
        Assert.DoesNotContain("mia@", site.Settings(), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("", "x@kestrel.example", "marketing", "has a name")]
    [InlineData("Ines (admin)", "x@kestrel.example", "marketing", "without brackets")]
    [InlineData("Mia", "mia", "marketing", "no e-mail address")]
    [InlineData("Mia", "admin@kestrel.example", "marketing", "is there already")]
    [InlineData("ADMIN", "x@kestrel.example", "marketing", "ADMIN already")]
    [InlineData("Mia", "x@kestrel.example", "sales-rep", "member of their team")]
    [InlineData("Mia", "x@kestrel.example", "intake", "has a key")]
    [InlineData("Mia", "x@kestrel.example", "king", "Say a role")]
    public async Task Who_is_said_wrongly_is_not_added_and_the_page_says_why(string name, string email, string role, string why)
    {
        await using var site = await ApiSite.Open();
        var admin = await site.SessionOf(Role.Admin);
        var before = site.Content();
        using var refused = await site.Browser(admin).Act(admin, "/portal/people", ("name", name), ("email", email), ("role", role));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Matches(why, await refused.Content.ReadAsStringAsync());
        Assert.Equal(before, site.Content());
    }

    [Fact]
    public async Task The_last_admin_stays_one()
    {
        await using var site = await ApiSite.Open();
        var admin = await site.SessionOf(Role.Admin);
        var browser = site.Browser(admin);
        using (var removed = await browser.Act(admin, "/portal/people/1/remove")) Assert.Equal(HttpStatusCode.Conflict, removed.StatusCode);
        using (var changed = await browser.Act(admin, "/portal/people/1/role", ("role", "marketing"))) Assert.Equal(HttpStatusCode.Conflict, changed.StatusCode);
        await site.People.Add("Mia Lang", "mia@kestrel.example", Role.Admin, site.Time.Now);
        using var now = await browser.Act(admin, "/portal/people/1/remove");
        Assert.Equal(303, (int)now.StatusCode);
    }

    [Fact]
    public async Task Of_two_admins_who_remove_each_other_at_once_one_stays()
    {
        await using var site = await ApiSite.Open();
        await site.People.Add("Ada", "ada@kestrel.example", Role.Admin, site.Time.Now);
        await site.People.Add("Bob", "bob@kestrel.example", Role.Admin, site.Time.Now);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => site.People.Remove(1 + i % 2, site.Time.Now))));
        Assert.True(site.People.HasAdmin);
    }

    [Fact]
    public async Task A_key_is_shown_once_works_and_is_revoked()
    {
        await using var site = await ApiSite.Open();
        var admin = await site.SessionOf(Role.Admin);
        var browser = site.Browser(admin);
        using var made = await browser.Act(admin, "/portal/people/keys", ("name", "our forms"), ("role", "intake"));
        var key = Key.Match(await made.Content.ReadAsStringAsync()).Value;
        Assert.DoesNotContain(key, await browser.GetStringAsync("/portal/people"), StringComparison.Ordinal);
        Assert.Equal("our forms", site.Keys.Find(key)?.Name);
        using (var refused = await browser.Act(admin, "/portal/people/keys", ("name", "x"), ("role", "sales-rep"))) Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        using (var revoked = await browser.Act(admin, "/portal/people/keys/1/revoke")) Assert.Equal(303, (int)revoked.StatusCode);
        Assert.Null(site.Keys.Find(key));
        using var gone = await browser.Act(admin, "/portal/people/keys/9/revoke");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task What_somebody_writes_stays_text()
    {
        await using var site = await ApiSite.Open();
        var admin = await site.SessionOf(Role.Admin);
        await site.People.Add("<script>alert(1)</script>\"'", "x@kestrel.example", Role.Marketing, site.Time.Now);
        await site.Keys.Add(new Caller("<img src=x onerror=alert(1)>", Role.Intake), site.Time.Now);
        var page = await site.Browser(admin).GetStringAsync("/portal/people");
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("lg_1_[A-Za-z0-9_-]{43}")]
    private static partial Regex Key { get; }
}
