using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace LeadGrains.Browser.Tests;

/// <summary>Somebody who has read nothing but the README, from an empty folder to the first accepted lead.</summary>
[Collection(InTheBrowser.Name)]
public sealed partial class NewcomerTests(Chromium chromium, ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(5);
    private readonly Place _place = new();

    [BrowserFact]
    public async Task The_first_lead_is_accepted_within_five_minutes()
    {
        var watch = Stopwatch.StartNew();
        Type("leadgrains init");
        Type("leadgrains team add sales ines --email ines@example.com");
        await using var terminal = new Terminal(_place, "serve");
        var home = new Uri((await terminal.Shows(Address())).Value);
        Tell("it serves");

        using (var http = new HttpClient { BaseAddress = home })
        using (var answer = await http.PostAsync("/in/form/contact", new FormUrlEncodedContent([
            KeyValuePair.Create("email", "ann@example.org"), KeyValuePair.Create("name", "Ann Sample"), KeyValuePair.Create("wish", "call")])))
            answer.EnsureSuccessStatusCode();
        var letters = new Letters(_place["outbox-mail"]);
        var offer = await letters.To("ines@example.com");
        Tell("the offer is in the mail");

        await using var window = await Window.Open(chromium, home);
        await window.Go(offer.Links.First(l => l.AbsolutePath.StartsWith("/portal", StringComparison.Ordinal)).PathAndQuery);
        var mail = await letters.After(async () =>
        {
            await window.Page.GetByLabel("E-mail address").FillAsync("ines@example.com");
            await window.Button("Send me a link").ClickAsync();
            await Expect(window.Page.Locator("h1")).ToHaveTextAsync("Look into your mail");
        }, "ines@example.com");
        var link = mail.Links[0];
        Assert.Equal(home.Authority, link.Authority); // as it stands in the mail, without mail.yaml
        await window.Go(link.PathAndQuery);
        await window.Button("Sign in").ClickAsync();
        Tell("Ines is signed in");
        await window.Button("Accept").ClickAsync();
        await Expect(window.Page.Locator("h1")).ToContainTextAsync("Ann Sample");
        Tell("Ines has accepted");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Within);

        void Tell(string what) => output.WriteLine($"{watch.Elapsed.TotalSeconds,5:N1} s  {what}");
    }

    public void Dispose() => _place.Dispose();

    // Word for word as the README has it.
    private void Type(string command)
    {
        Assert.Contains(command, File.ReadAllText(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);
        _place.Fine(command.Split(' ')[1..]);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+(?=[\s/.])")]
    private static partial Regex Address();
}
