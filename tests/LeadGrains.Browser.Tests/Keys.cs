namespace LeadGrains.Browser.Tests;

/// <summary>Somebody without a mouse: Tab goes on, and what has the focus is to be seen.</summary>
internal static class Keys
{
    private const int StepsMax = 80;

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
        await page.RunAndWaitForResponseAsync(() => page.Keyboard.PressAsync("Enter"), answer => answer.Request.IsNavigationRequest && answer.Status == 200);
        await page.WaitForLoadStateAsync();
    }
}
