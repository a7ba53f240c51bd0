using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeadGrains.Lifecycle;
using LeadGrains.Web;

namespace LeadGrains.Silo.Tests;

/// <summary>What is done at one silo is so at the other.</summary>
public sealed partial class TwoSilosTests(TwoSilos house) : IClassFixture<TwoSilos>
{
    [Fact]
    public async Task An_inquiry_at_one_silo_is_in_the_lists_the_history_and_the_events_of_the_other()
    {
        using var site = house.One.WithKey(await house.Key(Role.Intake));
        using var marketing = house.Other.WithKey(await house.Key(Role.Marketing));
        var answer = await Json(await site.PostAsJsonAsync("/api/inquiries", new { email = "bea@example.com", firstName = "Bea", company = "Bea & Sons", source = "web" }));
        var id = answer.GetProperty("lead").GetString()!;

        Assert.Equal(id, (await Json(await marketing.GetAsync($"/api/leads/{id}"))).GetProperty("id").GetString());
        var list = await Json(await marketing.GetAsync("/api/leads?sort=-created"));
        Assert.Contains(id, list.GetRawText());
        var timeline = await Json(await marketing.GetAsync($"/api/leads/{id}/timeline"));
        Assert.Contains("inquired", timeline.GetRawText(), StringComparison.OrdinalIgnoreCase);
        var events = await Json(await marketing.GetAsync("/api/events?after=0"));
        Assert.Contains(id, events.GetRawText());
        Assert.Equal(HttpStatusCode.OK, (await marketing.GetAsync($"/api/leads/{id}/why")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await marketing.GetAsync("/api/stages")).StatusCode);

        using var browser = house.Other.Browser(await house.Session(Role.Marketing));
        Assert.Contains("Bea", await Page(browser, $"/portal/leads/{id}"));
        Assert.Contains("Bea", await Page(browser, "/portal/leads?q=bea"));
        foreach (var page in new[] { "/portal/stages", "/portal/teams", "/portal/reports", "/portal/program", "/portal/content", "/portal/quarantine" }) await Page(browser, page);
        using var operators = house.One.Browser(await house.Session(Role.Operator));
        await Page(operators, "/portal/operations");
    }

    [Fact]
    public async Task The_same_inquiry_at_both_silos_is_one()
    {
        var key = await house.Key(Role.Intake);
        var body = new { email = "cy@example.com", source = "web", externalId = "crm:17" };
        using var here = house.One.WithKey(key);
        using var there = house.Other.WithKey(key);
        var answers = await Task.WhenAll(here.PostAsJsonAsync("/api/inquiries", body), there.PostAsJsonAsync("/api/inquiries", body));
        var leads = new List<string>();
        foreach (var answer in answers) leads.Add((await Json(answer)).GetProperty("lead").GetString()!);
        Assert.Single(leads.Distinct());
        using var views = house.Database.Views.Take();
        Assert.Single(views.Find("cy@example.com")[0] is var cy ? views.Timeline(cy.Row) : []);
    }

    [Fact]
    public async Task An_offer_is_seen_and_accepted_at_whichever_silo_its_owner_comes_to()
    {
        Assert.True((await house.Engine.Tell("sales", new AddMember(new Member("ines") { Email = "ines@kestrel.example" }))).IsFine);
        using var site = house.One.WithKey(await house.Key(Role.Intake));
        var id = (await Json(await site.PostAsJsonAsync("/api/inquiries", new { email = "dan@example.com", firstName = "Dan", source = "web", wish = "call" }))).GetProperty("lead").GetString()!;
        var key = await house.Key(Role.SalesRep, "sales", "ines");
        using var ines = house.Other.WithKey(key);
        await Until(async () => (await Json(await ines.GetAsync("/api/offers"))).GetRawText().Contains(id, StringComparison.Ordinal));
        await Until(() => Task.FromResult(Letters("notice-").Any(letter => letter.Contains("ines@kestrel.example", StringComparison.Ordinal) && !letter.Contains("dan@example.com", StringComparison.Ordinal))));
        using var accept = new HttpRequestMessage(HttpMethod.Post, $"/api/leads/{id}/accept") { Content = JsonContent.Create(new { }) };
        accept.Headers.TryAddWithoutValidation("If-Match", "*");
        Assert.Equal(HttpStatusCode.OK, (await ines.SendAsync(accept)).StatusCode);
        using var same = house.One.WithKey(key);
        Assert.Contains("sales-owned", (await Json(await same.GetAsync($"/api/leads/{id}"))).GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Whoever_signs_in_at_one_silo_is_signed_in_at_the_other_and_no_longer_when_their_role_changes()
    {
        using var stranger = house.One.Browser(null);
        using var asked = await stranger.PostAsync("/portal/sign-in", new FormUrlEncodedContent([KeyValuePair.Create("email", "ada@kestrel.example")]));
        var link = "";
        await Until(() => Task.FromResult(Letters("sign-in-").Any(letter => (link = Link().Match(letter).Value).Length > 0)));
        using var elsewhere = house.Other.Browser(null);
        using var redeemed = await elsewhere.PostAsync(link, new FormUrlEncodedContent([]));
        var session = Session().Match(string.Join(' ', redeemed.Headers.GetValues("Set-Cookie"))).Groups[1].Value;
        using var ada = house.One.Browser(session);
        Assert.Contains("People", await Page(ada, "/portal/people"));

        using var people = house.Database.People();
        var admin = people.People.Single(p => p.Email == "ada@kestrel.example");
        await people.Add("Second", "second@kestrel.example", Role.Admin, TwoSilos.Now);
        Assert.NotNull((await people.ChangeRole(admin.Number, Role.Marketing)).Person);
        await Until(async () => (await ada.GetAsync("/portal/people")).StatusCode != HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_revoked_key_ends_everywhere()
    {
        using var keys = house.Database.Keys();
        var (key, text) = await keys.Add(new Caller("short", Role.Marketing, null, null), TwoSilos.Now);
        using var here = house.One.WithKey(text);
        using var there = house.Other.WithKey(text);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), ((await here.GetAsync("/api/stages")).StatusCode, (await there.GetAsync("/api/stages")).StatusCode));
        await keys.Revoke(key.Number, TwoSilos.Now);
        await Until(async () => (await here.GetAsync("/api/stages")).StatusCode == HttpStatusCode.Unauthorized && (await there.GetAsync("/api/stages")).StatusCode == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_one_silo_sets_aside_is_looked_at_and_released_at_the_other()
    {
        using var visitor = house.One.Browser(null);
        using var sent = await visitor.PostAsync("/in/form/contact", new FormUrlEncodedContent([KeyValuePair.Create("email", "gus@example.com"), KeyValuePair.Create("_gotcha", "http://spam.example")]));
        using var marketing = house.Other.WithKey(await house.Key(Role.Marketing));
        var kept = (await Json(await marketing.GetAsync("/api/quarantine"))).GetRawText();
        Assert.Contains("gus@example.com", kept);
        var number = Number().Match(kept).Groups[1].Value;
        foreach (var _ in new[] { 1, 2 })
            using (var released = await marketing.PostAsJsonAsync($"/api/quarantine/{number}/release", new { })) Assert.True(released.IsSuccessStatusCode || _ == 2);
        Assert.DoesNotContain("gus@example.com", (await Json(await marketing.GetAsync("/api/quarantine"))).GetRawText());
        using var views = house.Database.Views.Take();
        Assert.Single(views.Timeline(Assert.Single(views.Find("gus@example.com")).Row));
    }

    [Fact]
    public async Task A_version_that_is_activated_by_one_is_at_work_in_all()
    {
        var text = Mail.ProgramText.Default with { Yaml = Mail.ProgramText.Default.Yaml.Replace("Software and machines for factories", "Machines and software", StringComparison.Ordinal) };
        var program = new ProgramAtWork(house.Database);
        var agreements = new LeadGrains.Orleans.ClusterAgreements(house.Database.Kept, house.Database.Turns, house.Engine, () => program.Current, _ => program.Refresh(), TimeProvider.System);
        var proposed = await agreements.Tell(new Propose("ann", text.ToSetting()));
        Assert.True(proposed.IsFine, proposed.Words);
        Assert.False((await agreements.Tell(Activation(proposed.Version, text))).IsFine); // nobody has signed
        foreach (var (side, by) in new[] { (Side.Marketing, "ann"), (Side.Sales, "sam") }) Assert.True((await agreements.Tell(new Sign(proposed.Version, side, by))).IsFine);
        Assert.True((await agreements.Tell(Activation(proposed.Version, text))).IsFine);
        Assert.Equal("Machines and software", program.Current.Name);
        foreach (var silo in new[] { house.One, house.Other })
        {
            using var marketing = silo.WithKey(await house.Key(Role.Marketing));
            await Until(async () => (await Json(await marketing.GetAsync("/api/program"))).GetProperty("version").GetInt32() == proposed.Version);
            using var browser = silo.Browser(await house.Session(Role.Marketing));
            Assert.Contains("Machines and software", await Page(browser, "/portal/program"));
        }

        static Activate Activation(int number, Mail.ProgramText text) => new(number, "ann", (text with { Number = number }).Check().Read!.Program);
    }

    [Fact]
    public async Task The_dashboard_is_for_operators_and_shows_them_nobody()
    {
        using var site = house.One.WithKey(await house.Key(Role.Intake));
        var id = (await Json(await site.PostAsJsonAsync("/api/inquiries", new { email = "eve@example.com", firstName = "Evelyn", source = "web" }))).GetProperty("lead").GetString()!;
        using var operators = house.Other.Browser(await house.Session(Role.Operator));
        Assert.Contains("<a href=\"/orleans/\"", await Page(operators, "/portal/operations"));
        Assert.Contains("Orleans", await Page(operators, "/orleans/"));
        await Page(operators, "/orleans/DashboardCounters");
        var state = "/orleans/GrainState?grainId={0}&grainType=LeadGrains.Orleans.{1}";
        Assert.Contains("count", await Page(operators, string.Format(null, state, "Nurturing", "LifecycleStageGrain")), StringComparison.OrdinalIgnoreCase);
        foreach (var path in new[] { string.Format(null, state, id, "LeadGrain"), string.Format(null, state, "sales", "TeamGrain"), "/orleans/Trace" })
            Assert.Equal(HttpStatusCode.Forbidden, (await operators.GetAsync(path)).StatusCode);

        foreach (var role in new[] { Role.Marketing, Role.SalesManager, Role.PartnerManager })
        {
            using var other = house.Other.Browser(await house.Session(role));
            Assert.DoesNotContain("/orleans/", await Page(other, "/portal/stages"), StringComparison.Ordinal);
            foreach (var path in new[] { "/orleans/", "/orleans/DashboardCounters", "/orleans/index.min.js", string.Format(null, state, "Nurturing", "LifecycleStageGrain") })
                Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync(path)).StatusCode);
        }
        using var stranger = house.One.Browser(null);
        Assert.Equal(HttpStatusCode.Found, (await stranger.GetAsync("/orleans/DashboardCounters")).StatusCode);
        using var key = house.One.WithKey(await house.Key(Role.Operator));
        Assert.NotEqual(HttpStatusCode.OK, (await key.GetAsync("/orleans/DashboardCounters")).StatusCode);
        using var answer = await operators.GetAsync("/orleans/");
        Assert.Equal(OrleansDashboard.Policy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
        Assert.DoesNotContain("unsafe", OrleansDashboard.Policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_made_at_the_command_line_opens_the_doors_of_both()
    {
        var (code, said, complained) = await SiloUnderTest.Run("key", "website", "intake", "--database", house.Connection);
        Assert.True(code == 0, string.Join('\n', complained));
        foreach (var silo in new[] { house.One, house.Other })
        {
            using var site = silo.WithKey(Assert.Single(said));
            await Json(await site.PostAsJsonAsync("/api/inquiries", new { email = "fay@example.com", source = "web" }));
        }
        (code, _, complained) = await SiloUnderTest.Run("key", "website", "boss", "--database", house.Connection, "--member", "sales");
        Assert.Equal((2, 3), (code, complained.Count));
    }

    [Fact]
    public async Task Both_are_ready()
    {
        foreach (var silo in new[] { house.One, house.Other })
        {
            using var http = silo.Browser(null);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready")).StatusCode);
        }
    }

    private IEnumerable<string> Letters(string kind) => Directory.Exists(house.Outbox)
        ? Directory.GetFiles(house.Outbox, $"{kind}*.eml").Select(f => File.ReadAllText(f).Replace("=\r\n", "", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal)) : [];

    private static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static async Task<string> Page(HttpClient browser, string path)
    {
        using var answer = await browser.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {text}");
        return text;
    }

    // Other processes hear of it a moment later.
    private static async Task Until(Func<Task<bool>> isSo)
    {
        for (var since = TimeProvider.System.GetTimestamp(); !await isSo(); await Task.Delay(100))
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(30), "It never came to be.");
    }

    [GeneratedRegex("/portal/sign-in/[^\\s\"<]+")]
    private static partial Regex Link();

    [GeneratedRegex("\"number\":(\\d+)")]
    private static partial Regex Number();

    [GeneratedRegex("leadgrains=([^;]+)")]
    private static partial Regex Session();
}
