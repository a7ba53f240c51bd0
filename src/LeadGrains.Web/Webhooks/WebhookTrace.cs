using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary>What became of one try, for people to look at.</summary>
/// <param name="Status">taken, waiting or dead.</param>
/// <param name="Tries">With this one.</param>
public sealed record WebhookTry(string Id, string? Type, LeadId? Lead, string Status, int Tries, string Answer, Moment TriedAt, Moment? NextAt)
{
    internal static WebhookTry Of(Webhook hook, WebhookMiss miss) =>
        new(hook.IdOf(miss.Seq, miss.Part), null, null, miss.DueAt is null ? "dead" : "waiting", miss.Tries, miss.Answer, miss.TriedAt, miss.DueAt);

    internal static WebhookTry Of(WebhookMessage message, WebhookMiss miss) =>
        new(message.Id, message.Type, message.Lead, miss.DueAt is null ? "dead" : "waiting", miss.Tries, miss.Answer, miss.TriedAt, miss.DueAt);

    internal static WebhookTry Taken(WebhookMessage message, int status, Moment now) =>
        new(message.Id, message.Type, message.Lead, "taken", message.Tries + 1, $"answered {status}", now, null);
}

/// <summary>The latest tries of one webhook since the start, the latest first. Thread-safe.</summary>
internal sealed class WebhookTrace
{
    private readonly Lock _lock = new();
    private readonly Queue<WebhookTry> _tries = new();

    public void Add(WebhookTry made)
    {
        lock (_lock)
        {
            if (_tries.Count == WebhookLimits.RememberedMax) _tries.Dequeue();
            _tries.Enqueue(made);
        }
    }

    public IReadOnlyList<WebhookTry> Latest()
    {
        lock (_lock) return [.. _tries.Reverse()];
    }
}
