using System.CommandLine;
using LeadGrains.Client.Commands;
using LeadGrains.Client.Terminal;

namespace LeadGrains.Client;

/// <summary>
/// The command line <c>leadgrains</c>: wires the commands, and turns whatever goes wrong into one line and an exit
/// code.
/// </summary>
internal static class Cli
{
    // A command that is interrupted finishes its commit; nothing takes longer.
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(20);

    public static async Task<int> Main(string[] args)
    {
        var json = args.Contains("--json");
        try
        {
            var parsed = CommandTree.Build().Parse(args);
            if (parsed.Errors.Count > 0) throw Misused.Of(parsed);
            var settings = new InvocationConfiguration
            { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopWithin };
            return await parsed.InvokeAsync(settings);
        }
        catch (IOException e) when (Output.IsClosedPipe(e))
        {
            return 0; // whoever reads us has seen enough
        }
        catch (Exception e)
        {
            return Complaint.Tell(e, json);
        }
    }
}
