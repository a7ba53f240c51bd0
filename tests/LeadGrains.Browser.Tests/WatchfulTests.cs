using Xunit.Sdk;

namespace LeadGrains.Browser.Tests;

/// <summary>That the tests here would notice: pages with a fault planted in them.</summary>
[Collection(InTheBrowser.Name)]
public sealed class WatchfulTests(Chromium chromium)
{
    [BrowserTheory]
    [InlineData("<script>console.error('something went wrong')</script>")]
    [InlineData("<script>nothing.there()</script>")]
    [InlineData("<meta http-equiv=Content-Security-Policy content=\"style-src 'self'\"><p style=color:red>inline</p>")]
    public async Task What_a_page_complains_about_fails_its_test(string planted)
    {
        await using var site = await OtherSite.Open();
        var address = site.Put($"<!DOCTYPE html><html lang=en><title>Planted</title>{planted}");
        var window = await Window.Open(chromium, address);
        await window.Go(address.AbsoluteUri);
        await Assert.ThrowsAnyAsync<XunitException>(async () => await window.DisposeAsync());
    }

    [BrowserTheory]
    [InlineData("<p style='color:#aaa;background:#fff'>hardly to be read</p>", "color-contrast")]
    [InlineData("<input type=text>", "label")]
    [InlineData("<p style=width:700px>wide</p>", "scrolls sideways")]
    public async Task What_is_hard_to_use_fails_its_test(string planted, string named)
    {
        await using var site = await OtherSite.Open();
        await using var window = await Window.Open(chromium, site.Put($"<!DOCTYPE html><html lang=en><title>Planted</title><main><h1>Planted</h1>{planted}</main>"));
        var found = await Assert.ThrowsAnyAsync<XunitException>(() => Looked.At(window, "/1", Look.Phone));
        Assert.Contains(named, found.Message, StringComparison.Ordinal);
    }
}
