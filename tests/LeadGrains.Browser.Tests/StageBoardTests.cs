using System.Globalization;
using static Microsoft.Playwright.Assertions;

namespace LeadGrains.Browser.Tests;

/// <summary>The stage board in more than one browser.</summary>
[Collection(InTheBrowser.Name)]
public sealed class StageBoardTests(Chromium chromium, DemoHouse house)
{
    [BrowserFact]
    public async Task Two_boards_move_without_a_reload_when_somebody_inquires()
    {
        await using var one = await house.Enter(chromium, ServedHouse.Mara);
        await using var two = await house.Enter(chromium, ServedHouse.Ada, Look.DarkPhone);
        await one.Go("/portal/stages");
        await two.Go("/portal/stages");
        var before = int.Parse(await Count(one).InnerTextAsync(), CultureInfo.InvariantCulture);
        await one.Page.EvaluateAsync("window.unchanged = true");
        await house.Served.Inquire(house.Key, """{"email":"new@stages.example","firstName":"Nia","lastName":"Newman","company":"Stages Ltd","source":"web"}""");
        var now = (before + 1).ToString(CultureInfo.InvariantCulture);
        await Expect(Count(one)).ToHaveTextAsync(now);
        await Expect(Count(two)).ToHaveTextAsync(now);
        await Expect(one.Page.GetByText("Nia Newman")).ToBeVisibleAsync();
        Assert.True(await one.Page.EvaluateAsync<bool>("window.unchanged === true"), "the page was loaded again");
    }

    private static ILocator Count(Window window) => window.Page.Locator("p[data-stage=inquiry]");
}
