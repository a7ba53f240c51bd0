using System.Diagnostics;

namespace LeadGrains.Browser.Tests;

/// <summary>Somebody without a mouse: Tab goes on, and what has the focus is to be seen.</summary>
internal static class Keys
{
    private const int StepsMax = 80;
    private static readonly TimeSpan PageWithin = TimeSpan.FromSeconds(10);

    /// <summary>Tab until the focus is on a control with a name.</summary>
    public static async Task To(IPage page, string name)
    {
        var passed = new List<string>();
        for (var step = 0; step < StepsMax; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            var at = await page.EvaluateAsync<string>("""
                () => {
                  const e = document.activeElement;
                  if (!e || e === document.body) return '';
                  const style = getComputedStyle(e), seen = e.matches(':focus-visible') && (style.outlineStyle !== 'none' || style.boxShadow !== 'none');
                  const label = e.labels && e.labels[0] ? (e.labels[0].querySelector('span') || e.labels[0]).textContent : e.textContent;
                  return (seen ? '' : 'unseen: ') + label.trim();
                }
                """);
            Assert.False(at.StartsWith("unseen", StringComparison.Ordinal), $"The focus isn't to be seen on {at}");
            if (at.StartsWith(name, StringComparison.Ordinal)) return;
            passed.Add(at);
        }
        Assert.Fail($"Tab doesn't reach “{name}”, but {string.Join(", ", passed.Take(30))}.");
    }

    /// <summary>Tab there, and Enter; ends on the page that comes.</summary>
    public static async Task Press(IPage page, string name)
    {
        await To(page, name);
        // An answer that has come isn't a page that is shown: the one before is marked, and gone when the mark is.
        await page.EvaluateAsync("() => { document.documentElement.dataset.before = 'yes'; }");
        await page.Keyboard.PressAsync("Enter");
        for (var since = Stopwatch.StartNew(); !await IsShown(page); await Task.Delay(20)) Assert.True(since.Elapsed < PageWithin, $"“{name}” leads to no page within {PageWithin.TotalSeconds:0} s.");
    }

    private static async Task<bool> IsShown(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<bool>("() => !document.documentElement.dataset.before && document.readyState === 'complete'");
        }
        catch (PlaywrightException)
        {
            return false; // just between the two
        }
    }
}
