using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Client.Words;
using LeadGrains.Store;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains doctor</c>: is the file what it promises to be?</summary>
internal static class DoctorCommand
{
    /// <summary>Faults told; a file with more needs its backup.</summary>
    private const int FaultsMax = 100;

    public static Command Build()
    {
        var quick = new Option<bool>("--quick")
        { Description = "Only what takes seconds: pages, indexes, sequence, counts" };
        var command =
            new Command("doctor", "Check the file: entries without gaps, states equal to their events, one owner "
            + "each") { quick };
        command.SetAction(Session.Run((session, parsed) => Run(session, parsed.GetValue(quick))));
        return command;
    }

    private static int Run(Session session, bool quick)
    {
        long leads, entries;
        List<DoubtLine> doubts;
        Lifecycle.Program program;
        using (var views = session.Read())
        {
            var settings = quick ? null : views.Settings();
            doubts = quick ? [] : [.. views.Doubts().Take(DoubtTables.Max)];
            (leads, entries) = (views.Stages().Sum(s => s.Count), views.LastSeq());
            program = quick ? new Lifecycle.Program()
                : session.ProgramOf(name => settings!.GetValueOrDefault(name)).Read().Program;
        }
        var faults = (quick ? Doctor.Quick(session.FilePath) : Doctor.Examine(session.FilePath, program))
            .Take(FaultsMax).ToList();
        if (session.Out.Json)
            session.Out.Document(new JsonObject
            {
                ["file"] = session.FilePath,
                ["sound"] = faults.Count == 0,
                ["leads"] = leads,
                ["entries"] = entries,
                ["uncertain"] = DoubtTables.Json(doubts),
                ["faults"] = new JsonArray([.. faults.Select(f => (JsonNode)f)]),
            });
        foreach (var fault in faults) session.Out.Line("  " + fault);
        // No fault of the file: an answer that nobody heard.
        if (doubts.Count > 0 && !session.Out.Json)
        {
            session.Out.Line($"{Say.Count(doubts.Count, "touch", "touches")} in doubt, never repeated by itself; 'leadgrains mail uncertain LEAD TOUCH' settles one:", Look.Warn);
            session.Out.Table(DoubtTables.Table(doubts));
        }
        if (faults.Count == 0)
            session.Out.Line($"Sound: {Say.Count(leads, "lead")}, {Say.Count(entries, "entry", "entries")}"
                + (quick ? " (pages, sequence and counts only)." : ", each state equal to its events, one owner each."),
                Look.Good);
        else
            session.Out.Line(
                $"{(faults.Count == FaultsMax ? "At least " : "")}{Say.Count(faults.Count, "fault")} in "
                + $"{session.FilePath}. Stop serve, keep this file, and go on with the latest backup.", Look.Bad);
        return faults.Count == 0 ? Session.Fine : Session.Refused;
    }
}
