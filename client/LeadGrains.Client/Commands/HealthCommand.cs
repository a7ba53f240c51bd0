using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Web;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains health</c>: is the server well? For containers and supervisors.</summary>
internal static class HealthCommand
{
    public static Command Build()
    {
        var url = new Option<Uri>("--url")
        { Description = "What is asked", HelpName = "URL", DefaultValueFactory = _ => new Uri(HealthProbe.UrlUsual), CustomParser = Url };
        var command = new Command("health", "Ask a running serve whether it is ready: exit 0 when it is, 1 when it isn't") { url };
        command.SetAction(Session.Run(async (session, parsed, cancel) =>
        {
            var fault = await HealthProbe.Ask(parsed.GetValue(url)!, cancel);
            if (session.Out.Json) session.Out.Document(new JsonObject { ["well"] = fault is null, ["words"] = fault });
            session.Out.Line(fault ?? "Well.", fault is null ? Look.Good : Look.Bad);
            return fault is null ? Session.Fine : Session.Refused;
        }));
        return command;
    }

    private static Uri? Url(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") return url;
        result.AddError($"--url is http://… or https://…, not {result.Tokens[0].Value}");
        return null;
    }
}
