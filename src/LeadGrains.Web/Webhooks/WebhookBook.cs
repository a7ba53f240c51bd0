using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary>
/// The webhooks of this house. The process that has the file is the only one that writes them, so what is read once and changed
/// here is all there is. Thread-safe.
/// </summary>
/// <param name="keep">Keeps a change with the data; ends when it is durable.</param>
public sealed class WebhookBook(IReadOnlyList<WebhookRow> kept, Func<WebhookChange, Task> keep) : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1);
    private volatile IReadOnlyList<Webhook> _hooks = [.. kept.Select(row => Webhook.Read(row.Body))]; // replaced whole, by whoever holds the semaphore

    /// <summary>For development: http and private addresses too.</summary>
    public bool IsPrivateAllowed { get; init; }

    /// <summary>All that weren't deleted.</summary>
    public IEnumerable<Webhook> All => _hooks.Where(h => h.Standing != WebhookStanding.Deleted);

    /// <summary>One by its number; null when there is none, or it was deleted.</summary>
    public Webhook? Find(int number) => All.FirstOrDefault(h => h.Number == number);

    /// <summary>A new one, told what happens after an entry; null when there is no room.</summary>
    public async Task<Webhook?> Add(Func<int, Webhook> make, long after)
    {
        await _changing.WaitAsync();
        try
        {
            if (_hooks.Count >= WebhookLimits.NumberMax || All.Count() >= WebhookLimits.WebhooksMax) return null;
            var hook = make(_hooks.Count + 1);
            if (hook.Whose.Member is not null && All.Count(h => h.Whose == hook.Whose) >= WebhookLimits.OfMemberMax) return null;
            await keep(new WebhookChange(hook.Number) { Body = hook.ToBody(), Cursor = after });
            _hooks = [.. _hooks, hook];
            return hook;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Changes one; null when there is none.</summary>
    public async Task<Webhook?> Change(int number, Func<Webhook, Webhook> change)
    {
        await _changing.WaitAsync();
        try
        {
            if (Find(number) is not { } hook) return null;
            var changed = change(hook);
            if (changed == hook) return hook;
            await keep(new WebhookChange(number) { Body = changed.ToBody(), Forgets = changed.Standing == WebhookStanding.Deleted });
            _hooks = [.. _hooks.Select(h => h.Number == number ? changed : h)];
            return changed;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Ends one for good: its secret, its address and what it missed are forgotten; only its number stays.</summary>
    public async Task<bool> Delete(int number) => await Change(number, h =>
        new Webhook(h.Number, "", "", h.Whose, h.Tag, h.MadeAt) { Standing = WebhookStanding.Deleted }) is not null;

    /// <summary>Keeps how far one has come.</summary>
    public Task Keep(WebhookChange change) => keep(change);

    public void Dispose() => _changing.Dispose();
}
