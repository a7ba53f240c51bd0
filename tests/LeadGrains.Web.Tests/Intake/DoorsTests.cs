using System.Net;
using System.Text;
using LeadGrains.Store;

namespace LeadGrains.Web.Tests;

/// <summary>The doors below /in/ and the form of our own, over a real socket.</summary>
public sealed class DoorsTests
{
    private static readonly LeadId Ann = LeadId.Of(Identity.Email("ann@example.com"));

    [Fact]
    public async Task A_form_on_any_page_works_with_only_its_address_changed()
    {
        await using var site = await Site.Open();
        using var answer = await site.Post("/in/form/contact", ("email", "ann@example.com"), ("name", "Ann Archer"), ("_next", "https://www.example.com/thanks"));
        Assert.Equal((HttpStatusCode.SeeOther, "https://www.example.com/thanks"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("Archer", (await site.State(Ann)).Person.LastName);
        using var elsewhere = await site.Post("/in/salesforce", ("email", "ann@example.com"), ("retURL", "https://evil.example.org/"));
        Assert.Equal((HttpStatusCode.OK, null), (elsewhere.StatusCode, elsewhere.Headers.Location));
    }

    [Fact]
    public async Task A_page_elsewhere_may_ask_before_it_sends()
    {
        await using var site = await Site.Open();
        using var ask = await site.Http.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/in/hubspot/submissions/v3/integration/submit/1/a"));
        Assert.Equal(HttpStatusCode.NoContent, ask.StatusCode);
        Assert.Contains("Content-Type", Assert.Single(ask.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doors_with_a_key_of_their_own_and_doors_with_one_of_ours()
    {
        await using var site = await Site.Open();
        StringContent Body(string key) => new($$"""{"lead_id":"1","google_key":"{{key}}","user_column_data":[{"column_id":"EMAIL","string_value":"ann@example.com"}]}""", Encoding.UTF8, "application/json");
        await (await site.Http.PostAsync("/in/google", Body("another"))).Problem(403);
        Assert.Equal(HttpStatusCode.OK, (await site.Http.PostAsync("/in/google", Body("a-key"))).StatusCode);

        using var file = new StringContent("email,name\nbob@example.org,Bob B\nnobody,Nobody\n", Encoding.UTF8, "text/csv");
        await (await site.Http.PostAsync("/in/csv", file)).Problem(401);
        using var answer = await (await site.As(Role.Intake)).PostAsync("/in/csv", file);
        var told = await answer.Json();
        Assert.Equal((1, 1), (told.GetProperty("rows").GetInt32(), told.GetProperty("setAside").GetInt32()));
        await (await (await site.As(Role.Operator)).PostAsync("/in/csv", file)).Problem(403);
    }

    [Fact]
    public async Task What_is_too_large_or_broken_is_told_as_a_problem_and_rubbish_waits()
    {
        await using var site = await Site.Open();
        await (await site.Http.PostAsync("/in/google", new StringContent("{", Encoding.UTF8, "application/json"))).Problem(400);
        await (await site.Http.PostAsync("/in/form/contact", new StringContent(new string('x', 300_000)))).Problem(413);
        await (await site.Http.PostAsync("/in/form/contact", new StringContent("x", Encoding.UTF8, "image/png"))).Problem(415);
        using var empty = await site.Post("/in/form/contact", ("name", "Nobody"));
        Assert.Equal(HttpStatusCode.OK, empty.StatusCode);
        using var views = LeadViews.Open(site.File);
        Assert.Equal("unreachable", Assert.Single(views.Quarantine()).Reason);
        Assert.Equal(0, views.LastSeq());
    }

    [Fact]
    public async Task Behind_a_proxy_each_sender_is_counted_by_what_the_proxy_saw_last()
    {
        await using var site = await Site.Open();
        async Task<HttpStatusCode> From(string forwarded, int number)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/in/form/contact") { Content = new FormUrlEncodedContent([KeyValuePair.Create("email", $"p{number}@example.com")]) };
            request.Headers.Add("X-Forwarded-For", forwarded);
            using var answer = await site.Http.SendAsync(request);
            return answer.StatusCode;
        }
        for (var i = 0; i < 30; i++) await From($"203.0.113.{i}, 198.51.100.7", i);
        for (var i = 30; i < 60; i++) await From($"198.51.100.7, 203.0.113.{i}", i);
        using var views = LeadViews.Open(site.File);
        Assert.Equal(10, views.Quarantine(reason: "too-many").Count);
        Assert.All(views.Quarantine(), q => Assert.Equal("198.51.100.7", q.Sender));
    }

    [Fact]
    public async Task The_form_of_our_own_works_without_script_and_fetches_nothing_from_elsewhere()
    {
        await using var site = await Site.Open();
        using var page = await site.Http.GetAsync("/form/contact");
        var html = await page.Content.ReadAsStringAsync();
        Assert.Contains("action=\"/in/form/contact\"", html, StringComparison.Ordinal);
        Assert.Contains("name=\"email\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.Contains("script-src 'sha256-", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        var part = await site.Text("/form/contact?part=1");
        Assert.StartsWith("<form", part, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", part, StringComparison.Ordinal);
        using var script = await site.Http.GetAsync("/embed.js");
        Assert.Equal("text/javascript", script.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Http.GetAsync("/form/%3Cscript%3E")).StatusCode);
    }
}
