using System.Net;

namespace LeadGrains.Web.Tests.Portal;

/// <summary>Addresses below the portal that are no page.</summary>
public sealed class MissingPageTests
{
    [Fact]
    public async Task An_address_that_is_no_page_says_so_and_leads_on()
    {
        await using var site = await ApiSite.Open();
        var marketing = await site.SignedIn(Role.Marketing);
        foreach (var path in (string[])["/portal/nothing", "/portal/leads/x/y", "/portal/%3Cscript%3E"])
        {
            var page = await marketing.Look(path, HttpStatusCode.NotFound);
            Assert.Contains("no page at this address", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(page.QuerySelector("main a[href='/portal']"));
        }
        using var nobody = site.Browser(null);
        using var answer = await nobody.GetAsync("/portal/nothing");
        Assert.StartsWith("/portal/sign-in", answer.Headers.Location?.ToString(), StringComparison.Ordinal);
    }
}
