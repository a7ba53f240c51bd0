using System.Diagnostics;

namespace LeadGrains.Browser.Tests;

/// <summary>The system's Chromium without a window, one for all tests; never a browser that a package brings along.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static readonly string? Program = Find();
    private IPlaywright? _driver;

    /// <summary>Is there one on this machine?</summary>
    public static bool IsHere => Program is not null;

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (!IsHere) return; // every test is skipped, and says why
        _driver = await Playwright.CreateAsync();
        Browser = await _driver.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = Flags });
    }

    public async Task DisposeAsync()
    {
        if (_driver is null) return;
        await Browser.DisposeAsync();
        _driver.Dispose();
    }

    private static string? Find()
    {
        if (!OperatingSystem.IsLinux()) return null;
        using var process = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "tests", "chromium.sh"), "where"])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var path = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? path : null;
    }
}

/// <summary>A test in the browser; skipped, and it says so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (!Chromium.IsHere) Skip = "Chromium isn't installed ('tests/chromium.sh install').";
    }
}

/// <summary>The same with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute()
    {
        if (!Chromium.IsHere) Skip = "Chromium isn't installed ('tests/chromium.sh install').";
    }
}

/// <summary>All tests here, one after the other: two cores carry one browser and one server.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class InTheBrowser : ICollectionFixture<Chromium>, ICollectionFixture<DemoHouse>, ICollectionFixture<NewHouse>
{
    public const string Name = "in the browser";
}
