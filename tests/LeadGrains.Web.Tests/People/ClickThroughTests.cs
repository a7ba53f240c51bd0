using System.Net;
using LeadGrains.Contract;
using LeadGrains.Mail;
using LeadGrains.Store;

namespace LeadGrains.Web.Tests;

/// <summary>Clicks of people and of machines.</summary>
public sealed class ClickThroughTests
{
    private const string Target = "https://other.example/page?a=1&b=2";

    [Fact]
    public async Task A_click_leads_on_with_and_without_a_script_and_counts_once()
    {
        await using var site = await Site.Open();
        var ann = await site.Lead();
        var link = site.Link(LinkKind.ClickThrough, ann, Target);
        using (var page = await site.Http.GetAsync(link))
        {
            Assert.Equal(HttpStatusCode.OK, page.StatusCode); // no redirect: what follows redirects records nothing either
            Assert.Contains("href=\"https://other.example/page?a=1&amp;b=2\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            Assert.Contains($"script-src {Sheet.Allow(GoPages.Script)}", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
        site.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(HttpStatusCode.NoContent, await Click(site, link));
        Assert.Equal(5, (await site.State(ann)).Engagement.Points);
        site.Time.Advance(TimeSpan.FromMinutes(3));
        await Click(site, link);
        Assert.InRange((await site.State(ann)).Engagement.Points, 4.9, 5);
        Assert.Equal(["Engaged"], Happened(site, ann));
    }

    [Fact]
    public async Task A_gateway_that_follows_all_links_is_kept_once_and_never_scored()
    {
        await using var site = await Site.Open();
        var ann = await site.Lead();
        site.Time.Advance(TimeSpan.FromMinutes(3));
        var links = Enumerable.Range(1, 5).Select(i => site.Link(LinkKind.ClickThrough, ann, Target + i)).ToList();
        site.Time.Advance(TimeSpan.FromMinutes(3));
        await Judged(site, [.. links.Select<string, Func<Task<HttpResponseMessage>>>(link => () => site.Http.PostAsync(link, null))]);
        Assert.Equal(0, (await site.State(ann)).Engagement.Points);
        Assert.Equal(["Scanned"], Happened(site, ann));
    }

    [Fact]
    public async Task A_gateway_that_looks_at_the_other_links_gives_itself_away_too()
    {
        await using var site = await Site.Open();
        var ann = await site.Lead();
        var links = site.Every(ann);
        var link = site.Link(LinkKind.ClickThrough, ann, Target);
        site.Time.Advance(TimeSpan.FromMinutes(3));
        (await site.Http.GetAsync(links[0])).Dispose();
        await Judged(site, () => site.Http.PostAsync(link, null));
        Assert.Equal(["Scanned"], Happened(site, ann));
    }

    public static TheoryData<string, string> Marks => new()
    {
        { "User-Agent", "Mozilla/5.0 (compatible; bingbot/2.0)" }, { "Sec-Purpose", "prefetch" }, { "X-Moz", "prefetch" },
        { "Purpose", "prefetch" }, { "Sec-Fetch-Site", "cross-site" },
    };

    [Theory, MemberData(nameof(Marks))]
    public async Task A_machine_that_says_so_is_never_scored(string header, string value)
    {
        await using var site = await Site.Open();
        var ann = await site.Lead();
        var link = site.Link(LinkKind.ClickThrough, ann, Target);
        site.Time.Advance(TimeSpan.FromMinutes(3));
        await Click(site, link, (header, value));
        Assert.Equal(["Scanned"], Happened(site, ann));
    }

    [Fact]
    public async Task A_click_within_seconds_of_the_mail_is_never_scored()
    {
        await using var site = await Site.Open();
        var ann = await site.Lead();
        var link = site.Link(LinkKind.ClickThrough, ann, Target);
        site.Time.Advance(TimeSpan.FromSeconds(5));
        await Click(site, link);
        Assert.Equal(["Scanned"], Happened(site, ann));
    }

    [Fact]
    public async Task No_link_leads_anywhere_that_we_did_not_sign()
    {
        await using var site = await Site.Open();
        var link = site.Link(LinkKind.ClickThrough, await site.Lead(), Target);
        var page = await site.Text(link + "?url=https://evil.example&to=https://evil.example");
        Assert.DoesNotContain("evil", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_remembered_of_links_is_bounded_and_forgotten()
    {
        var nearby = new NearbyLinks(rememberedMax: 100);
        var ticket = new LinkTicket(LinkKind.Question, new LeadId(1), 1, SmallProgram.Monday);
        for (var i = 0; i < 1_000; i++) nearby.Follow(ticket with { Detail = $"{i}" }, SmallProgram.Monday);
        Assert.Equal(100, nearby.Around(ticket, SmallProgram.Monday));
        nearby.Follow(ticket, SmallProgram.Monday + TimeSpan.FromMinutes(1));
        Assert.Equal(1, nearby.Around(ticket, SmallProgram.Monday + TimeSpan.FromMinutes(1)));
    }

    private static async Task<HttpStatusCode> Click(Site site, string link, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, link);
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
        return await Judged(site, () => site.Http.SendAsync(request));
    }

    // Clicks are judged a moment later by the clock of the house: it moves on when all of them have come.
    private static async Task<HttpStatusCode> Judged(Site site, params Func<Task<HttpResponseMessage>>[] clicks)
    {
        var before = site.WebTime.Waits;
        var under = clicks.Select(click => click()).ToList();
        using var patience = new CancellationTokenSource(House.Patience);
        while (site.WebTime.Waits < before + clicks.Length) await Task.Delay(TimeSpan.FromMilliseconds(1), patience.Token);
        site.Time.Advance(ClickRules.BurstWithin);
        var answers = await Task.WhenAll(under);
        return answers[^1].StatusCode;
    }

    private static List<string> Happened(Site site, LeadId lead)
    {
        using var views = LeadViews.Open(site.File);
        return [.. views.Timeline(views.Lead(lead)!.Row).SelectMany(e => e.LeadEvents).Where(e => e is Engaged or Scanned).Select(e => e.GetType().Name)];
    }
}
