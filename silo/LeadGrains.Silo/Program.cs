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
                var (options, faults) = SiloOptions.Read(o => parsed.GetValue(named[o]) ?? Environment.GetEnvironmentVariable(o.Variable) ?? o.Usual);
                if (options is null) throw new StartException(StartFault.Usage, "it can't be started like this; see --help.") { Faults = faults };
                await SiloProcess.Run(options, Console.Out.WriteLine, cancel);
                return 0;
            });
            var parsed = root.Parse(args);
            if (parsed.Errors.Count > 0) throw new StartException(StartFault.Usage, "the command line is wrong; see --help.") { Faults = [.. parsed.Errors.Select(e => e.Message)] };
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopWithin });
        }
        catch (Exception e)
        {
            return Tell(e);
        }
    }

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
