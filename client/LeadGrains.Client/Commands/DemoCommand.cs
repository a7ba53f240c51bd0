using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Courier;
using LeadGrains.Client.Files;
using LeadGrains.Client.Terminal;
using LeadGrains.Client.Words;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Reports;
using LeadGrains.Store;
using LeadGrains.Web.Courier;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains demo</c>: sample leads live through eighteen months before your eyes.</summary>
internal static class DemoCommand
{
    public static Command Build()
    {
        var leads = new Option<int>("--leads")
        { Description = "How many sample leads, 1 to 100,000", DefaultValueFactory = _ => 600, HelpName = "N" };
        var months = new Option<int>("--months")
        { Description = "How many months, 1 to 60", DefaultValueFactory = _ => 18, HelpName = "N" };
        var seed = new Option<ulong>("--seed")
        {
            Description = "Another seed, other lives; the same seed, the same",
            DefaultValueFactory = _ => 7,
            HelpName = "S"
        };
        var folder = new Option<string>("--out")
        {
            Description = "A folder for it; an earlier demo there is replaced",
            DefaultValueFactory = _ => "leadgrains-demo",
            HelpName = "DIR"
        };
        var open = new Option<bool>("--open") { Description = "Afterwards the portal and the API over its data, with a clock to adjust; until Ctrl-C" };
        var urls = new Option<string>("--urls")
        {
            Description = "With --open: where, on this machine; whoever comes there chooses who to be",
            HelpName = "URLS",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable(ServeCommand.UrlsVariable) ?? ServeCommand.UrlsUsual,
        };
        var command = new Command("demo", "See it work: sample leads live through eighteen months in seconds")
            { leads, months, seed, folder, open, urls };
        Bounds.Check(leads, 1, 100_000);
        Bounds.Check(months, 1, 60);
        command.SetAction(Session.Run((session, parsed, cancel) =>
        {
            var plan = new RehearsalPlan
            {
                Leads = parsed.GetValue(leads),
                Months = parsed.GetValue(months),
                Seed = parsed.GetValue(seed),
                Start = StartOf(session.Now, parsed.GetValue(months))
            };
            return Task.Run(() => Run(session, plan, parsed.GetValue(folder)!, parsed.GetValue(open) ? DemoHouse.Loopback(parsed.GetValue(urls)!) : null, cancel), CancellationToken.None);
        }));
        return command;
    }

    // It ends about now, so that what is due next is due soon when somebody looks at it.
    private static Moment StartOf(Moment now, int months)
    {
        var day = now.UtcDate.AddMonths(-months);
        return Moment.Utc(day.Year, day.Month, day.Day, 6);
    }

    private static async Task<int> Run(Session session, RehearsalPlan plan, string folder, string? urls, CancellationToken cancel)
    {
        DemoFolder.Prepare(folder);
        var (file, mailFolder) = (Path.Combine(folder, "leadgrains.db"), Path.Combine(folder, "outbox-mail"));
        var text = session.ProgramFolder is { } own ? ProgramText.FromFolder(own) : ProgramText.Default;
        var program = text.Read();
        var kept = SqliteJournal.Create(file);
        InitCommand.Keep(kept, text);
        var journal = new WriteBehind(kept);
        var courier =
            new MailCourier(mailFolder, new QuickFolder(mailFolder), _ => program.Content,
                new Stationery(Sender.Sample, LinkBook.OfOrMade(kept), journal.Member))
            { MakesTasksItself = true };
        session.Out.Line(
            $"{Say.Count(plan.Leads, "sample lead")}, {Say.Count(plan.Months, "month")} from {Say.Day(plan.Start)} "
            + $"on, with “{program.Program.Name}”.");
        session.Out.Line();
        RehearsalReport report;
        using (var show = StageShow.Of(session, courier)) report =
            Rehearsal.Run(plan, journal, program.Program, courier, show.Tell, cancel);
        if (session.Out.Json) session.Out.Document(Document(file, mailFolder, courier, report));
        else Tell(session, file, mailFolder, courier, report);
        if (urls is not null) await DemoHouse.Open(session, file, mailFolder, text, plan.EndAt, urls, cancel);
        return report.Check.IsClean ? Session.Fine : Session.Refused;
    }

    private static void Tell(Session session, string file, string mailFolder, MailCourier courier,
        RehearsalReport report)
    {
        var to = session.Out;
        to.Line();
        RehearsalTables.Verdict(to, report.Check);
        to.Line();
        RehearsalTables.Chart(to, report.Funnel.Funnel);
        to.Line();
        to.Line($"{Say.Number(courier.Mails)} mails and {Say.Count(courier.Tasks, "task")} that would have gone out "
            + $"are in {mailFolder}.");
        to.Line();
        to.Line("Try next:", Look.Accent);
        foreach (var command in DemoFolder.Next(file, mailFolder)) to.Verbatim("  " + command);
    }

    private static JsonObject Document(string file, string mailFolder, MailCourier courier, RehearsalReport report)
    {
        var document = RehearsalTables.Document(report);
        (document["file"], document["mailFolder"]) = (file, mailFolder);
        (document["mails"], document["tasks"]) = (courier.Mails, courier.Tasks);
        document["next"] = new JsonArray([.. DemoFolder.Next(file, mailFolder).Select(c => (JsonNode)c)]);
        return document;
    }
}
