using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Mail;
using LeadGrains.Reports;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains program replay VERSION</c>: what a version would change, seen on past leads.</summary>
internal static class ProgramReplayCommand
{
    public static Command Build()
    {
        var version = new Argument<int>("VERSION") { Description = "The proposed version" };
        var command = new Command("replay",
            "Judge all past leads by a version, before anybody signs it, and tell which verdicts it changes")
            { version };
        command.SetAction(Session.Run((session, parsed, cancel) =>
            Task.FromResult(Run(session, parsed.GetValue(version), cancel))));
        return command;
    }

    private static int Run(Session session, int number, CancellationToken cancel)
    {
        using var views = session.Read();
        var versions = ProgramVersions.Of(views);
        var active = versions.Agreement.Active;
        var replay = new VerdictReplay(versions.Text(active).Read().Program, versions.Text(number).Read().Program,
            session.Now);
        foreach (var lead in views.AllLeads())
        {
            cancel.ThrowIfCancellationRequested();
            replay.Read(lead.State);
        }
        var report = replay.Report();
        if (session.Out.Json) session.Out.Document(Document(report, active, number));
        else Tell(session.Out, report, active, number);
        return Session.Fine;
    }

    private static void Tell(Output to, VerdictReplayReport report, int active, int number)
    {
        to.Line($"Version {number} beside version {active}, over {Say.Count(report.Judged, "past lead")}: "
            + $"{Say.Number(report.Changed)} would go another way, {Say.Number(report.Rescored)} have other points.",
            Look.Strong);
        to.Line($"{Say.Number(report.More.Leads)} more qualified{Part(report.More)}; "
            + $"{Say.Number(report.Fewer.Leads)} fewer{Part(report.Fewer)}. "
            + $"In all {Say.Number(report.QualifiedAfter)} instead of {Say.Number(report.QualifiedBefore)}.");
        if (report.Moves.Count == 0) return;
        to.Line();
        var grid = new Grid("from", "to", ">leads", ">won", ">lost", ">declined", ">given back", ">no outcome");
        foreach (var move in report.Moves)
            grid.Add([Say.Route(move.From), Say.Route(move.To), Say.Number(move.Leads),
                .. Enum.GetValues<Disposition>().Select(d => Say.Number(move.Of(d)))]);
        to.Table(grid);
    }

    private static string Part(QualifiedShift shift) =>
        shift.Leads == 0 ? "" : $", {Say.Number(shift.LikeWon)} of those like leads that won";

    private static JsonObject Document(VerdictReplayReport report, int active, int number) => new()
    {
        ["active"] = active,
        ["version"] = number,
        ["judged"] = report.Judged,
        ["changed"] = report.Changed,
        ["rescored"] = report.Rescored,
        ["qualifiedBefore"] = report.QualifiedBefore,
        ["qualifiedAfter"] = report.QualifiedAfter,
        ["more"] = Shift(report.More),
        ["fewer"] = Shift(report.Fewer),
        ["moves"] = new JsonArray([.. report.Moves.Select(m => new JsonObject
        {
            ["from"] = Say.Route(m.From), ["to"] = Say.Route(m.To), ["leads"] = m.Leads,
            ["dispositions"] = Counts(m.Dispositions),
        })]),
    };

    private static JsonObject Shift(QualifiedShift shift) => new()
    {
        ["leads"] = shift.Leads,
        ["likeWon"] = shift.LikeWon,
        ["dispositions"] = Counts(shift.Dispositions),
    };

    private static JsonObject Counts(IReadOnlyDictionary<Disposition, int> counts)
    {
        var json = new JsonObject();
        foreach (var (disposition, count) in counts.OrderBy(c => c.Key)) json[Say.Words(disposition)] = count;
        return json;
    }
}
