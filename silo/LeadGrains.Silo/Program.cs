using System.CommandLine;

namespace LeadGrains.Silo;

/// <summary><c>leadgrains-silo</c>: reads what it is told, and runs until it is stopped.</summary>
internal static class Cli
{
    /// <summary>With this set to 1 the details of a problem are shown as well.</summary>
    private const string TraceVariable = "LEADGRAINS_TRACE";

    // Longer than any drain: ending is bounded where it is done.
    private static readonly TimeSpan StopWithin = TimeSpan.FromMinutes(11);

    public static async Task<int> Main(string[] args)
    {
        try
        {
            var named = SiloOption.All.ToDictionary(o => o, o => new Option<string?>(o.Name)
            {
                Description = $"{o.Help} [{o.Variable}]{(o.Usual is { } usual ? $" (default: {usual})" : "")}",
                HelpName = o.Words,
            });
            var root = new RootCommand("A process of LeadGrains' cluster edition: leads as Orleans grains over PostgreSQL, with the API and the portal.");
            foreach (var option in SiloOption.All) root.Add(named[option]);
            root.SetAction(async (parsed, cancel) =>
            {
                await Task.Yield(); // signals are listened for from now on
                await SiloProcess.Run(OptionsOf(parsed, named), Console.Out.WriteLine, cancel);
                return 0;
            });
            root.Add(KeyCommand.Build());
            root.Add(MoveCommand.Build());
            root.Add(HealthCommand.Build());
            var parsed = root.Parse(args);
            if (parsed.Errors.Count > 0 && parsed.CommandResult.Command != root) throw new StartException(StartFault.Usage, "it can't be done like this; see --help.") { Faults = [.. parsed.Errors.Select(e => e.Message)] };
            if (parsed.Errors.Count > 0) OptionsOf(parsed, named); // throws with these faults and all others
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopWithin });
        }
        catch (Exception e)
        {
            return Tell(e);
        }
    }

    private static SiloOptions OptionsOf(ParseResult parsed, Dictionary<SiloOption, Option<string?>> named)
    {
        var (options, faults) = SiloOptions.Read(o => Given(parsed, named[o]) ?? Environment.GetEnvironmentVariable(o.Variable) ?? o.Usual);
        return options is not null && parsed.Errors.Count == 0 ? options
            : throw new StartException(StartFault.Usage, "it can't be started like this; see --help.") { Faults = [.. parsed.Errors.Select(e => e.Message), .. faults] };
    }

    // An option with a fault of the parser's own has no value to ask for.
    private static string? Given(ParseResult parsed, Option<string?> option) => parsed.GetResult(option) is { } result && !result.Errors.Any() ? parsed.GetValue(option) : null;

    private static int Tell(Exception thrown)
    {
        var fault = (thrown as StartException)?.Fault ?? StartFault.Internal;
        Console.Error.WriteLine("leadgrains-silo: " + (fault == StartFault.Internal
            ? $"a mistake in LeadGrains ({thrown.GetType().Name}: {FirstLine(thrown.Message)}); please report it with what {TraceVariable}=1 shows." : FirstLine(thrown.Message)));
        foreach (var line in (thrown as StartException)?.Faults ?? []) Console.Error.WriteLine("  " + FirstLine(line));
        if (Environment.GetEnvironmentVariable(TraceVariable) == "1") Console.Error.WriteLine(thrown);
        return (int)fault;
    }

    private static string FirstLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
