using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Store;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains backup DEST</c>: a checked copy, also while serve runs.</summary>
internal static class BackupCommand
{
    public static Command Build()
    {
        var target = new Argument<string>("DEST") { Description = "The copy to make; it must not exist yet" };
        var command =
            new Command("backup", "Copy the file while it is in use; the copy is checked, and opens with sending "
            + "held") { target };
        command.SetAction(Session.Run((session, parsed, cancel) => Run(session, parsed.GetValue(target)!, cancel)));
        return command;
    }

    private static async Task<int> Run(Session session, string target, CancellationToken cancel)
    {
        session.Read().Dispose();
        await using var progress = new ProgressLine("copying", session.Time);
        await Task.Run(() => Backup.Copy(session.FilePath, target, new Steps(progress), cancel), cancel);
        await progress.DisposeAsync();
        var bytes = new FileInfo(target).Length;
        session.Out.Line(
            $"Copied {session.FilePath} to {target} ({bytes / 1e6:0.0} MB), and checked it. Sending is held in the "
            + $"copy.");
        if (session.Out.Json) session.Out.Document(
            new JsonObject { ["file"] = session.FilePath, ["backup"] = target, ["bytes"] = bytes });
        return Session.Fine;
    }

    private sealed class Steps(ProgressLine progress) : IProgress<(int Copied, int Pages)>
    {
        public void Report((int Copied, int Pages) value) =>
            progress.Set(value.Pages == 0 ? 0 : (double)value.Copied / value.Pages,
                $"{value.Copied:N0} of {value.Pages:N0} pages");
    }
}
