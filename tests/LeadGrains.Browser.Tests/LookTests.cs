using LeadGrains.Mail;
using static Microsoft.Playwright.Assertions;

namespace LeadGrains.Browser.Tests;

/// <summary>
/// What every page owes to everybody: no serious finding of axe, no scrolling sideways on a phone, light and dark. That nothing is
/// complained about on the console, every <see cref="Window"/> sees to.
/// </summary>
[Collection(InTheBrowser.Name)]
public sealed class LookTests(Chromium chromium, DemoHouse demo, NewHouse empty)
{
    private static readonly HashSet<string> Known = []; // kinds of pages; tests of a class run one after the other

    [BrowserTheory]
    [InlineData(LinkKind.Preferences)]
    [InlineData(LinkKind.Unsubscribe)]
    [InlineData(LinkKind.Readiness)]
    [InlineData(LinkKind.Question)]
    public async Task Pages_of_people(LinkKind kind)
    {
        await using var window = await Window.Open(chromium, demo.At);
        await Looked.At(window, (await demo.Letter(kind)).Path(kind)!);
    }

    [BrowserFact]
    public async Task What_is_held_about_somebody()
    {
        await using var window = await Window.Open(chromium, demo.At);
        await window.Go((await demo.Letter(LinkKind.Preferences)).Path(LinkKind.Preferences)!);
        await window.Link("See, export or erase").ClickAsync();
        await Looked.At(window, null);
    }

    [BrowserFact]
    public async Task The_form()
    {
        await using var window = await Window.Open(chromium, empty.At);
        await Looked.At(window, "/form/contact");
    }

    [BrowserTheory]
    [InlineData("/p/cut-off")]
    [InlineData("/form/nobody-made-it")]
    public async Task Pages_that_say_that_there_is_nothing(string path)
    {
        await using var window = await Window.Open(chromium, empty.At);
        window.Expect("404");
        await window.Page.GotoAsync(path);
        await Looked.At(window, null);
    }

    [BrowserFact]
    public async Task The_description_of_the_API_opens_without_a_complaint()
    {
        await using var window = await Window.Open(chromium, empty.At);
        await window.Go("/docs");
        await Expect(window.Page.GetByText("Hand an inquiry in")).ToBeVisibleAsync();
    }

    [BrowserTheory]
    [InlineData(ServedHouse.Ada), InlineData(ServedHouse.Mara), InlineData(ServedHouse.Sven), InlineData(ServedHouse.Pia), InlineData(ServedHouse.Olga)]
    [InlineData("sales"), InlineData("partners"), InlineData("call-centre")]
    public async Task Every_page_that_the_menu_leads_to(string who)
    {
        await using var window = await demo.Enter(chromium, who.Contains('@', StringComparison.Ordinal) ? who : demo.Members(who)[0]);
        var pages = await Crawl.From(window, perKind: 1);
        Assert.NotEmpty(pages);
        // What another role has been shown is looked at where most goes wrong.
        var faults = new List<string>();
        foreach (var page in pages) faults.AddRange(await Looked.Faults(window, page.Path, Known.Add(page.Kind) ? [] : [Look.DarkPhone]));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

}
