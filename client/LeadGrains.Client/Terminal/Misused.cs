using System.CommandLine;
using System.CommandLine.Parsing;

namespace LeadGrains.Client.Terminal;

/// <summary>A wrong command line, said in one line with the nearest right word.</summary>
internal static class Misused
{
    /// <summary>What the parser found, as a problem.</summary>
    public static ProblemException Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = Path(parsed);
        var words = parsed.UnmatchedTokens is [{ } token, ..] ? Unknown(token, command)
            : parsed.Errors[0].Message.TrimEnd('.');
        return new ProblemException(ProblemKind.Usage, $"{words}. See '{path} --help'.");
    }

    private static string Unknown(string token, Command command)
    {
        var known = token.StartsWith('-')
            ? Options(command).Select(option => option.Name)
            : command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);
        var near = Nearest.To(token, known);
        var what = token.StartsWith('-') ? "option" : command.Subcommands.Count > 0 ? "command" : "argument";
        return near.Count > 0 ? $"there is no {what} '{token}'; did you mean {string.Join(" or ", near)}"
            : $"there is no {what} '{token}'";
    }

    private static IEnumerable<Option> Options(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options.Where(o => o.Recursive)));

    private static string Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as CommandResult)
            names.Insert(0, result.Command is RootCommand ? "leadgrains" : result.Command.Name);
        return string.Join(' ', names);
    }
}
