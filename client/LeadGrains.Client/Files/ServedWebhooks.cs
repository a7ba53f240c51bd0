using LeadGrains.Client.Terminal;
using LeadGrains.Engine;
using LeadGrains.Store;
using LeadGrains.Web;
using LeadGrains.Web.Courier;

namespace LeadGrains.Client.Files;

/// <summary>The webhooks of a file while it is served. Close it before the engine; twice is once.</summary>
internal sealed class ServedWebhooks : IAsyncDisposable
{
    /// <summary><c>1</c> allows http and private addresses, for development.</summary>
    public const string PrivateVariable = "LEADGRAINS_WEBHOOK_ALLOW_PRIVATE";

    private readonly TaskFiles _tasks;
    private readonly TimeProvider _time;

    /// <param name="outbox">The folder whose <c>tasks</c> hold what needs a person.</param>
    public ServedWebhooks(Session session, EmbeddedEngine engine, string outbox)
    {
        (_tasks, _time) = (new TaskFiles(Path.Combine(outbox, "tasks")), session.Time);
        using var views = session.Read();
        Book = BookOf(views.Webhooks(), engine.Keep);
        Post = new WebhookPost(session.Read, Book, () => engine.Program, session.Time, Alert);
        Desk = new WebhookDesk(Book, Post, session.Read, () => engine.Program, () => session.Now);
    }

    public WebhookBook Book { get; }
    public WebhookPost Post { get; }
    public WebhookDesk Desk { get; }

    /// <summary>The webhooks of a file, by the rules of this machine.</summary>
    public static WebhookBook BookOf(IReadOnlyList<WebhookRow> kept, Func<WebhookChange, Task> keep) =>
        new(kept, keep) { IsPrivateAllowed = Environment.GetEnvironmentVariable(PrivateVariable) == "1" };

    public async ValueTask DisposeAsync()
    {
        await Post.DisposeAsync();
        Book.Dispose();
    }

    private void Alert(string words)
    {
        Output.Note(words);
        try
        {
            _tasks.Write($"alert-webhook-{_time.GetUtcNow().ToUnixTimeMilliseconds()}", words + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Output.Note($"the alert can't be written into tasks: {e.GetType().Name}");
        }
    }
}
