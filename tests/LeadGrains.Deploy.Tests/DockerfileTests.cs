using System.Text.RegularExpressions;

namespace LeadGrains.Deploy.Tests;

/// <summary>The Dockerfiles, line by line.</summary>
public sealed partial class DockerfileTests
{
    public static TheoryData<string> All => [.. Repository.Files("deploy/docker", "*.Dockerfile")];

    [Fact]
    public void There_is_one_for_each_edition() => Assert.Equal(2, All.Count);

    [Theory, MemberData(nameof(All))]
    public void It_is_built_in_one_stage_and_runs_in_another_by_version(string path)
    {
        var lines = Lines(path);
        var bases = lines.Where(l => l.Name == "FROM").Select(l => l.Words.Replace("${DOTNET}", Argument(lines, "DOTNET"), StringComparison.Ordinal)).ToList();
        Assert.Equal(2, bases.Count);
        Assert.All(bases, b => Assert.Matches(@"^[a-z./-]+:\d+\.\d+[a-z0-9.-]*( AS [a-z]+)?$", b));
        Assert.Contains("/sdk:", bases[0], StringComparison.Ordinal);
        Assert.Contains("chiseled-extra", bases[1], StringComparison.Ordinal); // with the time zones
    }

    [Theory, MemberData(nameof(All))]
    public void Nobody_is_root_at_the_end_and_nothing_is_fetched_by_address(string path)
    {
        var lines = Lines(path);
        var user = lines.Last(l => l.Name == "USER").Words;
        Assert.Matches(@"^[1-9]\d*:[1-9]\d*$", user);
        Assert.True(lines.FindLastIndex(l => l.Name == "USER") > lines.FindLastIndex(l => l.Name == "FROM"));
        Assert.DoesNotContain(lines, l => l.Name == "ADD" || (l.Name is "RUN" or "COPY" && Address().IsMatch(l.Words)));
        Assert.DoesNotContain(lines, l => l.Name is "ENV" or "ARG" && Secret().IsMatch(l.Words));
    }

    [Theory, MemberData(nameof(All))]
    public void It_asks_itself_how_it_is_and_hears_when_it_should_stop(string path)
    {
        var lines = Lines(path);
        var program = Assert.Single(lines, l => l.Name == "ENTRYPOINT").Words;
        Assert.StartsWith("[\"dotnet\", ", program, StringComparison.Ordinal); // no shell between, which would swallow the signal
        Assert.EndsWith($"CMD {program[..^1]}, \"health\"]", Assert.Single(lines, l => l.Name == "HEALTHCHECK").Words, StringComparison.Ordinal);
        Assert.Equal("SIGTERM", Assert.Single(lines, l => l.Name == "STOPSIGNAL").Words);
    }

    [Theory, MemberData(nameof(All))]
    public void What_is_copied_is_what_is_compiled(string path)
    {
        var ignored = Repository.Text(".dockerignore").Split('\n');
        Assert.Contains("**", ignored);
        foreach (var kept in ignored.Where(l => l.StartsWith('!')).Select(l => l[1..]).Where(l => l != "silo"))
            Assert.True(Path.Exists(Path.Combine(Repository.Root, kept)), kept);
        Assert.Contains(Lines(path), l => l is { Name: "COPY", Words: ". ." });
    }

    private static string Argument(List<(string Name, string Words)> lines, string name) => lines.First(l => l.Name == "ARG" && l.Words.StartsWith(name + "=", StringComparison.Ordinal)).Words[(name.Length + 1)..];

    private static List<(string Name, string Words)> Lines(string path) =>
        [.. Repository.Text(path).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(' ', 2)).Select(p => (p[0], p[1]))];

    [GeneratedRegex("https?://|git@")]
    private static partial Regex Address();

    [GeneratedRegex("password|secret|token", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();
}
