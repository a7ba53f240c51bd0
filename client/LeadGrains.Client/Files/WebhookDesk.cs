using LeadGrains.Client.Terminal;
using LeadGrains.Engine;
using LeadGrains.Web;
using LeadGrains.Web.Courier;

namespace LeadGrains.Client.Files;

/// <summary>The webhooks of a file while it is served. Close it before the engine; twice is once.</summary>
internal sealed class WebhookDesk : IAsyncDisposable
{
    /// <summary><c>1</c> allows http and private addresses, for development.</summary>
    public const string PrivateVariable = "LEADGRAINS_WEBHOOK_ALLOW_PRIVATE";

    private readonly TaskFiles _tasks;
    private readonly TimeProvider _time;

    /// <param name="outbox">The folder whose <c>tasks</c> hold what needs a person.</param>
    public WebhookDesk(Session session, EmbeddedEngine engine, string outbox)
    {
        (_tasks, _time) = (new TaskFiles(Path.Combine(outbox, "tasks")), session.Time);
        using var views = session.Read();
        Book = new WebhookBook(views.Webhooks(), engine.Keep) { IsPrivateAllowed = Environment.GetEnvironmentVariable(PrivateVariable) == "1" };
        Post = new WebhookPost(session.Read, Book, () => engine.Program, session.Time, Alert);
    }

    public WebhookBook Book { get; }
    public WebhookPost Post { get; }

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
