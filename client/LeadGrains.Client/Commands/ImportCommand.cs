using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Files;
using LeadGrains.Client.Import;
using LeadGrains.Client.Moving;
using LeadGrains.Client.Terminal;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains import FILE</c>: a file of inquiries, durably, each once however often it is run.</summary>
internal static class ImportCommand
{
    public static Command Build()
    {
        var file = new Argument<string>("FILE")
        { Description = "A CSV file; encoding, delimiter and columns are found out. With --events what 'export --all' wrote" };
        var map = new Option<string?>("--map")
        { Description = "What the columns mean (default: by their headers)", HelpName = "mapping.yaml" };
        var dates = new Option<string?>("--dates")
        {
            Description = "How dates are written where the file doesn't say, such as dd-MM-yyyy",
            HelpName = "FORMAT"
        };
        var events = new Option<bool>("--events")
        { Description = "Move house: everything in FILE, event for event, into a new LeadGrains file; sending is held in it" };
        var command =
            new Command("import", "Take in a CSV file; run it again after a kill and it goes on without duplicates")
            { file, map, dates, events };
        command.Validators.Add(result =>
        {
            if (result.GetValue(events) && (result.GetValue(map) ?? result.GetValue(dates)) is not null) result.AddError("--events takes everything as it is; --map and --dates are for CSV files");
        });
        command.SetAction(Session.Run((session, parsed, cancel) => parsed.GetValue(events) ? MoveIn.Run(session, parsed.GetValue(file)!, cancel)
            : Run(session, parsed.GetValue(file)!, MapFile.Read(parsed.GetValue(map), parsed.GetValue(dates)), cancel)));
        return command;
    }

    private static async Task<int> Run(Session session, string path, MapFile map, CancellationToken cancel)
    {
        using var source = MapFile.OpenSource(path);
        Imported result;
        // The file is looked at before the journal is opened: wrong input touches nothing.
        await using (var progress = new ProgressLine($"importing {Path.GetFileName(path)}", session.Time))
        {
            var csv = map.Open(source, path, TopicsOf(session));
            await using var desk = Desk.Open(session, Importer.Limits);
            using var importer = new Importer(desk, csv, source, path, map);
            result = await importer.Run(progress, cancel);
        }
        if (session.Out.Json) session.Out.Document(Document(session, path, result));
        else Tell(session, path, result);
        cancel.ThrowIfCancellationRequested();
        return result.Bad + result.Refused > 0 ? Session.Refused : Session.Fine;
    }

    private static IReadOnlyList<string> TopicsOf(Session session)
    {
        using var views = session.Read();
        return session.ProgramAtWork(views.Setting).Read().Program.Topics;
    }

    private static void Tell(Session session, string path, Imported result)
    {
        var rate = result.Rows / Math.Max(0.001, result.Elapsed.TotalSeconds);
        if (result.Skipped > 0) session.Out.Line(
            $"{Say.Count(result.Skipped, "row")} were imported by an earlier run.");
        session.Out.Line(result.IsAnew
            ? $"Read {path} anew by a changed mapping: {Say.Count(result.Taken, "row")} said something new or other, which was added. "
                + "Nobody's inquiry counts twice; rows that name somebody else now are new leads."
            : $"Took in {Say.Count(result.Taken, "inquiry", "inquiries")} from {path} in "
            + $"{result.Elapsed.TotalSeconds:0.0} s ({rate:N0} rows/s).", Look.Good);
        if (result.Known > 0) session.Out.Line($"{Say.Count(result.Known, "row")} said nothing new.");
        if (result.WithoutConsent > 0) session.Out.Line(
            $"{Say.Count(result.WithoutConsent, "row")} brought no consent: nobody is written to on their account. Where the file has it, "
            + "--map with a consent section says so.", Look.Quiet);
        if (result.Unmapped.Count > 0) session.Out.Line(
            $"Not read, because nothing says what they mean: {Say.List(result.Unmapped.Select(c => $"“{c}”"))}.",
            Look.Quiet);
        if (result.Bad > 0) session.Out.Line(
            $"{Say.Count(result.Bad, "row")} set aside: {result.SideFile} says why. Put them right there and import "
            + $"that file.", Look.Warn);
        if (result.Refused > 0) session.Out.Line(
            $"{Say.Count(result.Refused, "row")} refused, the first: {result.FirstRefusal}", Look.Warn);
    }

    private static JsonObject Document(Session session, string path, Imported result) => new()
    {
        ["file"] = session.FilePath,
        ["source"] = path,
        ["rows"] = result.Rows,
        ["taken"] = result.Taken,
        ["known"] = result.Known,
        ["withoutConsent"] = result.WithoutConsent,
        ["anew"] = result.IsAnew,
        ["earlier"] = result.Skipped,
        ["setAside"] = result.Bad,
        ["sideFile"] = result.Bad > 0 ? result.SideFile : null,
        ["refused"] = result.Refused,
        ["unmapped"] = new JsonArray([.. result.Unmapped.Select(c => (JsonNode)c)]),
        ["seconds"] = Math.Round(result.Elapsed.TotalSeconds, 3),
    };
}
