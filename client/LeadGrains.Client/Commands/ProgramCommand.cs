using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Engine;
using LeadGrains.Mail;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains program …</c>: what marketing and sales agree on, as text.</summary>
internal static class ProgramCommand
{
    public static Command Build() => new("program",
        "What marketing and sales agree on: write it out, propose a change, sign it, let it take over")
    {
        Checking(), Writing(), Keeping(),
        ProgramVersionsCommands.Listing(), ProgramVersionsCommands.Comparing(),
        ProgramSigningCommands.Proposing(), ProgramSigningCommands.Signing(), ProgramSigningCommands.Activating(),
        ProgramReplayCommand.Build(), ProgramFeedbackCommand.Build(),
    };

    private static Command Checking()
    {
        var path = new Argument<string>("PATH")
        { Description = "A program.yaml, or a folder with program.yaml and content/*.md" };
        var command = new Command("check", "Tell every fault of a program with its line") { path };
        command.SetAction(Session.Run((session, parsed) => Check(session, parsed.GetValue(path)!)));
        return command;
    }

    private static Command Writing()
    {
        var folder = new Argument<string>("FOLDER") { Description = "A new or empty folder" };
        var version = new Argument<int?>("VERSION")
        {
            Description = "The version (default: the one at work)",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("write",
            "Write the file's program (without a file the default one) into a folder, to be edited")
            { folder, version };
        command.SetAction(Session.Run((session, parsed) =>
            Write(session, parsed.GetValue(folder)!, parsed.GetValue(version))));
        return command;
    }

    private static Command Keeping()
    {
        var folder = new Argument<string>("FOLDER") { Description = "A folder with program.yaml and content/*.md" };
        var command = new Command("keep",
            "Check a program and keep it in a file that has no leads yet; later changes are proposed and signed")
            { folder };
        command.SetAction(Session.Run((session, parsed) => Keep(session, parsed.GetValue(folder)!)));
        return command;
    }

    private static int Check(Session session, string path)
    {
        var read = (Directory.Exists(path) ? ProgramText.FromFolder(path) : File.Exists(path)
            ? ProgramText.Default with { Source = path, Yaml = File.ReadAllText(path) }
            : throw new ProblemException(ProblemKind.NotFound, $"there is no {path}.")).Read();
        var program = read.Program;
        session.Out.Line(
            $"The program “{program.Name}”, version {program.Version}, is without a fault: "
            + $"{Say.Count(program.Routes.Count, "route")}, "
            + $"{Say.Count(program.Teams.Count, "team")}, {Say.Count(read.Content.Pieces.Count, "piece")} of content.",
                Look.Good);
        if (session.Out.Json) session.Out.Document(
            new JsonObject { ["program"] = program.Name, ["version"] = program.Version, ["faults"] = new JsonArray() });
        return Session.Fine;
    }

    private static int Write(Session session, string folder, int? version)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new ProblemException(ProblemKind.Refused, $"the folder {folder} isn't empty; name a new one.");
        var program = ProgramText.Default;
        if (version is not null || File.Exists(session.FilePath))
        {
            using var views = session.Read();
            program = version is { } number ? ProgramVersions.Of(views).Text(number)
                : ProgramText.Kept(views.Setting) ?? program;
        }
        program.WriteTo(folder);
        session.Out.Line(
            $"Wrote {Path.Combine(folder, DefaultProgram.FileName)} and "
            + $"{Say.Count(program.Content.Count, "piece")} of content. Change them, then 'leadgrains program propose "
            + $"{folder} --by NAME', or 'program keep {folder}' before the first lead.");
        if (session.Out.Json) session.Out.Document(
            new JsonObject { ["folder"] = folder, ["pieces"] = program.Content.Count });
        return Session.Fine;
    }

    private static int Keep(Session session, string folder)
    {
        var text = ProgramText.FromFolder(folder);
        var program = text.Read().Program;
        using (var journal = session.Open())
        {
            if (journal.LastLead > 0 || AgreementBook.Steps(journal.Setting).Count > 0)
                throw new ProblemException(ProblemKind.Refused,
                    $"{session.FilePath} is at work, so a change needs both signatures; "
                    + $"'leadgrains program propose {folder} --by NAME' proposes it.");
            InitCommand.Keep(journal, text);
        }
        session.Out.Line(
            $"{session.FilePath} keeps the program “{program.Name}”, version {program.Version}, from now on.",
            Look.Good);
        if (session.Out.Json) session.Out.Document(
            new JsonObject { ["file"] = session.FilePath, ["program"] = program.Name, ["version"] = program.Version });
        return Session.Fine;
    }
}
