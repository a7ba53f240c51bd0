using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeadGrains.Client.Export;
using LeadGrains.Client.Files;
using LeadGrains.Client.Moving;
using LeadGrains.Client.Terminal;
using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains export</c>: every lead or every event, for a spreadsheet or a program.</summary>
internal static class ExportCommand
{
    public static Command Build()
    {
        var events = new Option<bool>("--events") { Description = "Every event instead of every lead" };
        var leads = new Option<bool>("--leads") { Description = "Every lead (the default)" };
        var person = new Option<string?>("--person") { Description = "Everything held about one person, as one JSON document for them", HelpName = "LEAD" };
        var all = new Option<bool>("--all")
        { Description = "The whole house for 'import --events', here or in the cluster edition: leads, history, consent, program versions, teams, outbox, people, keys; packed when FILE ends in .gz" };
        var to = new Option<string?>("--out", "-o")
        { Description = "Where to (default: stdout); never over a file that is there", HelpName = "FILE" };
        var command =
            new Command("export", "Write all leads or events as CSV, with --json as one JSON document a line")
            { leads, events, person, all, to };
        command.Validators.Add(result =>
        {
            if (result.GetValue(leads) && result.GetValue(events)) result.AddError("--leads or --events, not both");
            if (result.GetValue(person) is not null && (result.GetValue(leads) || result.GetValue(events))) result.AddError("--person alone, or all leads or events");
            if (result.GetValue(all) && (result.GetValue(leads) || result.GetValue(events) || result.GetValue(person) is not null)) result.AddError("--all alone, or a part of it");
        });
        command.SetAction(Session.Run((session, parsed, cancel) => parsed.GetValue(all) ? MoveOut.Run(session, parsed.GetValue(to), cancel) : Task.FromResult(
            parsed.GetValue(person) is { } who ? Person(session, who, parsed.GetValue(to))
                : Run(session, parsed.GetValue(events), parsed.GetValue(to), cancel))));
        return command;
    }

    private static int Run(Session session, bool events, string? path, CancellationToken cancel)
    {
        using var views = session.Read();
        using var to = path is null ? Console.OpenStandardOutput() : Create(path);
        IExportForm form = session.Out.Json ? new JsonLines(to) : new CsvSheet(to);
        long count = 0;
        using (form)
        {
            foreach (var row in events ? ExportRows.Events(views) : ExportRows.Leads(views))
            {
                cancel.ThrowIfCancellationRequested();
                form.Write(row);
                count++;
            }
        }
        if (path is not null) Output.Note($"Wrote {Say.Count(count, events ? "event" : "lead")} to {path}.");
        return Session.Fine;
    }

    // For the person: the lead, and all who proved to be the same.
    private static int Person(Session session, string text, string? path)
    {
        using var views = session.Read();
        var lead = LeadFinder.One(views, text);
        var others = lead.State.Absorbed.Select(views.Lead).OfType<LeadLine>()
            .Select(other => (other, (IReadOnlyList<Entry>)LeadHistory.Of(views, other.Row))).ToList();
        var document = PersonalData.Of(lead, LeadHistory.Of(views, lead.Row), others);
        using var to = path is null ? Console.OpenStandardOutput() : Create(path);
        using (var writer = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            document.WriteTo(writer);
        to.WriteByte((byte)'\n');
        if (path is not null) Output.Note($"Wrote all that is held about {LeadFinder.Name(lead)} to {path}.");
        return Session.Fine;
    }

    private static FileStream Create(string path)
    {
        if (File.Exists(path)) throw new ProblemException(ProblemKind.Refused,
            $"there is a file {path} already; name another, or move this one away.");
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 64 * 1024);
    }
}
