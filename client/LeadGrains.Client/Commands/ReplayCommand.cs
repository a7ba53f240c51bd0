using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Import;
using LeadGrains.Client.Terminal;
using LeadGrains.Client.Words;
using LeadGrains.Lifecycle;
using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Client.Commands;

/// <summary>
/// <c>leadgrains replay LEADS --deals DEALS</c>: what really happened, on the virtual clock, into a new file.
/// </summary>
internal static class ReplayCommand
{
    private const int WarningsShown = 20;

    public static Command Build()
    {
        var leads = new Argument<string>("LEADS") { Description = "A CSV file of inquiries with their dates" };
        var deals = new Option<string>("--deals")
        { Description = "A CSV file of deals: who qualified, who won, when", HelpName = "DEALS", Required = true };
        var map = new Option<string?>("--map")
        { Description = "What the columns mean (default: by their headers)", HelpName = "mapping.yaml" };
        var dates = new Option<string?>("--dates")
        { Description = "How dates are written where the files don't say", HelpName = "FORMAT" };
        var until = new Option<DateTimeOffset?>("--until")
        { Description = "Nurture goes on until this day (default: the last row)", HelpName = "DATE" };
        var command =
            new Command("replay", "Replay what really happened into a new file: funnel, wins by source, days to won")
            { leads, deals, map, dates, until };
        command.SetAction(
            Session.Run((session, parsed, cancel) => Run(session, parsed.GetValue(leads)!, parsed.GetValue(deals)!,
            MapFile.Read(parsed.GetValue(map), parsed.GetValue(dates)), parsed.GetValue(until) is { } day
                ? Moment.From(day) : null, cancel)));
        return command;
    }

    private static async Task<int> Run(Session session, string leads, string deals, MapFile map, Moment? until,
        CancellationToken cancel)
    {
        if (File.Exists(session.FilePath))
            throw new ProblemException(ProblemKind.Refused,
                $"there is a file {session.FilePath} already, and a replay needs a new one; --file names it.");
        var text = session.ProgramOf(_ => null);
        var program = text.Read().Program;
        ReplayRows rows;
        ReplayReport report;
        await using (var progress = new ProgressLine("replaying", session.Time))
        {
            rows = ReplayRows.Read(leads, deals, map, program);
            var file = SqliteJournal.Create(session.FilePath);
            InitCommand.Keep(file, text);
            report = await Task.Run(() =>
                Replay.Run(rows.Inquiries, rows.Deals, new WriteBehind(file), program, until: until,
                progress: p =>
                    progress.Set(p.Done,
                    $"{Say.Day(p.Now)}, {Say.Count(p.Inquiries, "inquiry", "inquiries")}, "
                    + $"{Say.Count(p.Deals, "deal")}"),
                cancel: cancel), CancellationToken.None);
        }
        if (session.Out.Json) session.Out.Document(Document(session, rows, report));
        else Tell(session, rows, report);
        return report.Check.IsClean && rows.SetAside == 0 ? Session.Fine : Session.Refused;
    }

    private static void Tell(Session session, ReplayRows rows, ReplayReport report)
    {
        var (to, funnel) = (session.Out, report.Funnel);
        to.Line($"{Say.Day(report.Start)} to {Say.Day(report.End)} in {report.Elapsed.TotalSeconds:0.0} s, kept in "
            + $"{session.FilePath}.");
        to.Line();
        RehearsalTables.Chart(to, funnel.Funnel);
        to.Line();
        RehearsalTables.Sources(to, funnel);
        to.Line($"{Say.Count(funnel.Qualifiers, "person", "people")} qualified, {Say.Number(funnel.Owners)} won, in "
            + $"{Say.Count(funnel.Pairs, "pair")}.");
        to.Line();
        RehearsalTables.Verdict(to, report.Check);
        foreach (var warning in report.Warnings.Take(WarningsShown)) to.Line(
            $"Out of order: {warning.Id}: {warning.Words}.", Look.Warn);
        if (report.Warnings.Count > WarningsShown) to.Line(
            $"… and {report.Warnings.Count - WarningsShown} more; --json lists all.", Look.Warn);
        foreach (var file in rows.SideFiles) to.Line($"Rows set aside: {file} says why.", Look.Warn);
    }

    private static JsonObject Document(Session session, ReplayRows rows, ReplayReport report)
    {
        var document = new JsonObject
        { ["file"] = session.FilePath, ["start"] = report.Start.ToString(), ["end"] = report.End.ToString() };
        document["seconds"] = Math.Round(report.Elapsed.TotalSeconds, 3);
        document["funnel"] = FunnelJson.Of(report.Funnel);
        document["check"] = RehearsalTables.CheckDocument(report.Check);
        document["warnings"] =
            new JsonArray([.. report.Warnings.Select(w => new JsonObject { ["id"] = w.Id, ["words"] = w.Words })]);
        document["setAside"] = rows.SetAside;
        return document;
    }
}
