using static Microsoft.Playwright.Assertions;

namespace LeadGrains.Browser.Tests;

/// <summary>Marketing and sales agree on what a lead is, each in their own browser.</summary>
[Collection(InTheBrowser.Name)]
public sealed class DefinitionTests(Chromium chromium, DemoHouse house)
{
    [BrowserFact]
    public async Task Marketing_proposes_a_definition_and_it_holds_when_sales_has_signed_it()
    {
        await using var mara = await house.Enter(chromium, ServedHouse.Mara);
        await mara.Go("/portal/program");
        await mara.Link("Propose a change").ClickAsync();
        var text = mara.Page.GetByLabel("program.yaml");
        var yaml = await text.InputValueAsync();
        await text.FillAsync(yaml.Replace("score >= 65", "score >=", StringComparison.Ordinal)); // a slip of the keyboard
        mara.Expect("400");
        await mara.Button("Propose it").ClickAsync();
        await Expect(mara.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("nothing was proposed");
        await text.FillAsync(yaml.Replace("score >= 65", "score >= 55", StringComparison.Ordinal));
        await mara.Page.GetByLabel("Why, for those who sign").FillAsync("Sales has room for more");
        await mara.Button("Propose it").ClickAsync();
        await Expect(mara.Page.Locator("#diff del")).ToContainTextAsync("65");
        await Expect(mara.Page.Locator("#diff ins")).ToContainTextAsync("55");
        await mara.Button("Replay it over past leads").ClickAsync();
        await Expect(mara.Page.Locator("#replay")).ToContainTextAsync("more would have qualified"); // without a reload
        await mara.Button("Sign for marketing").ClickAsync();
        await Expect(mara.Button("Sign for sales")).ToHaveCountAsync(0);

        await using var sven = await house.Enter(chromium, ServedHouse.Sven);
        await sven.Go(new Uri(mara.Page.Url).AbsolutePath);
        await Expect(sven.Page.GetByText("Sales has room for more")).ToBeVisibleAsync();
        await Expect(sven.Button("Sign for marketing")).ToHaveCountAsync(0);
        await sven.Button("Sign for sales").ClickAsync();
        await Expect(sven.Page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();

        await mara.Page.ReloadAsync();
        await mara.Button("Let it take over now").ClickAsync();
        await mara.Go("/portal/program");
        await Expect(mara.Page.Locator("main")).ToContainTextAsync("version 2, is at work");
    }
}
