using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Intake;
using LeadGrains.Mail;
using LeadGrains.Store;
using Microsoft.Data.Sqlite;

namespace LeadGrains.Web.Tests;

/// <summary>The real web on a free port, before the real engine on a real file; only the clock is ours.</summary>
public sealed class Site : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leadgrains-").FullName;
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false, UseCookies = false };
    private SqliteConnection? _watch;

    private static readonly IntakeSettings Doors = new() { Google = new DoorSettings { Secret = "a-key" }, Redirects = ["https://www.example.com/"] };

    private Site() => WebTime = new WatchedTime(Time);

    public VirtualTime Time { get; } = new(SmallProgram.Monday);

    /// <summary>The same clock, as the web sees it.</summary>
    public WatchedTime WebTime { get; }
    public RecordingCourier Courier { get; } = new();
    public EmbeddedEngine Engine { get; private set; } = null!;
    public WebServer Server { get; private set; } = null!;
    public HttpClient Http { get; private set; } = null!;
    public SignedLinks Links { get; } = new(LinkKeys.Next(null).Keys);
    public KeyBook Keys { get; private set; } = null!;
    public PeopleBook People { get; private set; } = null!;

    /// <summary>Letters with links to sign in.</summary>
    public SignInLetters Letters { get; } = new();

    /// <summary>What was logged about sign-ins.</summary>
    public LoggedLines Logged { get; } = new();
    public WebhookBook Webhooks { get; private set; } = null!;
    public WebhookPost WebhookPost { get; private set; } = null!;
    public List<string> Complaints { get; } = [];

    /// <summary>What webhooks alert somebody to.</summary>
    public List<string> Alerts { get; } = [];
    public string File => Path.Combine(_folder, "leads.db");

    /// <summary>Opens it.</summary>
    /// <param name="intake">How its doors are set; without it Google's and the forms are open.</param>
    /// <param name="fetcher">Who fetches what Meta doesn't send.</param>
    /// <param name="address">Where people reach it; null: where it listens.</param>
    /// <param name="privateHooks">Webhooks may be told on this machine, as tests need it; a real house says no.</param>
    public static async Task<Site> Open(Program? program = null, IntakeSettings? intake = null, IMetaFetcher? fetcher = null, TokenSettings? tokens = null, string? address = null, bool privateHooks = true)
    {
        var site = new Site();
        site.Engine = new EmbeddedEngine(SqliteJournal.OpenOrCreate(site.File), program ?? SmallProgram.Program, site.Courier, site.Time);
        site.Keys = new KeyBook([], site.Engine.Keep);
        site.OpenWebhooks(privateHooks);
        site.People = new PeopleBook([], site.Engine.Keep);
        var house = new WebHouse(site.Engine, () => site.Engine.Program, new ViewPool(site.File), site.Links, site.Keys, "Kestrel & Works", site.WebTime)
        {
            Agreements = site.Engine,
            CommandsWaiting = () => site.Engine.Waiting,
            People = site.People,
            Webhooks = site.Webhooks,
            WebhookPost = site.WebhookPost,
            SignInPost = site.Letters,
            Tokens = tokens,
            PublicAddress = address,
            Logs = site.Logged,
            Intake = new IntakeDoor(site.Engine, site.Engine, (intake ?? Doors).Following(() => site.Engine.Program), fetcher),
        };
        site.Server = await WebServer.Start(house, "http://127.0.0.1:0", site.Complaints.Add);
        site.Http = new HttpClient(site._handler) { BaseAddress = new Uri(site.Server.Urls[0]) };
        site.Http.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        return site;
    }

    /// <summary>Webhooks as a start of the house finds them. They are told only when a test says so.</summary>
    public void OpenWebhooks(bool isPrivateAllowed = true)
    {
        using var views = LeadViews.Open(File);
        Webhooks = new WebhookBook(views.Webhooks(), Engine.Keep) { IsPrivateAllowed = isPrivateAllowed };
        WebhookPost = new WebhookPost(() => LeadViews.Open(File), Webhooks, () => Engine.Program, Time, Alerts.Add, new Random(1));
    }

    /// <summary>Somebody with a key: a role, and a member where the role is one member's.</summary>
    public async Task<HttpClient> As(Role role, string? team = null, string? member = null)
    {
        var (_, text) = await Keys.Add(new Caller(member ?? role.ToString(), role, team, member), Time.Now);
        return WithKey(text);
    }

    /// <summary>A browser in which somebody of a role is signed in; for a member's role, that member.</summary>
    public async Task<HttpClient> SignedIn(Role role, string? team = null, string? member = null) => Browser(await SessionOf(role, team, member));

    /// <summary>The same, as the session itself.</summary>
    public async Task<string> SessionOf(Role role, string? team = null, string? member = null)
    {
        var person = team is null
            ? People.People.FirstOrDefault(p => p.IsThere && p.Role == role && p.HasOwnRole) ?? (await People.Add(role.ToString(), $"{role}@kestrel.example", role, Time.Now)).Person
            : (await People.Seat((await new Membership(async name => (await Engine.FindTeam(name))?.State, () => Engine.Program).Find(team, member!))!, Time.Now)).Person;
        return (await People.Begin(person!.Number, Time.Now))!;
    }

    /// <summary>A browser with a session, or without one.</summary>
    public HttpClient Browser(string? session)
    {
        var http = new HttpClient(_handler, disposeHandler: false) { BaseAddress = Http.BaseAddress };
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        if (session is not null) http.DefaultRequestHeaders.Add("Cookie", $"leadgrains={session}");
        return http;
    }

    public HttpClient WithKey(string key)
    {
        var http = new HttpClient(_handler, disposeHandler: false) { BaseAddress = Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    /// <summary>A lead who allowed mail, with a touch behind them.</summary>
    public async Task<LeadId> Lead(string name = "ann", Inquire? inquiry = null)
    {
        var command = inquiry ?? SmallProgram.Inquiry(name);
        var id = LeadId.Of(command.Identity);
        Assert.Equal(ReplyKind.Done, (await Engine.Tell(id, command)).Kind);
        return id;
    }

    /// <summary>The path of a link.</summary>
    public string Link(LinkKind kind, LeadId lead, string detail = "", int touch = 1, Moment? notAfterAt = null) =>
        $"/{kind.Letter()}/{Links.Sign(new LinkTicket(kind, lead, touch, Time.Now) { Detail = detail, Piece = "planning-1", NotAfterAt = notAfterAt })}";

    /// <summary>One working link of every kind.</summary>
    public IReadOnlyList<string> Every(LeadId lead) =>
    [
        Link(LinkKind.Preferences, lead), Link(LinkKind.Unsubscribe, lead), Link(LinkKind.Readiness, lead, "talk"),
        Link(LinkKind.Question, lead, "budget"), Link(LinkKind.Confirm, lead, OptInDetail.Write(Consents.EveryTopic, Channel.Email)),
        Link(LinkKind.ClickThrough, lead, "https://other.example/page?a=1"), Link(LinkKind.MyData, lead), Link(LinkKind.MyData, lead) + "/export",
    ];

    public Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields) =>
        Http.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    public async Task<string> Text(string path) => await (await Http.GetAsync(path)).Content.ReadAsStringAsync();

    public async Task<LeadState> State(LeadId lead) => (await Engine.Find(lead))!.State;

    /// <summary>Everything in every table, as one number.</summary>
    public string Content()
    {
        using var file = new SqliteConnection($"Data Source={File};Mode=ReadOnly;Pooling=False");
        file.Open();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in Rows(file, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").Select(r => r.Split('|')[0]).ToList())
            foreach (var row in Rows(file, $"SELECT * FROM {table} ORDER BY 1")) hash.AppendData(Encoding.UTF8.GetBytes($"{table}|{row}\n"));
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>Changes whenever anything at all was committed; says it sooner than <see cref="Content"/> and of more.</summary>
    public long Commits()
    {
        _watch ??= new SqliteConnection($"Data Source={File};Mode=ReadOnly;Pooling=False");
        if (_watch.State == System.Data.ConnectionState.Closed) _watch.Open();
        using var version = _watch.CreateCommand();
        version.CommandText = "PRAGMA data_version";
        return (long)version.ExecuteScalar()!;
    }

    public async ValueTask DisposeAsync()
    {
        _watch?.Dispose();
        Http.Dispose();
        _handler.Dispose();
        await Server.DisposeAsync();
        await WebhookPost.DisposeAsync();
        Webhooks.Dispose();
        await Engine.DisposeAsync();
        Keys.Dispose();
        People.Dispose();
        Directory.Delete(_folder, recursive: true);
        Assert.Empty(Complaints);
    }

    private static IEnumerable<string> Rows(SqliteConnection file, string sql)
    {
        using var command = file.CreateCommand();
#pragma warning disable CA2100 // our own text
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(i).ToString()));
    }
}
