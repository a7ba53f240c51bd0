using System.Text.RegularExpressions;

namespace LeadGrains.Deploy.Tests;

/// <summary>What README.md and docs say of this repository.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages { get; } =
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Repository.Root, f)).Append("README.md").Append("CHANGELOG.md").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_within_the_repository_leads_somewhere(string page)
    {
        foreach (var link in Link.Matches(Code.Replace(Repository.Text(page), "")).Select(m => m.Groups["to"].Value).Where(to => !to.Contains(':', StringComparison.Ordinal)))
        {
            var (path, part) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
            var target = path.Length == 0 ? page : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, path)));
            Assert.False(target.StartsWith("..", StringComparison.Ordinal), $"{page}: {link} leads out of the repository");
            Assert.True(Path.Exists(Path.Combine(Repository.Root, target)), $"{page}: there is no {link}");
            if (part is not null) Assert.True(PartsOf(target).Contains(part), $"{page}: {target} has no part '{part}'");
        }
    }

    // As GitHub names the headings of a page.
    private static HashSet<string> PartsOf(string page) =>
        [.. Heading.Matches(Repository.Text(page)).Select(m => NoLetter.Replace(m.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex("""\]\((?<to>[^)\s]+)\)|(?:src|href)="(?<to>[^"]+)""")]
    private static partial Regex Link { get; }

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading { get; }

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex NoLetter { get; }

    // What stands there as an example.
    [GeneratedRegex("^```.*?^```|`[^`\n]+`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code { get; }
}
