using System.CommandLine;
using LeadGrains.Web;

namespace LeadGrains.Silo;

/// <summary><c>leadgrains-silo health</c>: is the process here well? For containers and supervisors.</summary>
internal static class HealthCommand
{
    private const int Ill = 1;

    public static Command Build()
    {
        var url = new Option<string>("--url") { Description = "What is asked", HelpName = "URL", DefaultValueFactory = _ => HealthProbe.UrlUsual };
        var command = new Command("health", "Ask a running process whether it is ready: exit 0 when it is, 1 when it isn't") { url };
        command.SetAction(async (parsed, cancel) =>
        {
            if (!Uri.TryCreate(parsed.GetValue(url), UriKind.Absolute, out var asked) || asked.Scheme is not ("http" or "https"))
                throw new StartException(StartFault.Usage, $"--url is http://… or https://…, not {parsed.GetValue(url)}.");
            var fault = await HealthProbe.Ask(asked, cancel);
            Console.Out.WriteLine(fault ?? "Well.");
            return fault is null ? 0 : Ill;
        });
        return command;
    }
}
