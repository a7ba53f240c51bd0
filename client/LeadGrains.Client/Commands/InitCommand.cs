using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Mail;
using LeadGrains.Store;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains init</c>: a new file with a program in it.</summary>
internal static class InitCommand
{
    public static Command Build()
    {
        var command = new Command("init",
            "Make a new file. With --program FOLDER that program is kept in it; an empty or new folder gets the "
                + "default program, to be edited");
        command.SetAction(Session.Run((session, _) => Run(session)));
        return command;
    }

    private static int Run(Session session)
    {
        if (File.Exists(session.FilePath))
            throw new ProblemException(ProblemKind.Refused,
                $"there is a file {session.FilePath} already; --file names another.");
        var program = ProgramText.Default;
        var wrote = false;
        if (session.ProgramFolder is { } folder)
        {
            wrote = !File.Exists(Path.Combine(folder, Engine.DefaultProgram.FileName));
            if (wrote) program.WriteTo(folder);
            program = ProgramText.FromFolder(folder);
        }
        var read = program.Read();
        using (var journal = SqliteJournal.Create(session.FilePath)) Keep(journal, program);

        session.Out.Line(
            $"Made {session.FilePath} with the program “{read.Program.Name}” "
            + $"({Say.Count(read.Content.Pieces.Count, "piece")} of content, {program.Source}).");
        if (wrote) session.Out.Line(
            $"The program is in {session.ProgramFolder} to be edited; 'leadgrains program keep "
            + $"{session.ProgramFolder}' takes it over again before the first lead.");
        session.Out.Line("Next: leadgrains team add sales NAME --email ADDRESS for who takes leads, then leadgrains serve; leadgrains import FILE.csv brings leads along.");
        if (session.Out.Json)
            session.Out.Document(
                new JsonObject
                { ["file"] = session.FilePath, ["program"] = read.Program.Name, ["source"] = program.Source });
        return Session.Fine;
    }

    /// <summary>Keeps a program with a file that has no leads yet.</summary>
    public static void Keep(IJournal journal, ProgramText program)
    {
        var batch = new JournalBatch();
        batch.Settings[Engine.AgreementBook.ProgramSetting] = program.ToSetting();
        LinkBook.Begin(journal, batch);
        journal.Commit(batch);
    }
}
