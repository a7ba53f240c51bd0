using System.Collections.Concurrent;

namespace LeadGrains.Browser.Tests;

/// <summary>How somebody looks: width in pixels, and light or dark.</summary>
public sealed record Look(int Width = 1280, ColorScheme Scheme = ColorScheme.Light)
{
    public static readonly Look Desk = new(), Phone = new(360), DarkDesk = new(1280, ColorScheme.Dark), DarkPhone = new(360, ColorScheme.Dark);

    /// <summary>The four in which every page is looked at.</summary>
    public static readonly IReadOnlyList<Look> All = [Desk, Phone, DarkDesk, DarkPhone];

    public int Height => Width < 500 ? 780 : 800;

    public override string ToString() => $"{Width} px, {Scheme.ToString().ToLowerInvariant()}";
}

/// <summary>
/// One person's browser: cookies of its own. Whatever its pages complain about on the console, and every violation of their
/// policy, fails the test when the window is closed.
/// </summary>
public sealed class Window : IAsyncDisposable
{
    private const string Mark = "policy violated:";
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly List<string> _expected = [];

    private Window(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    /// <param name="state">Of an earlier window: whoever was signed in there is signed in here.</param>
    public static async Task<Window> Open(Chromium chromium, Uri house, Look? look = null, bool scripts = true, string? state = null)
    {
        look ??= Look.Desk;
        var context = await chromium.Browser.NewContextAsync(new()
        {
            BaseURL = house.AbsoluteUri,
            ViewportSize = new() { Width = look.Width, Height = look.Height },
            ColorScheme = look.Scheme,
            JavaScriptEnabled = scripts,
            StorageState = state,
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
        });
        context.SetDefaultTimeout(15_000);
        await context.AddInitScriptAsync($$"""addEventListener('securitypolicyviolation', e => console.error('{{Mark}}', e.violatedDirective, e.blockedURI, e.sourceFile))""");
        var window = new Window(context, await context.NewPageAsync());
        context.Page += (_, page) => window.Listen(page);
        window.Listen(window.Page);
        return window;
    }

    /// <summary>The test means this to happen: the browser says on its console when a page is answered 4xx.</summary>
    public void Expect(string part) => _expected.Add(part);

    /// <summary>Goes somewhere and expects that all is well there.</summary>
    public async Task Go(string path)
    {
        var answer = await Page.GotoAsync(path);
        Assert.True(answer is { Status: < 400 }, $"{path}: {answer?.Status}");
    }

    /// <summary>Who is signed in, for other windows of the same person.</summary>
    public Task<string> State() => _context.StorageStateAsync();

    /// <summary>As somebody looks now.</summary>
    public async Task Set(Look look)
    {
        await Page.SetViewportSizeAsync(look.Width, look.Height);
        await Page.EmulateMediaAsync(new() { ColorScheme = look.Scheme });
    }

    /// <summary>A button of the page, by what it says.</summary>
    public ILocator Button(string words) => Page.GetByRole(AriaRole.Button, new() { Name = words });

    /// <summary>A link of the page, by what it says.</summary>
    public ILocator Link(string words) => Page.GetByRole(AriaRole.Link, new() { Name = words });

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.DoesNotContain(_complaints, c => !_expected.Exists(e => c.Contains(e, StringComparison.Ordinal)));
    }

    private void Listen(IPage page)
    {
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _complaints.Enqueue($"{Where(page)}: {message.Text}");
        };
        page.PageError += (_, error) => _complaints.Enqueue($"{Where(page)}: {error}");
    }

    // Not the token of a person's page.
    private static string Where(IPage page) => Uri.TryCreate(page.Url, UriKind.Absolute, out var at) ? string.Concat(at.Segments.Take(3)) : page.Url;
}
