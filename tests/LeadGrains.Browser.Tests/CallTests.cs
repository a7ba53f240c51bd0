using static Microsoft.Playwright.Assertions;

namespace LeadGrains.Browser.Tests;

/// <summary>The call centre at work.</summary>
[Collection(InTheBrowser.Name)]
public sealed class CallTests(Chromium chromium, NewHouse house)
{
    [BrowserFact]
    public async Task A_caller_takes_the_next_call_reads_the_script_asks_one_question_and_says_how_it_went()
    {
        await using var window = await house.Enter(chromium, NewHouse.Kim, Look.Phone);
        var page = window.Page;
        await window.Link("Calls").ClickAsync();
        await Expect(page.Locator("#waiting")).ToContainTextAsync("1 call may be made now");
        Assert.DoesNotContain("Carla", await page.ContentAsync(), StringComparison.Ordinal); // whose it is, they see when they have it
        await window.Button("Take the next call").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Carla Call" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Call +493012345" })).ToHaveAttributeAsync("href", new System.Text.RegularExpressions.Regex("^tel:"));
        await Expect(page.Locator(".script")).Not.ToBeEmptyAsync();
        await Looked.At(window, null);
        await window.Set(Look.Phone);
        await page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await page.GetByLabel("Note for whoever comes next").FillAsync("Likes mornings");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reached", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();
        await Expect(page.GetByText("Carla Call")).ToHaveCountAsync(0);
        Assert.Contains("Likes mornings", house.Show("carla@example.org"), StringComparison.Ordinal);
    }
}
