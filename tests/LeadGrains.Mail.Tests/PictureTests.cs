using Xunit.Abstractions;

namespace LeadGrains.Mail.Tests;

/// <summary>
/// What a reader sees, in a real browser. With <c>LEADGRAINS_PICTURES=docs/mail</c> the pictures of the documentation are
/// taken again: look at each.
/// </summary>
public sealed class PictureTests(ITestOutputHelper output)
{
    /// <summary>The narrowest phone in use, and a window.</summary>
    private const int Narrow = 320, Wide = 800;
    private const string Variable = "LEADGRAINS_PICTURES";

    private static readonly (string Id, string Name, int HeightMax)[] Shown =
        [("planning-real-capacity", "drip", 1200), ("readiness-1", "readiness", 760), ("introduction", "introduction", 1060)];

    private static string Repository => Up(AppContext.BaseDirectory);

    private static string Up(string folder) => File.Exists(Path.Combine(folder, "LeadGrains.sln")) ? folder : Up(Path.GetDirectoryName(folder)!);

    [Fact]
    public void Nothing_has_to_be_scrolled_sideways_on_a_phone()
    {
        if (!Browser.IsHere)
        {
            output.WriteLine("Skipped: there is no Chromium on this machine.");
            return;
        }
        using var browser = new Browser();
        var texts = ContentReader.Default.Texts;
        var sizes = browser.Measure([.. texts.Select(text => Renderer.Render(text, FieldValues.Sample()).Html)], Narrow);
        Assert.Equal(texts.Count, sizes.Count);
        Assert.Empty(texts.Zip(sizes).Where(pair => pair.Second.Width > Narrow).Select(pair => $"{pair.First.Piece.Id} is {pair.Second.Width} px wide"));
    }

    [Fact]
    public void The_pictures_of_the_documentation_can_be_taken_again()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder || !Browser.IsHere)
        {
            output.WriteLine($"Skipped: {Variable} names no folder, or there is no Chromium.");
            return;
        }
        using var browser = new Browser();
        foreach (var (id, name, heightMax) in Shown)
        {
            var page = Renderer.Render(ContentReader.Default.Find(id, "en")!, FieldValues.Sample()).Html;
            var height = Math.Min(heightMax, browser.Measure([page, page], Narrow)[0].Height);
            foreach (var dark in new[] { false, true })
            {
                var path = Path.Combine(Path.GetFullPath(folder, Repository), $"{name}-{(dark ? "dark" : "light")}.png");
                browser.Picture(page, [Narrow, Wide], height, dark, path);
                SmallPng.Shrink(path);
            }
        }
    }
}
