using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace LeadGrains.Browser.Tests;

/// <summary>Nobody may sign in yet: whoever started the house is told a link, in the terminal and nowhere else.</summary>
[Collection(InTheBrowser.Name)]
public sealed partial class FirstAdminTests(Chromium chromium) : IDisposable
{
    private readonly Place _place = new();

    [BrowserFact]
    public async Task Whoever_started_it_becomes_the_admin_and_lets_others_in()
    {
        _place.Fine("init");
        await using var terminal = new Terminal(_place, "serve");
        var link = new Uri((await terminal.Shows(Link())).Value);
        await using var window = await Window.Open(chromium, link);
        var page = window.Page;
        await window.Go(link.PathAndQuery);
        await Looked.At(window, null, Look.Phone);
        await page.GetByLabel("Your name").FillAsync("Ada");
        await page.GetByLabel("Your e-mail address").FillAsync("ada@kestrel.example");
        await window.Button("Be the first admin").ClickAsync();
        await Expect(window.Button("Sign out")).ToBeVisibleAsync();
        await window.Link("People").ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Ada");

        await using var second = await Window.Open(chromium, link);
        second.Expect("410");
        await second.Page.GotoAsync(link.PathAndQuery);
        await Expect(second.Page.Locator("h1")).ToHaveTextAsync("This link is used up");
    }

    public void Dispose() => _place.Dispose();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/portal/sign-in/first/\S+")]
    private static partial Regex Link();
}
