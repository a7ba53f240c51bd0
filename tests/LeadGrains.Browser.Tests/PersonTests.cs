using System.Text.Json;
using LeadGrains.Mail;
using static Microsoft.Playwright.Assertions;

namespace LeadGrains.Browser.Tests;

/// <summary>A lead, who has no account, with nothing but the letters they got.</summary>
[Collection(InTheBrowser.Name)]
public sealed class PersonTests(Chromium chromium, DemoHouse house) : IAsyncLifetime
{
    private OtherSite _webmail = null!;
    private Window _window = null!;

    private IPage Page => _window.Page;

    public async Task InitializeAsync()
    {
        if (!Chromium.IsHere) return;
        _webmail = await OtherSite.Open();
        _window = await Window.Open(chromium, house.At, Look.Phone);
    }

    public async Task DisposeAsync()
    {
        if (!Chromium.IsHere) return;
        await _window.DisposeAsync();
        await _webmail.DisposeAsync();
    }

    [BrowserFact]
    public async Task Chooses_topics_a_rhythm_and_a_pause_and_finds_them_again()
    {
        var letter = await Open(LinkKind.Preferences);
        var mine = Page.GetByRole(AriaRole.Group, new() { Name = "By e-mail" }).GetByRole(AriaRole.Checkbox);
        for (var i = 0; i < await mine.CountAsync(); i++) await mine.Nth(i).SetCheckedAsync(i == 1);
        await Page.GetByLabel("At most").SelectOptionAsync("twice a year");
        await Page.GetByLabel("Be quiet for").SelectOptionAsync("three months");
        await _window.Button("Save").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Saved");

        await _window.Go(letter.Path(LinkKind.Preferences)!); // tomorrow, from the same letter
        await Expect(mine.First).Not.ToBeCheckedAsync();
        await Expect(mine.Nth(1)).ToBeCheckedAsync();
        await Expect(Page.GetByLabel("At most").Locator("option:checked")).ToHaveTextAsync("twice a year");
        await Expect(Page.GetByText("We are quiet until")).ToBeVisibleAsync();

        await Page.GetByLabel("Be quiet for").SelectOptionAsync("Write to me again now");
        await _window.Button("Save").ClickAsync();
        await Expect(Page.GetByText("We are quiet until")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Unsubscribes_from_a_letter_with_one_press_and_the_page_says_that_it_is_done()
    {
        var letter = await Open(LinkKind.Unsubscribe);
        Assert.DoesNotContain("withdrawn", house.Show(letter.To), StringComparison.Ordinal); // looking is not leaving
        await _window.Button("Stop all mail").ClickAsync();
        await Expect(Page.Locator("main")).ToContainTextAsync("Done.");
        Assert.Contains("withdrawn", house.Show(letter.To), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Unsubscribes_by_the_button_of_the_mail_program()
    {
        var letter = await house.Letter(LinkKind.Unsubscribe, oneClick: true);
        using var answer = await house.Served.Http.PostAsync(letter.OneClick, new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]));
        answer.EnsureSuccessStatusCode();
        await _window.Go(letter.Path(LinkKind.Preferences)!);
        foreach (var box in await Page.GetByRole(AriaRole.Group, new() { Name = "By e-mail" }).GetByRole(AriaRole.Checkbox).AllAsync()) await Expect(box).Not.ToBeCheckedAsync();
    }

    [BrowserFact]
    public async Task Says_that_it_is_time_and_the_answer_holds()
    {
        var letter = await Open(LinkKind.Readiness);
        await Page.GetByLabel("I would like to talk to somebody now").CheckAsync();
        await _window.Button("Confirm").ClickAsync();
        await Expect(Page.Locator("main")).ToContainTextAsync("We go by that from now on");
        Assert.Contains("qualified", house.Show(letter.To), StringComparison.OrdinalIgnoreCase);
    }

    [BrowserFact]
    public async Task Answers_the_one_question_of_a_letter()
    {
        await Open(LinkKind.Question);
        await Page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await _window.Button("Send").ClickAsync();
        await Expect(Page.Locator("main")).ToContainTextAsync("What we send you next takes it into account");
    }

    [BrowserFact]
    public async Task Sees_takes_along_and_erases_what_is_held_about_them()
    {
        var letter = await Open(LinkKind.Preferences);
        await _window.Link("See, export or erase").ClickAsync();
        await Expect(Page.Locator("main")).ToContainTextAsync(letter.To);
        var download = await Page.RunAndWaitForDownloadAsync(() => _window.Link("Download all of it as JSON").ClickAsync());
        using (var file = JsonDocument.Parse(await File.ReadAllTextAsync(await download.PathAsync())))
            Assert.NotEmpty(file.RootElement.GetProperty("happened").EnumerateArray());

        await Page.GetByLabel("Yes, erase everything about me").CheckAsync();
        _window.Expect("410"); // the page is gone with the person
        await _window.Button("Erase").ClickAsync();
        await Expect(Page.Locator("h1")).ToHaveTextAsync("Nothing is kept about you");
        await Page.GotoAsync(letter.Path(LinkKind.Preferences)!);
        await Expect(Page.Locator("h1")).ToHaveTextAsync("Nothing is kept about you");
    }

    // As it is done: the letter stands in the mail program, and its link is pressed there.
    private async Task<Letter> Open(LinkKind kind)
    {
        var letter = await house.Letter(kind);
        await Page.GotoAsync(_webmail.Put(letter.Shown(house.At)).AbsoluteUri);
        await Page.Locator($"a[href*='/{kind.Letter()}/']").First.ClickAsync();
        await Page.WaitForURLAsync($"{house.At}{kind.Letter()}/*");
        return letter;
    }
}
