using Deque.AxeCore.Commons;

namespace LeadGrains.Browser.Tests;

/// <summary>A page, looked at with a critical eye.</summary>
internal static class Looked
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Goes there, or stays where the window is, and looks in all four ways, or only in some.</summary>
    public static async Task At(Window window, string? path, params IReadOnlyList<Look> looks)
    {
        var faults = await Faults(window, path, looks);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>The same, and what was found.</summary>
    public static async Task<IReadOnlyList<string>> Faults(Window window, string? path, params IReadOnlyList<Look> looks)
    {
        if (path is not null) await window.Go(path);
        var faults = new List<string>();
        foreach (var look in looks.Count > 0 ? looks : Look.All)
        {
            await window.Set(look);
            faults.AddRange((await Faults(window.Page, look.Scheme == ColorScheme.Dark && looks.Count == 0)).Select(fault => $"{path} ({look}): {fault}"));
        }
        return faults;
    }

    // In the dark only colours are others. The script comes in past the page's policy, as the debugger does, once a page; frames are pages of their own.
    private static async Task<List<string>> Faults(IPage page, bool onlyColours)
    {
        if (!await page.EvaluateAsync<bool>("!!window.axe")) await page.EvaluateAsync(Axe);
        var found = (await page.EvaluateAsync<string[]>("""
            async onlyColours => {
              const found = await axe.run(document, { resultTypes: ['violations'], iframes: false, ...(onlyColours && { runOnly: ['color-contrast'] }) });
              return found.violations.filter(v => v.impact === 'serious' || v.impact === 'critical')
                .map(v => [`${v.id}, ${v.impact}: ${v.help}`, ...v.nodes.slice(0, 5).map(n => n.html.slice(0, 300))].join('\n    '));
            }
            """, onlyColours)).ToList();
        var sideways = await page.EvaluateAsync<string?>("""
            () => {
              const wide = document.documentElement.scrollWidth, seen = document.documentElement.clientWidth;
              if (wide <= seen) return null;
              const culprits = [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > seen + 1 && !e.closest('nav, .scroll, pre')).slice(0, 3).map(e => e.outerHTML.slice(0, 160));
              return `scrolls sideways, ${wide} px wide\n    ${culprits.join('\n    ')}`;
            }
            """);
        if (sideways is not null) found.Add(sideways);
        return found;
    }
}
