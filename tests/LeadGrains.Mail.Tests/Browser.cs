using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace LeadGrains.Mail.Tests;

/// <summary>The system's Chromium without a window. Pages are shown in frames of a width, since a phone's is less than a window's least.</summary>
internal sealed class Browser : IDisposable
{
    private static readonly string? Program = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadgrains-browser-");

    public static bool IsHere => Program is not null;

    /// <summary>Width and height that each page needs in a frame of a width.</summary>
    public IReadOnlyList<(int Width, int Height)> Measure(IReadOnlyList<string> pages, int width)
    {
        var dom = Run(Page(pages.Select(page => (page, width)), ""), "--dump-dom");
        return [.. Regex.Matches(dom, @"data-size=""(\d+)x(\d+)""").Select(m => (Number(m, 1), Number(m, 2)))];

        static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A picture of one page in frames of some widths side by side.</summary>
    public void Picture(string page, IReadOnlyList<int> widths, int height, bool dark, string path)
    {
        var all = widths.Sum() + 20 * (widths.Count - 1);
        Run(Page(widths.Select(width => (page, width)), dark ? "background:#000" : "background:#fff"), $"--screenshot={path}", $"--window-size={all},{height}",
            $"--blink-settings=preferredColorScheme={(dark ? 0 : 1)}");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Page(IEnumerable<(string Html, int Width)> frames, string style) => $$"""
        <!DOCTYPE html><meta charset="utf-8"><style>body{margin:0;display:flex;gap:20px;align-items:flex-start;{{style}}} iframe{border:0;flex:none;height:100px}</style>
        {{string.Concat(frames.Select(f => $"<iframe width=\"{f.Width}\" srcdoc=\"{WebUtility.HtmlEncode(f.Html)}\"></iframe>"))}}
        <script>
          addEventListener('load', () => {
            for (const frame of document.querySelectorAll('iframe')) {
              const page = frame.contentDocument.documentElement;
              frame.dataset.size = page.scrollWidth + 'x' + page.scrollHeight;
              frame.style.height = page.scrollHeight + 'px';
            }
          });
        </script>
        """;

    private string Run(string page, params string[] options)
    {
        var file = Path.Combine(_folder.FullName, "page.html");
        File.WriteAllText(file, page);
        var start = new ProcessStartInfo(Program!, ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--virtual-time-budget=4000",
            $"--user-data-dir={Path.Combine(_folder.FullName, "profile")}", .. options, new Uri(file).AbsoluteUri])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)), error.Result);
        return text;
    }
}
