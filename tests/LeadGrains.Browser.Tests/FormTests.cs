using LeadGrains.Mail;
using static Microsoft.Playwright.Assertions;

namespace LeadGrains.Browser.Tests;

/// <summary>Our form: on somebody else's page, on our own, and what comes of a ticked box.</summary>
[Collection(InTheBrowser.Name)]
public sealed class FormTests(Chromium chromium, NewHouse house)
{
    [BrowserFact]
    public async Task On_another_site_the_form_asks_one_thing_at_a_time_and_nothing_twice()
    {
        await using var site = await OtherSite.Open();
        await using var window = await Window.Open(chromium, house.At, Look.Phone);
        var page = window.Page;
        var address = site.Put($"""
            <!DOCTYPE html><html lang="en"><title>Price list</title><h1>Price list</h1>
            <div data-leadgrains-form="contact"></div>
            <script src="{house.At}embed.js" async></script>
            """).AbsoluteUri;
        await page.GotoAsync(address);
        await Expect(page.GetByLabel("E-mail")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Name")).ToBeHiddenAsync();
        await page.GetByLabel("E-mail").FillAsync("not an address");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Name")).ToBeHiddenAsync();
        await page.GetByLabel("E-mail").FillAsync("eve@example.org");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Name").FillAsync("Eve Sample");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("What brings you here?").SelectOptionAsync("A problem that costs us money");
        await page.Locator("form button").ClickAsync();
        await Expect(page.GetByLabel("When would you like to have it running?")).ToBeVisibleAsync();
        await page.Locator("form button").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Thank you. We'll be in touch.");
        var shown = house.Show("eve@example.org");
        Assert.Contains("Eve Sample", shown, StringComparison.Ordinal);
        Assert.Matches(@"need\s.*problem", shown);

        await page.GotoAsync(address); // the same browser, another day
        await page.GetByLabel("E-mail").FillAsync("eve@example.org");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("When would you like to have it running?")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("What brings you here?")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Without_scripts_it_is_one_plain_form_that_works_as_well()
    {
        await using var window = await Window.Open(chromium, house.At, Look.Phone, scripts: false);
        await window.Go("/form/contact");
        await window.Page.GetByLabel("E-mail").FillAsync("max@example.org");
        await window.Page.GetByLabel("Name").FillAsync("Max Sample");
        await window.Button("Send").ClickAsync();
        await Expect(window.Page.Locator("body")).ToContainTextAsync("Thank you. We'll be in touch.");
        Assert.Contains("Max Sample", house.Show("max@example.org"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_ticked_box_is_confirmed_by_the_mail_that_it_brings_and_not_before()
    {
        await using var window = await Window.Open(chromium, house.At);
        var page = window.Page;
        await window.Go("/form/contact");
        await page.GetByLabel("E-mail").FillAsync("ada@example.org");
        for (var i = 0; i < 3; i++) await page.Locator("form button").ClickAsync();
        await page.GetByLabel("Yes, send me articles about planning.").CheckAsync();
        await page.Locator("form button").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Thank you. We'll be in touch.");

        var letter = await house.Letters.To("ada@example.org");
        await window.Go(letter.Path(LinkKind.Confirm)!);
        await Expect(page.Locator("main")).ToContainTextAsync("Yes, send me articles about planning.");
        Assert.Contains("asked", house.Show("ada@example.org"), StringComparison.OrdinalIgnoreCase);
        await window.Button("Yes, I agree").ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("it is confirmed");
        Assert.Contains("given", house.Show("ada@example.org"), StringComparison.OrdinalIgnoreCase);
    }
}
