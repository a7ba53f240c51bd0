using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Client.Words;
using LeadGrains.Engine;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains program …</c>: what marketing and sales agree on, as text.</summary>
internal static class ProgramCommand
{
    public static Command Build() =>
        new("program", "What marketing and sales agree on: check it, write it out, keep it")
        { Checking(), Writing(), Keeping() };

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
        var command =
            new Command("write", "Write the file's program (without a file the default one) into a folder, to be "
            + "edited") { folder };
        command.SetAction(Session.Run((session, parsed) => Write(session, parsed.GetValue(folder)!)));
        return command;
    }

    private static Command Keeping()
    {
        var folder = new Argument<string>("FOLDER") { Description = "A folder with program.yaml and content/*.md" };
        var command = new Command("keep", "Check a program and keep it in the file: it holds from the next start on")
            { folder };
        command.SetAction(Session.Run((session, parsed) => Keep(session, parsed.GetValue(folder)!)));
        return command;
    }

    private static int Check(Session session, string path)
    {
        var program = (Directory.Exists(path) ? ProgramText.FromFolder(path) : File.Exists(path)
            ? ProgramText.Default with { Source = path, Yaml = File.ReadAllText(path) }
            : throw new ProblemException(ProblemKind.NotFound, $"there is no {path}.")).Read().Program;
        session.Out.Line(
            $"The program “{program.Name}”, version {program.Version}, is without a fault: "
            + $"{Say.Count(program.Routes.Count, "route")}, "
            + $"{Say.Count(program.Teams.Count, "team")}, {Say.Count(program.Content.Count, "piece")} of content.",
                Look.Good);
        if (session.Out.Json) session.Out.Document(
            new JsonObject { ["program"] = program.Name, ["version"] = program.Version, ["faults"] = new JsonArray() });
        return Session.Fine;
    }

    private static int Write(Session session, string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new ProblemException(ProblemKind.Refused, $"the folder {folder} isn't empty; name a new one.");
        var program = ProgramText.Default;
        if (File.Exists(session.FilePath))
        {
            using var views = session.Read();
            var settings = views.Settings();
            program = ProgramText.Kept(name => settings.GetValueOrDefault(name)) ?? program;
        }
        program.WriteTo(folder);
        session.Out.Line(
            $"Wrote {Path.Combine(folder, DefaultProgram.FileName)} and {Say.Count(program.Content.Count, "piece")} "
            + $"of content. "
            + $"Change them, then 'leadgrains program keep {folder}'.");
        if (session.Out.Json) session.Out.Document(
            new JsonObject { ["folder"] = folder, ["pieces"] = program.Content.Count });
        return Session.Fine;
    }

    private static int Keep(Session session, string folder)
    {
        var text = ProgramText.FromFolder(folder);
        var program = text.Read().Program;
        using (var journal = session.Open()) InitCommand.Keep(journal, text);
        session.Out.Line(
            $"{session.FilePath} keeps the program “{program.Name}”, version {program.Version}, from now on.",
            Look.Good);
        if (session.Out.Json) session.Out.Document(
            new JsonObject { ["file"] = session.FilePath, ["program"] = program.Name, ["version"] = program.Version });
        return Session.Fine;
    }
}
