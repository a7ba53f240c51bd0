using LeadGrains.Intake;
using LeadGrains.Mail;
using LeadGrains.Web;
using LeadGrains.Web.Courier;
using Microsoft.Extensions.Logging;

namespace LeadGrains.Silo;

/// <summary>The API and the portal on a cluster, with all that stands behind them. Close it before the cluster.</summary>
internal sealed partial class WebDoor : IAsyncDisposable
{
    /// <summary><c>1</c> lets webhooks reach http and private addresses, for development; as <c>leadgrains serve</c> has it.</summary>
    private const string PrivateHooksVariable = "LEADGRAINS_WEBHOOK_ALLOW_PRIVATE";

    // Closed in this order.
    private readonly List<object> _open = [];

    private WebDoor(WebServer server) => Server = server;

    public WebServer Server { get; }

    /// <summary>Opens it at the addresses of the options.</summary>
    public static async Task<WebDoor> Open(SiloOptions options, SettingFiles files, Database database, ProgramAtWork program, Desk desk, ILeadEngine engine, IGrainFactory grains, Readiness readiness, ILoggerFactory logs, CancellationToken cancel)
    {
        var log = logs.CreateLogger("LeadGrains.Silo");
        var (keys, people) = (database.Keys(), database.People());
        if (options.Admin is { } admin && !people.HasAdmin) await people.Add(admin.Split('@')[0], admin, Role.Admin, Moment.From(TimeProvider.System.GetUtcNow()));
        var hooks = database.Webhooks(Environment.GetEnvironmentVariable(PrivateHooksVariable) == "1");
        var lease = new Lease(options.Database, "webhooks"); // one process at a time tells them
        var post = new WebhookPost(database.Views.Take, hooks, () => program.Current, TimeProvider.System, words => Alerted(log, words), () => lease.IsHeld);
        var graph = MetaGraph.Of(files.Intake, TimeProvider.System);
        var follower = new Follower(log, keys.Refresh, people.Refresh, hooks.Refresh);
        var house = new WebHouse(engine, () => program.Current, database.Views, desk.Stationery.Links, keys, files.Mail.Sender.Company, TimeProvider.System)
        {
            Versions = number => VersionOf(database, number),
            Agreements = new ClusterAgreements(database.Kept, database.Turns, engine, () => program.Current, _ => program.Refresh(), TimeProvider.System),
            MailGoesTo = desk.Mail.Where,
            Intake = new IntakeDoor(engine, new ClusterQuarantine(database.Source, engine), files.Intake.Following(() => program.Current), graph),
            People = people,
            SignInPost = new SignInMail(desk.Mail.Transport, files.Mail.Sender),
            PublicAddress = files.Mail.Sender.PublicAddress(),
            Tokens = files.Tokens,
            Logs = logs,
            Webhooks = hooks,
            WebhookPost = post,
            IsReady = readiness.Ask,
            Annex = new OrleansDashboard(grains),
            Script = (lead, touch) => TouchText.Of(lead, new TouchParcel(touch.Number, touch.Piece, touch.Channel), Moment.From(TimeProvider.System.GetUtcNow()), program.Current, desk.Shelf.Of(program.Current), desk.Stationery),
        };
        object?[] open = [post, lease, follower, hooks, people, keys, graph];
        try
        {
            var door = new WebDoor(await WebServer.Start(house, options.Urls!, words => Complained(log, words), cancel));
            door._open.AddRange(open.OfType<object>());
            return door;
        }
        catch (WebAddressException e)
        {
            await Close(open.OfType<object>());
            throw new StartException(StartFault.Usage, e.Message, e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Close(_open);
        _open.Clear();
    }

    private static async Task Close(IEnumerable<object> open)
    {
        foreach (var one in open)
            if (one is IAsyncDisposable later) await later.DisposeAsync();
            else ((IDisposable)one).Dispose();
    }

    private static Lifecycle.Program? VersionOf(Database database, int number)
    {
        using var views = database.Views.Take();
        return ProgramVersions.Of(views.Setting).Find(number)?.Check().Read?.Program;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Words}")]
    private static partial void Alerted(ILogger log, string words);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Words}")]
    private static partial void Complained(ILogger log, string words);
}
