using System.CommandLine;
using System.Text.Json.Nodes;
using LeadGrains.Client.Courier;
using LeadGrains.Client.Files;
using LeadGrains.Client.Serving;
using LeadGrains.Client.Terminal;
using LeadGrains.Engine;
using LeadGrains.Intake;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Store;
using LeadGrains.Web;
using LeadGrains.Web.Courier;

namespace LeadGrains.Client.Commands;

/// <summary><c>leadgrains serve</c>: the engine with its clock running, until it is told to stop.</summary>
internal static class ServeCommand
{
    /// <summary>The variable of all ASP.NET Core hosts; <c>--urls</c> beats it.</summary>
    public const string UrlsVariable = "ASPNETCORE_URLS";

    /// <summary>Where it listens when nobody says.</summary>
    public const string UrlsUsual = "http://127.0.0.1:8080";

    private const string Off = "off";
    private const int DueCountedMax = 1_000;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1), SayAtLeastEvery = TimeSpan.FromMinutes(1);

    public static Command Build()
    {
        var outbox = new Option<string?>("--outbox")
        {
            Description = "The pick-up folder for mail and tasks (default: outbox-mail beside the file)",
            HelpName = "FOLDER"
        };
        var mail = MailCommand.MailOption();
        var intake = new Option<string?>("--intake") { Description = "How forms and ad platforms hand inquiries in (default: intake.yaml beside the file; without one, forms only)", HelpName = "FILE" };
        var urls = new Option<string>("--urls")
        {
            Description = "Where the portal, people's pages and the API are; several with semicolons, port 0 for any free one, off for none",
            HelpName = "URLS",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable(UrlsVariable) ?? UrlsUsual,
        };
        var hold = new Option<bool>("--hold-sending") { Description = "Send nothing until it is released" };
        var release = new Option<bool>("--release-sending")
        { Description = "Release sending that was held, as it is in a restored backup" };
        var command =
            new Command("serve", "Run the engine and its web pages: leads are nurtured and handed off by the clock; mail "
            + "leaves as mail.yaml says, else into a pick-up folder") { urls, outbox, mail, intake, hold, release };
        command.SetAction(Session.Run((session, parsed, cancel) => Run(session, parsed.GetValue(urls)!, parsed.GetValue(outbox), parsed.GetValue(mail), parsed.GetValue(intake),
            parsed.GetValue(hold) ? true : parsed.GetValue(release) ? false : null, cancel)));
        return command;
    }

    private static async Task<int> Run(Session session, string urls, string? outbox, string? mail, string? intake, bool? hold, CancellationToken cancel)
    {
        using var lines = TraceLines.FromEnvironment(Environment.GetEnvironmentVariable, Output.Note);
        var gateway = MailFile.Gateway();
        var (settings, forms, tokens) = (MailFile.Read(mail, session.FilePath), IntakeFile.Read(intake, session.FilePath), AccessFile.Read(session.FilePath));
        var journal = session.Open();
        var program = session.ProgramAtWork(journal.Setting).Read();
        var (links, keys, known) = (LinkBook.OfOrMade(journal), ApiKey.Read(journal.Setting), PortalUser.Read(journal.Setting));
        var folder = outbox ?? MailCourier.FolderOf(session.FilePath);
        var home = urls == Off ? null : HomeOf(settings.Sender, urls.Split(';')[0]);
        var stationery = new Stationery(settings.Sender, links, new Members(session.Read, session.Time).Find) { Home = () => home };
        var shelf = new ContentShelf(session.Read, program);
        await using var door = MailDoor.Open(settings, folder, shelf.Of, stationery, () => ReturnPathKey.Of(journal), session.Time, gateway);
        var courier = door.Courier;
        var held = hold ?? journal.Setting(Sending.Setting) == Sending.Held;
        var patient = new PatientCourier(courier);
        await using var engine = new EmbeddedEngine(journal, program.Program, patient, session.Time);
        using var closing = patient; // before the engine
        if (hold is { } wish) await engine.HoldSending(wish, CancellationToken.None);
        using var book = new KeyBook(keys, engine.Keep);
        using var people = new PeopleBook(known, engine.Keep);
        using var logs = LogLines.Open(session.Out.CanDraw);
        using var meter = new FileMeter(session.Read, session.Time);
        using var export = TelemetryExport.FromEnvironment(Environment.GetEnvironmentVariable); // closed first: it reads the meter once more
        await using var hooks = new ServedWebhooks(session, engine, folder);
        using var graph = MetaGraph.Of(forms, session.Time);
        await using var side = OpenSide(session.FilePath, new OwnHouse(engine, book, people, links, session.Time) { Home = () => home, Webhooks = hooks.Desk });
        var house = new WebHouse(engine, () => engine.Program, new ViewPool(session.FilePath), links, book, settings.Sender.Company, session.Time)
        {
            Versions = number => ProgramVersions.Of(session.FilePath, number),
            Agreements = engine,
            CommandsWaiting = () => engine.Waiting,
            MailGoesTo = settings.Smtp is null ? $"the pick-up folder {Path.GetFileName(folder)}" : door.Where,
            Intake = new IntakeDoor(engine, engine, forms.Following(() => engine.Program), graph),
            People = people,
            SignInPost = new SignInMail(door.Transport, settings.Sender),
            PublicAddress = settings.Sender.PublicAddress(),
            Tokens = tokens,
            Logs = logs,
            Webhooks = hooks.Book,
            WebhookPost = hooks.Post,
            Script = (lead, touch) => TouchText.Of(lead, new TouchParcel(touch.Number, touch.Piece, touch.Channel), session.Now, engine.Program, shelf.Of(engine.Program), stationery),
        };
        await using var web = urls == Off ? null : await Listen(house, urls);
        if (web is not null) home = HomeOf(settings.Sender, web.Urls[0]);
        patient.Begin();
        using var views = session.Read();
        session.Out.Line(
            $"Serving {session.FilePath} with “{program.Program.Name}”, version {program.Program.Version}; "
            + $"{(held ? "sending is held (--release-sending lets it go)" : $"mail goes to {door.Where}")}. Ctrl-C stops it.");
        if (web is not null) Announce(session, web);
        await Watch(session, engine, views, courier, cancel);
        if (side is not null) await side.DisposeAsync();
        if (web is not null) await web.DisposeAsync();
        await hooks.DisposeAsync();
        await engine.DisposeAsync();
        await engine.Completion; // throws when the engine stopped itself
        session.Out.Line("Stopped; everything that was answered is on the disk.");
        return Session.Fine;
    }

    // Where a folder can't hold one, all else works.
    internal static SideDoor? OpenSide(string file, OwnHouse house)
    {
        try
        {
            return SideDoor.Open(file, new SideDoorHouse(house, number => ProgramVersions.Of(file, number)));
        }
        catch (IOException e)
        {
            Output.Note($"commands that change something can't be used beside this serve: {e.Message}");
            return null;
        }
    }

    // To its end, which is near: whoever says stop meanwhile is heard right after it, and everything is closed in order.
    internal static async Task<WebServer> Listen(WebHouse house, string urls)
    {
        try
        {
            return await WebServer.Start(house, urls, Output.Note, CancellationToken.None);
        }
        catch (WebAddressException e)
        {
            throw new ProblemException(ProblemKind.Usage,
                $"{e.Message} --urls http://127.0.0.1:0 takes any free port, --urls {Off} serves without pages and API.", e);
        }
    }

    // As long as the sample's address stands in the settings, people reach us where we listen; at port 0 nobody knows yet where.
    internal static string? HomeOf(Sender sender, string url) => sender.PublicAddress()
        ?? (Uri.TryCreate(url, UriKind.Absolute, out var at) && at.Port > 0 ? url.TrimEnd('/') : null);

    internal static void Announce(Session session, WebServer web)
    {
        if (session.Out.Json) session.Out.Document(new JsonObject { ["listening"] = new JsonArray([.. web.Urls.Select(url => (JsonNode)url)]) });
        else session.Out.Line($"The portal, people's pages and the API are at {Say.List(web.Urls)}; the API is described at {web.Urls[0].TrimEnd('/')}/docs.");
        if (web.FirstAdminLink is { } first) Welcome(session, first);
        session.Out.Flush();
    }

    // The link is a secret: what isn't a terminal may be kept somewhere.
    private static void Welcome(Session session, string first)
    {
        if (session.Out is not { IsTerminal: true, Json: false })
            Output.Note("Nobody may let people in to the portal yet; before serve, 'leadgrains person add NAME --email ADDRESS --role admin' makes an admin.");
        else
        {
            session.Out.Line($"Nobody runs the portal yet. Whoever opens this within {SignInLimits.FirstAdminFor.TotalHours:N0} hours becomes its admin:");
            session.Out.Verbatim(first);
        }
    }

    // Ends when it is told to, or when the engine has ended; says once at least how things stand.
    private static async Task Watch(Session session, EmbeddedEngine engine, LeadViews views, MailCourier courier,
        CancellationToken cancel)
    {
        var changes = 0L;
        engine.Committed += entries => Interlocked.Add(ref changes, entries.Count);
        var (said, saidAt) = (-1L, session.Time.GetTimestamp());
        do
        {
            var seen = Interlocked.Read(ref changes);
            if (seen != said || session.Time.GetElapsedTime(saidAt) >= SayAtLeastEvery)
            {
                Tell(session, views, courier, seen);
                (said, saidAt) = (seen, session.Time.GetTimestamp());
            }
            await Task.WhenAny(engine.Completion, Task.Delay(LookEvery, session.Time, cancel));
        }
        while (!cancel.IsCancellationRequested && !engine.Completion.IsCompleted);
    }

    private static void Tell(Session session, LeadViews views, MailCourier courier, long changes)
    {
        var now = session.Now;
        var stages = views.Stages().Where(s => s.Count > 0).ToList();
        var outbox = views.Outbox(now);
        var due = views.Leads(new LeadFilter { DueUntil = now + TimeSpan.FromHours(1) }, DueCountedMax).Count;
        if (session.Out.Json)
        {
            var counts = new JsonObject();
            foreach (var stage in stages) counts[Say.Stage(stage.Stage)] = stage.Count;
            session.Out.Document(new JsonObject
            {
                ["at"] = now.ToString(),
                ["stages"] = counts,
                ["dueWithinAnHour"] = due,
                ["changes"] = changes,
                ["mailsLeft"] = courier.Mails,
                ["tasksLeft"] = courier.Tasks,
                ["waiting"] = outbox.Waiting,
                ["retried"] = outbox.Retried,
            });
        }
        else
        {
            var counts = stages.Count == 0 ? "no leads yet"
                : string.Join("  ", stages.Select(s => $"{Say.Stage(s.Stage)} {Say.Number(s.Count)}"));
            session.Out.Line(
                $"{Say.Minute(now)[11..]}  {counts}  | due within 1 h: {(due == DueCountedMax ? $"{due}+" : due)} "
                + $"| mail: {Say.Number(courier.Mails)} left, {Say.Number(outbox.Waiting)} "
                    + $"waiting{(outbox.Retried > 0 ? $", {outbox.Retried} tried again" : "")}");
        }
        session.Out.Flush();
    }
}
