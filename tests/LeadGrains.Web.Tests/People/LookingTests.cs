using System.Net;
using AngleSharp.Html.Parser;
using LeadGrains.Mail;

namespace LeadGrains.Web.Tests;

/// <summary>What looking at a link shows, and that it changes nothing.</summary>
public sealed class LookingTests
{
    private const int FetchesOfEachKind = 1_000, AtOnce = 16;

    [Fact]
    public async Task A_thousand_fetches_of_every_kind_of_link_by_GET_and_by_HEAD_change_nothing()
    {
        await using var site = await Site.Open();
        var links = site.Every(await site.Lead());
        var before = site.Content();
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
            foreach (var link in links)
                await Parallel.ForEachAsync(Enumerable.Range(0, FetchesOfEachKind), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, cancel) =>
                {
                    using var answer = await site.Http.SendAsync(new HttpRequestMessage(method, link), cancel);
                    Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                });
        Assert.Equal(before, site.Content());
        Assert.Equal(HttpStatusCode.OK, (await site.Post(links[1], ("List-Unsubscribe", "One-Click"))).StatusCode);
        Assert.NotEqual(before, site.Content());
    }

    [Fact]
    public async Task Every_page_is_valid_HTML_that_fetches_nothing_and_sets_no_cookie()
    {
        await using var site = await Site.Open();
        foreach (var link in site.Every(await site.Lead()).Where(l => !l.EndsWith("/export", StringComparison.Ordinal)))
        {
            using var answer = await site.Http.GetAsync(link);
            var page = new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(await answer.Content.ReadAsStringAsync());
            Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
            Assert.NotEmpty(page.Title!);
            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.Empty(page.QuerySelectorAll("link, img, iframe, script[src], [style], [onclick]"));
            Assert.All(page.QuerySelectorAll("input:not([type=hidden]), select"), field => Assert.NotNull(field.Closest("label")));
            Assert.DoesNotContain("Set-Cookie", answer.Headers.Select(h => h.Key));
        }
    }

    [Fact]
    public async Task Every_answer_is_kept_by_nobody_and_tells_nobody_its_address()
    {
        await using var site = await Site.Open();
        foreach (var link in site.Every(await site.Lead()).Append("/p/wrong").Append("/nowhere"))
        {
            using var answer = await site.Http.GetAsync(link);
            Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task Wrong_links_of_every_sort_get_the_same_page()
    {
        await using var site = await Site.Open();
        var ann = await site.Lead();
        var good = site.Link(LinkKind.Preferences, ann);
        string[] wrong =
        [
            "/p/x", "/p/" + new string('A', 5_000), good[..^1], good + "A", good.Replace("/p/", "/u/", StringComparison.Ordinal),
            good.Replace("/p/", "/d/", StringComparison.Ordinal), "/g/..%2f..", site.Link(LinkKind.Preferences, new LeadId(7)),
        ];
        var pages = new HashSet<string>();
        foreach (var link in wrong)
        {
            using var answer = await site.Http.GetAsync(link);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{link}: {answer.StatusCode}");
            pages.Add(await answer.Content.ReadAsStringAsync());
            Assert.Equal(HttpStatusCode.NotFound, (await site.Post(link)).StatusCode);
        }
        Assert.Single(pages);
    }

    [Fact]
    public async Task An_old_link_says_so()
    {
        await using var site = await Site.Open();
        var link = site.Link(LinkKind.Readiness, await site.Lead(), "talk", notAfterAt: site.Time.Now + TimeSpan.FromDays(1));
        Assert.Equal(HttpStatusCode.OK, (await site.Http.GetAsync(link)).StatusCode);
        site.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal(HttpStatusCode.Gone, (await site.Http.GetAsync(link)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await site.Post(link, ("answer", "talk"))).StatusCode);
        Assert.Null((await site.State(SmallLead)).Wish);
    }

    [Fact]
    public async Task Other_methods_are_turned_away()
    {
        await using var site = await Site.Open();
        var before = site.Content();
        foreach (var method in (string[])["PUT", "DELETE", "PATCH", "OPTIONS"])
            Assert.Equal(HttpStatusCode.MethodNotAllowed, (await site.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/p/x"))).StatusCode);
        Assert.Equal(before, site.Content());
    }

    [Fact]
    public async Task What_strangers_typed_stays_text()
    {
        const string Evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
        await using var site = await Site.Open();
        var inquiry = Contract.SmallProgram.Inquiry("eve");
        var eve = await site.Lead("eve", inquiry with { Person = inquiry.Person with { FirstName = Evil, Company = Evil, Phone = Evil }, Facts = [new Telling(Evil, Evil)] });
        foreach (var link in site.Every(eve).Where(l => !l.EndsWith("/export", StringComparison.Ordinal)))
        {
            var text = await site.Text(link);
            Assert.DoesNotContain("<script>alert", text, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", text, StringComparison.Ordinal);
        }
        Assert.Contains("&lt;script&gt;alert", await site.Text(site.Link(LinkKind.MyData, eve)), StringComparison.Ordinal);
    }

    private static LeadId SmallLead => Contract.SmallProgram.IdOf("ann");
}
