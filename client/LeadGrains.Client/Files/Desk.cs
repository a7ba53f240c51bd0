using LeadGrains.Client.Serving;
using LeadGrains.Engine;
using LeadGrains.Store;
using LeadGrains.Web;

namespace LeadGrains.Client.Files;

/// <summary>
/// Where one command of the command line says what it has to say: to an engine of its own, which takes commands and does
/// nothing by itself, or, while a <c>serve</c> has the file, to that one.
/// </summary>
internal sealed class Desk : IAsyncDisposable
{
    private readonly DeskJournal? _journal;

    private Desk(IHouse house, DeskJournal? journal, Lifecycle.Program program, IReadOnlyDictionary<string, string> settings) =>
        (Engine, _journal, Program, Settings) = (house, journal, program, settings);

    /// <summary>Whoever has the file.</summary>
    public IHouse Engine { get; }

    /// <summary>The program at work.</summary>
    public Lifecycle.Program Program { get; }

    /// <summary>The settings as they were at the beginning.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Another process decides; the limits are its own.</summary>
    public bool IsServed => _journal is null;

    /// <summary>
    /// Asked now and then, on a thread of its own: a setting to keep with what is told next, or null. It is durable no later
    /// than that.
    /// </summary>
    public Func<(string Name, string Value)?>? Beside
    {
        get => _journal is null ? ((ServedHouse)Engine).Beside : _journal.Beside;
        set
        {
            if (_journal is null) ((ServedHouse)Engine).Beside = value;
            else _journal.Beside = value;
        }
    }

    /// <summary>Opens the session's file, or asks whoever serves it; refused while another process has it that doesn't answer.</summary>
    /// <param name="limits">Of an engine of its own; null: the usual ones.</param>
    public static Desk Open(Session session, EngineLimits? limits = null)
    {
        try
        {
            return OfOwn(session, session.Open(), limits);
        }
        catch (JournalInUseException)
        {
            if (ServedHouse.Find(session.FilePath) is not { } served) throw;
            var (program, settings) = AtWork(session);
            return new Desk(served, null, program, settings);
        }
    }

    /// <summary>Keeps what <see cref="Beside"/> has to say last.</summary>
    public async Task KeepPlace()
    {
        if (Beside?.Invoke() is { } kept) await Engine.Keep(kept.Name, kept.Value);
    }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();

    private static Desk OfOwn(Session session, SqliteJournal journal, EngineLimits? limits)
    {
        try
        {
            var (program, settings) = AtWork(session);
            if (limits is not null) journal.ExpectBulk(); // who sets its own limits takes in much
            var own = new DeskJournal(journal);
            var (keys, people, links) = (ApiKey.Read(journal.Setting), PortalUser.Read(journal.Setting), LinkBook.OfOrMade(journal));
            var engine = new EmbeddedEngine(own, program, new Nobody(), session.Time, limits);
            return new Desk(new OwnHouse(engine, new KeyBook(keys, engine.Keep), new PeopleBook(people, engine.Keep), links, session.Time)
            {
                Webhooks = WebhooksOf(session, engine, program),
            }, own, program, settings);
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    // Nobody is told anything from here; serve finds what was wished.
    private static WebhookDesk WebhooksOf(Session session, EmbeddedEngine engine, Lifecycle.Program program)
    {
        using var views = session.Read();
        return new WebhookDesk(ServedWebhooks.BookOf(views.Webhooks(), engine.Keep), null, session.Read, () => program, () => session.Now);
    }

    private static (Lifecycle.Program Program, IReadOnlyDictionary<string, string> Settings) AtWork(Session session)
    {
        using var views = session.Read();
        var settings = views.Settings();
        return (session.ProgramAtWork(name => settings.GetValueOrDefault(name)).Read().Program, settings);
    }

    // Nothing is ever handed to it: the journal of a desk shows no parcels.
    private sealed class Nobody : ICourier
    {
        public bool IsRepeatable => true;

        public ValueTask<Delivery> Deliver(Consignment consignment, CancellationToken cancel) =>
            throw new InvalidOperationException("A desk delivers nothing.");
    }
}
