using System.Net;
using System.Text.RegularExpressions;

namespace LeadGrains.Browser.Tests;

/// <summary>A page as it was answered.</summary>
/// <param name="Kind">Its address with every lead, number and piece in it taken for any.</param>
public sealed record Crawled(string Path, string Kind, string Html);

/// <summary>Every page that somebody can reach by links alone, from the first page of the portal on.</summary>
internal static partial class Crawl
{
    private const int PagesMax = 400;

    /// <param name="perKind">Pages of one kind at most; they look the same.</param>
    public static async Task<IReadOnlyList<Crawled>> From(Window window, string start = "/portal", int perKind = int.MaxValue)
    {
        var (found, seen, kinds) = (new List<Crawled>(), new HashSet<string> { start }, new Dictionary<string, int>());
        var waiting = new Queue<string>([start]);
        while (waiting.TryDequeue(out var path) && found.Count < PagesMax)
        {
            var kind = KindOf(path);
            if (kinds.TryGetValue(kind, out var had) && had >= perKind) continue;
            kinds[kind] = had + 1;
            var answer = await window.Page.APIRequest.GetAsync(path);
            Assert.True(answer.Status is 200, $"{path}: {answer.Status}");
            if (!answer.Headers.GetValueOrDefault("content-type", "").StartsWith("text/html", StringComparison.Ordinal)) continue;
            var html = await answer.TextAsync();
            var at = new Uri(answer.Url);
            if (KindOf(at.PathAndQuery) == kind) found.Add(new Crawled(path, kind, html));
            else if (seen.Add(at.PathAndQuery)) waiting.Enqueue(at.PathAndQuery); // it led elsewhere
            foreach (var next in Href().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value))
                .Select(href => Uri.TryCreate(at, href, out var to) && to.Authority == at.Authority && to.Scheme.StartsWith("http", StringComparison.Ordinal) ? to.PathAndQuery : null).OfType<string>()
                .Where(next => next.StartsWith("/portal", StringComparison.Ordinal) && !next.StartsWith("/portal/assets", StringComparison.Ordinal)))
                if (seen.Add(next)) waiting.Enqueue(next);
        }
        return found;
    }

    private static string KindOf(string path) => Value().Replace(Number().Replace(path, "{}"), "={}");

    [GeneratedRegex("""<a\s[^>]*href="([^"#]+)""")]
    private static partial Regex Href();

    [GeneratedRegex("[0-9a-f]{32}|(?<=/)[0-9]+|(?<=/content/)[^/?]+/[^/?]+")]
    private static partial Regex Number();

    [GeneratedRegex("=[^&]*")]
    private static partial Regex Value();
}
