using System.CommandLine;
using System.Text.RegularExpressions;
using LeadGrains.Client.Commands;

namespace LeadGrains.Client.Tests;

/// <summary>That everything README.md and docs tell people to type exists.</summary>
public sealed partial class DocumentedCommandsTests
{
    [Fact]
    public void Every_command_and_option_that_the_documentation_names_is_there()
    {
        var pages = Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(Repository.Root, "README.md")).Order(StringComparer.Ordinal);
        var (root, faults, number) = (CommandTree.Build(), new List<string>(), 0);
        foreach (var page in pages)
            foreach (var line in Line.Matches(File.ReadAllText(page)).Select(m => m.Groups["said"].Value))
            {
                number++;
                if (Fault(root, line) is { } fault) faults.Add($"{Path.GetRelativePath(Repository.Root, page)}: leadgrains{line}: {fault}");
            }
        Assert.Empty(faults);
        Assert.True(number > 50, $"only {number} commands were found");
    }

    private static string? Fault(RootCommand root, string line)
    {
        Command command = root;
        List<Option> known = [.. root.Options];
        foreach (var word in Word.Matches(line).Select(m => m.Value.Trim('[', ']', '"', '(', ')', ',', '.', ';')))
            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                if (!known.Any(o => o.Name == word.Split('=')[0] || o.Aliases.Contains(word))) return $"no option {word}";
            }
            else if (command.Subcommands.Count > 0 && CommandName.IsMatch(word))
            {
                // "person add|list" is both.
                if (command.Subcommands.FirstOrDefault(c => c.Name == word.Split('|')[0]) is not { } sub) return $"no command {word}";
                command = sub;
                known.AddRange(sub.Options);
            }
        return null;
    }

    // In code only: at the beginning of a line, after a prompt or in backticks; up to a comment or the next command of the shell.
    [GeneratedRegex("""(?:^ *(?:sudo \S+ )?|`|\$\()leadgrains(?<said>(?: [^`\n|#>&]*)?)""", RegexOptions.Multiline)]
    private static partial Regex Line { get; }

    [GeneratedRegex("""\[?"[^"]*"\]?|\S+""")]
    private static partial Regex Word { get; }

    [GeneratedRegex("^[a-z][a-z-]*$")]
    private static partial Regex CommandName { get; }
}
