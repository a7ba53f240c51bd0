using System.Text.RegularExpressions;

namespace LeadGrains.Client.Tests;

public partial class ProblemsTests
{
    [Fact]
    public void Every_kind_has_one_row_and_every_row_an_exit_code_of_its_own()
    {
        Assert.Equal(Enum.GetValues<ProblemKind>(), Problems.Table.Select(p => p.Kind));
        Assert.Equal(Problems.Table.Count, Problems.Table.Select(p => p.ExitCode).Distinct().Count());
        Assert.DoesNotContain(Problems.Table, p => p.ExitCode is 0 or > 255 || p.HttpStatus is < 400 or > 599);
    }

    [Fact]
    public void The_documentation_has_the_same_exit_codes()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "command-line.md"));
        var documented = DocumentedCode.Matches(text)
            .Select(m => (int.Parse(m.Groups[1].Value, null), m.Groups[2].Value.Trim())).ToList();
        Assert.Equal([(0, "all is well"), .. Problems.Table.Select(p => (p.ExitCode, p.Meaning))], documented);
    }

    [Fact]
    public void Help_tells_the_same_exit_codes_and_every_command()
    {
        using var place = new Place();
        var help = place.Fine("--help").Out;
        foreach (var problem in Problems.Table) Assert.Matches(
            $@"\b{problem.ExitCode}  {Regex.Escape(problem.Meaning)}", help);
        string[] commands =
        [
            "demo", "init", "import", "serve", "stages", "show", "tail", "send", "team", "export", "backup", "doctor",
            "program", "replay", "rehearse",
        ];
        foreach (var command in commands) Assert.Contains("  " + command, help, StringComparison.Ordinal);
        Assert.Contains("Usage:", place.Fine("show", "--help").Out, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\| (\d+) \| (.+?) \|$", RegexOptions.Multiline)]
    private static partial Regex DocumentedCode { get; }
}
