using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using LeadGrains.Client.Files;

namespace LeadGrains.Client.Commands;

/// <summary>All commands there are.</summary>
internal static class CommandTree
{
    public static RootCommand Build()
    {
        var root = new RootCommand("leadgrains keeps every lead alive: one file, one lead lifecycle engine.")
        {
            Globals.File, Globals.Json, Globals.Program,
            DemoCommand.Build(), InitCommand.Build(), ImportCommand.Build(), ServeCommand.Build(),
            HealthCommand.Build(), StagesCommand.Build(), ShowCommand.Build(), WhyCommand.Build(), TailCommand.Build(), SendCommand.Build(),
            TeamCommand.Build(), OfferCommand.Build(), QuarantineCommand.Build(), CallCommand.Build(), PrintCommand.Build(),
            MailCommand.Build(), ContentCommand.Build(), ConsentCommand.Build(), DropCommand.Build(), KeyCommand.Build(), PersonCommand.Build(), WebhookCommand.Build(),
            ExportCommand.Build(), BackupCommand.Build(), DoctorCommand.Build(),
            ProgramCommand.Build(), ReplayCommand.Build(), RehearseCommand.Build(),
        };
        foreach (var help in root.Options.OfType<HelpOption>())
            if (help.Action is HelpAction action) help.Action = new HelpWithExitCodes(action);
        return root;
    }

    private sealed class HelpWithExitCodes(HelpAction inner) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var code = inner.Invoke(parseResult);
            if (parseResult.CommandResult.Command is not RootCommand) return code;
            Console.WriteLine("Exit codes:\n    0  all is well");
            foreach (var problem in Problems.Table) Console.WriteLine($"  {problem.ExitCode,3}  {problem.Meaning}");
            Console.WriteLine();
            return code;
        }
    }
}
