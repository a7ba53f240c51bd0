using LeadGrains.Mail;
using static Microsoft.Playwright.Assertions;

namespace LeadGrains.Browser.Tests;

/// <summary>The pictures of the documentation, taken of the demo's people when LEADGRAINS_SHOTS=1 asks for it.</summary>
[Collection(InTheBrowser.Name)]
public sealed class Shots(Chromium chromium, DemoHouse house)
{
    private const int BytesMax = 150 * 1024;

    public static bool AreWanted => Environment.GetEnvironmentVariable("LEADGRAINS_SHOTS") == "1";

    [ShotsFact]
    public async Task Of_an_offer_and_its_lead()
    {
        var lead = await house.Served.Inquire(house.Key, """
            {"email":"jana.weber@hollund-castings.example","phone":"+49891234567","firstName":"Jana","lastName":"Weber","jobTitle":"Head of production","company":"Hollund Castings","country":"DE",
             "source":"fair","campaign":"autumn-fair","wish":"call","interests":["planning"],"consent":{"words":"Yes, write to me about planning."},
             "facts":{"segment":"manufacturer","budget":"planned","role":"decides","need":"problem","timeline":"3-months","size":"50","system":"spreadsheet"} }
            """);
        var rep = (await house.Letters.About(lead)).To;
        await using (var phone = await house.Enter(chromium, rep, Look.Phone))
        {
            await phone.Go("/portal/inbox");
            await Expect(phone.Page.GetByRole(AriaRole.Article)).ToBeVisibleAsync();
            await Take(phone, "inbox-phone");
            await phone.Button("Accept").First.ClickAsync();
        }
        await using var desk = await house.Enter(chromium, rep);
        await desk.Go($"/portal/leads/{lead}");
        await Take(desk, "lead");
    }

    [ShotsFact]
    public async Task Of_the_board_by_day_and_by_night()
    {
        foreach (var (name, look) in ((string, Look)[])[("stages-light", Look.Desk), ("stages-dark", Look.DarkDesk)])
        {
            await using var window = await house.Enter(chromium, ServedHouse.Mara, look);
            await window.Go("/portal/stages");
            await Take(window, name);
        }
    }

    [ShotsFact]
    public async Task Of_a_proposal()
    {
        await using var window = await house.Enter(chromium, ServedHouse.Mara);
        await window.Go("/portal/program/propose");
        var text = window.Page.GetByLabel("program.yaml");
        await text.FillAsync((await text.InputValueAsync()).Replace("when: score >= 50", "when: score >= 40", StringComparison.Ordinal).Replace("tries: 3, waitMax: 1 day", "tries: 4, waitMax: 2 days", StringComparison.Ordinal));
        await window.Page.GetByLabel("Why, for those who sign").FillAsync("Sales has room for more, and wants longer to answer");
        await window.Button("Propose it").ClickAsync();
        await window.Button("Replay it over past leads").ClickAsync();
        await Expect(window.Page.Locator("#replay")).ToContainTextAsync("more would have qualified");
        await window.Page.Locator("#replay").EvaluateAsync("part => part.scrollIntoView()");
        await Take(window, "program");
    }

    [ShotsFact]
    public async Task Of_reports_operations_and_what_a_person_chooses()
    {
        await using (var window = await house.Enter(chromium, ServedHouse.Mara))
        {
            await window.Go("/portal/reports");
            await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = "Funnel" })).ToBeVisibleAsync(); // counted in the background
            await Take(window, "reports");
        }
        await using (var window = await house.Enter(chromium, ServedHouse.Olga))
        {
            await window.Go("/portal/operations");
            // Not the folder of this machine, which stands above it.
            await window.Page.GetByRole(AriaRole.Heading, new() { Name = "Now", Exact = true }).EvaluateAsync("title => title.scrollIntoView()");
            await Take(window, "operations");
        }
        await using var person = await Window.Open(chromium, house.At, Look.Phone);
        await person.Go((await house.Letter(LinkKind.Preferences)).Path(LinkKind.Preferences)!);
        await Take(person, "preferences");
    }

    private static async Task Take(Window window, string name)
    {
        var folder = Path.Combine(Repository.Root, "docs", "portal");
        Directory.CreateDirectory(folder);
        var bytes = await window.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
        Assert.InRange(bytes.Length, 1_000, BytesMax);
    }
}

/// <summary>Not a test: it writes files into the repository.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShotsFactAttribute : FactAttribute
{
    public ShotsFactAttribute()
    {
        if (!Shots.AreWanted || !Chromium.IsHere) Skip = "Only when LEADGRAINS_SHOTS=1 asks for pictures.";
    }
}
