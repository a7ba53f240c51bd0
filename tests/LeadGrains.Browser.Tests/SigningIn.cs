using static Microsoft.Playwright.Assertions;

namespace LeadGrains.Browser.Tests;

/// <summary>Signing in as people do it: an address, a mailed link, one press.</summary>
internal static class SigningIn
{
    /// <summary>Signs in on the page that asks for an address, wherever a link led before; ends where that link led.</summary>
    public static async Task SignIn(this Window window, ServedHouse house, string email)
    {
        var letter = await house.Letters.After(async () =>
        {
            await window.Page.GetByLabel("E-mail address").FillAsync(email);
            await window.Button("Send me a link").ClickAsync();
            await Expect(window.Page.Locator("h1")).ToHaveTextAsync("Look into your mail");
        }, email);
        await window.Go(letter.Links.First(l => l.AbsolutePath.StartsWith("/portal/sign-in/", StringComparison.Ordinal)).PathAndQuery);
        await window.Button("Sign in").ClickAsync();
        await Expect(window.Button("Sign out")).ToBeVisibleAsync();
    }
}
