using LeadGrains.Mail;
using LeadGrains.Web;
using Npgsql;

namespace LeadGrains.Silo;

/// <summary>The database as a process finds it at its start: reached, with our tables, with a program and a key for links.</summary>
internal sealed class Database : IAsyncDisposable
{
    /// <summary>A database that starts beside us has this long to answer.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);

    /// <summary>Connections of the API and the portal of one process; those of its silo are counted there.</summary>
    public const int ConnectionsMax = 12;

    private static readonly TimeSpan AgainAfter = TimeSpan.FromMilliseconds(500);

    private Database(NpgsqlDataSource source) => (Source, Kept, Turns, Views) = (source, new KeptTables(source), new OneAtATime(source), new ViewPool(source));

    public NpgsqlDataSource Source { get; }
    public KeptTables Kept { get; }
    public OneAtATime Turns { get; }
    public ViewPool Views { get; }

    /// <summary>Waits for the database, makes what is missing in it, and keeps the program where none is kept yet.</summary>
    public static async Task<Database> Open(string connection, SettingFiles files, CancellationToken cancel)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { ApplicationName = "leadgrains web", MaxPoolSize = ConnectionsMax, Enlist = false }.ConnectionString);
        try
        {
            await Reach(source, cancel);
            await Tables.Make(source, cancel);
            var database = new Database(source);
            await database.KeepProgram(files.Program);
            return database;
        }
        catch (PostgresException e)
        {
            await source.DisposeAsync();
            throw new StartException(StartFault.DatabaseUnusable, $"the database can't be used: {e.MessageText} ({e.SqlState}).", e);
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>The program at work, with its words.</summary>
    public ReadProgram Program()
    {
        var (read, faults) = ProgramText.Kept(Kept.Setting)!.Check();
        return read ?? throw new StartException(StartFault.BadInput, "the program that the database keeps has faults.") { Faults = faults };
    }

    /// <summary>What signs links; a new database gets its first key now.</summary>
    public async Task<SignedLinks> Links()
    {
        if (LinkKeys.Read(Kept.Setting) is { } known) return new SignedLinks(known);
        var (_, name, value) = LinkKeys.Next(null);
        await Kept.KeepFirst(name, value);
        return new SignedLinks(LinkKeys.Read(Kept.Setting)!);
    }

    /// <summary>The key of return paths; made when it is asked for the first time.</summary>
    public byte[] ReturnPathKey() =>
        Convert.FromBase64String(Kept.KeepFirst(Mail.ReturnPathKey.Setting, Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(ReturnPath.KeyBytes))).GetAwaiter().GetResult());

    /// <summary>The API's keys, kept by every process of the cluster.</summary>
    public KeyBook Keys() => new(ReadKeys(), Kept.Keep) { Shared = new Sharing<ApiKey>(() => Turns.Alone("keys"), ReadKeys) };

    /// <summary>The portal's people, likewise.</summary>
    public PeopleBook People() => new(ReadPeople(), Kept.Keep) { Shared = new Sharing<PortalUser>(() => Turns.Alone("people"), ReadPeople) };

    /// <summary>The webhooks, likewise.</summary>
    public WebhookBook Webhooks(bool isPrivateAllowed) => new(ReadWebhooks(), Kept.Keep)
    {
        IsPrivateAllowed = isPrivateAllowed,
        Shared = new Sharing<Webhook>(() => Turns.Alone("webhooks"), () => WebhookBook.Read(ReadWebhooks())),
    };

    public async ValueTask DisposeAsync() => await Source.DisposeAsync();

    private IReadOnlyList<ApiKey> ReadKeys() => Kept.Settings("api.key.") is var kept ? ApiKey.Read(name => kept.GetValueOrDefault(name)) : [];

    private IReadOnlyList<PortalUser> ReadPeople() => Kept.Settings("portal.person.") is var kept ? PortalUser.Read(name => kept.GetValueOrDefault(name)) : [];

    private IReadOnlyList<WebhookRow> ReadWebhooks()
    {
        using var views = Views.Take();
        return views.Webhooks();
    }

    // A folder may be named where it says the same; another one is no way around the signatures.
    private async Task KeepProgram(ProgramText named)
    {
        var kept = await Kept.KeepFirst(AgreementBook.ProgramSetting, named.ToSetting());
        if (named.Source != ProgramText.Default.Source && kept != named.ToSetting())
            throw new StartException(StartFault.DatabaseUnusable, $"the database works by the program it keeps, and {named.Source} says something else; propose that in the portal, and both sides sign.");
    }

    private static async Task Reach(NpgsqlDataSource source, CancellationToken cancel)
    {
        for (var since = TimeProvider.System.GetTimestamp(); ; await Task.Delay(AgainAfter, cancel))
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancel);
                return;
            }
            catch (NpgsqlException e) when (e is not PostgresException { IsTransient: false })
            {
                if (TimeProvider.System.GetElapsedTime(since) > AnswerWithin)
                    throw new StartException(StartFault.Busy, $"the database doesn't answer: {e.Message}.", e);
            }
    }
}
