using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Store;

namespace LeadGrains.Client.Moving;

/// <summary><c>leadgrains export --all</c>: the whole house as one file that another edition can move in from.</summary>
internal static class MoveOut
{
    public static async Task<int> Run(Session session, string? path, CancellationToken cancel)
    {
        Lifecycle.Program program;
        using (var views = session.Read()) program = session.ProgramOf(views.Setting).Read().Program;
        using var lines = FileLines.Open(session.FilePath, program);
        if (path is null)
        {
            using var stdout = new BufferedStream(Console.OpenStandardOutput(), 64 * 1024);
            MovingWriter.Write(stdout, lines.All(session.Now), cancel: cancel);
            return Session.Fine;
        }
        var header = await Write(session, lines, path, cancel);
        if (session.Out.Json) session.Out.Document(Document(session, path, header));
        session.Out.Line($"Moved out to {path}: {Told(header.Counts)}; each actor replayed.", Look.Good);
        Output.Note("It holds people's data, keys and secrets: keep it as you keep the file itself. What happens from now on isn't in it.");
        return Session.Fine;
    }

    /// <summary>What there is, in one line.</summary>
    public static string Told(MovedCounts counts) => $"{Say.Count(counts.Leads, "lead")}, {Say.Count(counts.Entries, "entry", "entries")}, "
        + $"{Say.Count(counts.Teams, "team")}, {Say.Count(counts.Aliases, "further identity", "further identities")}, "
        + $"{Say.Count(counts.Parcels, "parcel")} in the outbox, {counts.Quarantined:N0} in quarantine, {Say.Count(counts.Webhooks, "webhook")}, {Say.Count(counts.Settings, "setting")}";

    public static JsonObject Document(Session session, string path, MovedHeader header) => new()
    {
        ["file"] = session.FilePath,
        ["moved"] = path,
        ["from"] = header.From,
        ["madeAt"] = header.MadeAt.ToString(),
        ["leads"] = header.Counts.Leads,
        ["entries"] = header.Counts.Entries,
        ["teams"] = header.Counts.Teams,
        ["aliases"] = header.Counts.Aliases,
        ["parcels"] = header.Counts.Parcels,
        ["quarantined"] = header.Counts.Quarantined,
        ["webhooks"] = header.Counts.Webhooks,
        ["settings"] = header.Counts.Settings,
    };

    private static async Task<MovedHeader> Write(Session session, FileLines lines, string path, CancellationToken cancel)
    {
        if (File.Exists(path)) throw new ProblemException(ProblemKind.Refused, $"there is a file {path} already; name another, or move this one away.");
        MovedHeader? header = null;
        long leads = 0;
        await using var progress = new ProgressLine("moving out", session.Time);
        await Task.Run(() => MovingFile.Write(path, (to, isPacked) => MovingWriter.Write(to, lines.All(session.Now), isPacked, line =>
        {
            header ??= line as MovedHeader;
            if (line is MovedLead && ++leads % 1_000 == 0) progress.Set((double)leads / header!.Counts.Leads, $"{leads:N0} of {Say.Count(header.Counts.Leads, "lead")}");
        }, cancel)), CancellationToken.None);
        return header!;
    }
}
