using static Microsoft.Playwright.Assertions;

namespace LeadGrains.Browser.Tests;

/// <summary>An admin has another system told what happens, by the portal alone.</summary>
[Collection(InTheBrowser.Name)]
public sealed class WebhookTests(Chromium chromium, DemoHouse house)
{
    [BrowserFact]
    public async Task One_is_added_shows_its_secret_once_is_paused_and_removed()
    {
        await using var window = await house.Enter(chromium, ServedHouse.Ada);
        await window.Go("/portal/webhooks");
        await window.Page.GetByLabel("Name").FillAsync("our CRM");
        await window.Page.GetByLabel("Address").FillAsync("https://crm.example.com/leads");
        await window.Page.GetByText("Only some of what happens").ClickAsync();
        await window.Page.GetByLabel("erased").CheckAsync();
        await Looked.At(window, null);
        await window.Set(Look.Desk);
        await window.Button("Add it").ClickAsync();
        await Expect(window.Page.GetByText("whsec_")).ToBeVisibleAsync();
        await Looked.At(window, null);
        await window.Set(Look.Desk);
        await window.Link("All webhooks").ClickAsync();
        await Expect(window.Page.GetByText("flowing")).ToBeVisibleAsync();
        await window.Link("our CRM").ClickAsync();
        await Expect(window.Page.GetByText("whsec_")).ToHaveCountAsync(0);
        await window.Button("Pause it").ClickAsync();
        await Expect(window.Page.GetByText("nothing is lost meanwhile")).ToBeVisibleAsync();
        await window.Page.EvaluateAsync("for (const part of document.querySelectorAll('details')) part.open = true");
        await Looked.At(window, null);
        await window.Set(Look.Desk);
        await window.Button("Remove it").ClickAsync();
        await Expect(window.Page.GetByText("Nobody is told anything yet")).ToBeVisibleAsync();
    }
}
