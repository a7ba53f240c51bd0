using static Microsoft.Playwright.Assertions;

namespace LeadGrains.Browser.Tests;

/// <summary>A partner and a lead, from the mail to the deal.</summary>
[Collection(InTheBrowser.Name)]
public sealed class PartnerTests(Chromium chromium, NewHouse house)
{
    [BrowserFact]
    public async Task A_partner_accepts_on_a_phone_sees_who_it_is_and_wins_while_a_board_elsewhere_moves()
    {
        await using var board = await house.Enter(chromium, ServedHouse.Mara);
        await board.Go("/portal/stages");
        await board.Page.EvaluateAsync("window.unchanged = true");
        var lead = await house.Workshop("wanda", "Wanda Workshop", "Zimmer & Sons");
        await Expect(Count(board, "qualified")).Not.ToHaveTextAsync("0");

        var letter = await house.OfferOf(lead);
        Assert.DoesNotContain("wanda", letter.Text, StringComparison.OrdinalIgnoreCase);
        await using var webmail = await OtherSite.Open();
        await using var window = await Window.Open(chromium, house.At, Look.Phone);
        var page = window.Page;
        await page.GotoAsync(webmail.Put(letter.Shown(house.At)).AbsoluteUri);
        await page.Locator("a[href*='/portal/']").First.ClickAsync();
        await window.SignIn(house, letter.To);

        Assert.Contains(lead, page.Url, StringComparison.Ordinal); // where the link led
        await Expect(page.GetByRole(AriaRole.Article)).ToBeVisibleAsync();
        foreach (var secret in (string[])["wanda", "Zimmer", "+49301234"]) Assert.DoesNotContain(secret, await page.ContentAsync(), StringComparison.OrdinalIgnoreCase);
        await window.Button("Accept").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The lead is yours");
        await Expect(page.Locator("h1")).ToContainTextAsync("Wanda Workshop");
        await Expect(page.GetByText("wanda@works.example").First).ToBeVisibleAsync();
        await Expect(Count(board, "partner-owned")).Not.ToHaveTextAsync("0");

        await page.Locator("details:has(form[action$='/contacted'])").GetByLabel("How").SelectOptionAsync("by telephone");
        await window.Button("Log it").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Contact noted");
        await page.Locator("summary", new() { HasText = "Won" }).ClickAsync();
        await page.Locator("details:has(form[action$='/won'])").GetByLabel("Value").FillAsync("12000");
        await window.Button("It is won").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Won");
        await Expect(Count(board, "won")).ToHaveTextAsync("1");
        Assert.True(await board.Page.EvaluateAsync<bool>("window.unchanged === true"), "the board was loaded again");
    }

    [BrowserFact]
    public async Task Two_partners_cannot_see_each_others_leads_anywhere()
    {
        var lead = await house.Workshop("nora", "Nora Neighbour", "Neighbour Metals");
        var letter = await house.OfferOf(lead);
        var (mine, other) = letter.To == NewHouse.Paul ? (NewHouse.Paul, NewHouse.Rita) : (NewHouse.Rita, NewHouse.Paul);
        await using var owner = await house.Enter(chromium, mine, Look.Phone);
        await owner.Go($"/portal/leads/{lead}");
        await owner.Button("Accept").ClickAsync();
        await Expect(owner.Page.Locator("h1")).ToContainTextAsync("Nora Neighbour");
        Assert.Contains(await Crawl.From(owner), p => p.Html.Contains("Nora Neighbour", StringComparison.Ordinal)); // the crawl would find it

        await using var neighbour = await house.Enter(chromium, other);
        neighbour.Expect("404");
        var pages = await Crawl.From(neighbour);
        Assert.NotEmpty(pages);
        Assert.All(pages, p => AssertNothing(p.Html, p.Path));
        foreach (var path in (string[])[$"/portal/leads/{lead}", "/portal/leads?q=Nora+Neighbour", "/portal/leads?q=nora%40works.example", $"/portal/leads?q={lead}",
            $"/portal/leads/{lead}?from=1", $"/portal/leads?owner={mine}", "/portal/leads?stage=partner-owned&team=partners"])
        {
            var answer = await neighbour.Page.APIRequest.GetAsync(path);
            AssertNothing(await answer.TextAsync(), path);
        }
        // The same page as for a lead that there isn't.
        var there = await neighbour.Page.APIRequest.GetAsync($"/portal/leads/{lead}");
        var nowhere = await neighbour.Page.APIRequest.GetAsync($"/portal/leads/{new string('0', 32)}");
        Assert.Equal((404, 404), (there.Status, nowhere.Status));

        static void AssertNothing(string html, string path)
        {
            // The page says back what was looked for.
            foreach (var secret in (string[])["Neighbour Metals", "+49301234", path.Contains("q=", StringComparison.Ordinal) ? "nothing but this" : "nora@works.example"])
                Assert.DoesNotContain(secret, html, StringComparison.OrdinalIgnoreCase);
        }
    }

    [BrowserFact]
    public async Task All_of_it_is_done_with_the_keyboard_alone()
    {
        var lead = await house.Workshop("kate", "Kate Keys", "Keys & Co");
        var letter = await house.OfferOf(lead);
        await using var window = await Window.Open(chromium, house.At);
        var page = window.Page;
        await window.Go($"/portal/leads/{lead}");
        await Keys.To(page, "E-mail address");
        await page.Keyboard.TypeAsync(letter.To);
        var mail = await house.Letters.After(async () =>
        {
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("h1")).ToHaveTextAsync("Look into your mail");
        }, letter.To);
        await window.Go(mail.Links.First(l => l.AbsolutePath.StartsWith("/portal/sign-in/", StringComparison.Ordinal)).PathAndQuery);
        await Keys.Press(page, "Sign in");
        await Keys.Press(page, "Accept");
        await Expect(page.Locator("h1")).ToContainTextAsync("Kate Keys");
        await Keys.To(page, "How");
        await page.Keyboard.TypeAsync("by tel"); // a list is chosen from by typing
        await Keys.Press(page, "Log it");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Contact noted");
    }

    private static ILocator Count(Window window, string stage) => window.Page.Locator($"p[data-stage='{stage}']");
}
