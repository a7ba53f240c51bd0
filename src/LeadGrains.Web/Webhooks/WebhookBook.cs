using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary>
/// The webhooks of this house. Thread-safe.
/// </summary>
/// <param name="keep">Keeps a change with the data; ends when it is durable.</param>
public sealed class WebhookBook(IReadOnlyList<WebhookRow> kept, Func<WebhookChange, Task> keep) : KeptList<Webhook>(Read(kept))
{
    /// <summary>For development: http and private addresses too.</summary>
    public bool IsPrivateAllowed { get; init; }

    /// <summary>All that weren't deleted.</summary>
    public IEnumerable<Webhook> All => Items.Where(h => h.Standing != WebhookStanding.Deleted);

    /// <summary>One by its number; null when there is none, or it was deleted.</summary>
    public Webhook? Find(int number) => Look(() => All.FirstOrDefault(h => h.Number == number));

    /// <summary>What is kept, as a list of this kind.</summary>
    public static IReadOnlyList<Webhook> Read(IReadOnlyList<WebhookRow> kept) => [.. kept.Select(row => Webhook.Read(row.Body))];

    /// <summary>A new one, told what happens after an entry; null when there is no room.</summary>
    public Task<Webhook?> Add(Func<int, Webhook> make, long after) => Alone(async () =>
    {
        if (Items.Count >= WebhookLimits.NumberMax || All.Count() >= WebhookLimits.WebhooksMax) return null;
        var hook = make(Items.Count + 1);
        if (hook.Whose.Member is not null && All.Count(h => h.Whose == hook.Whose) >= WebhookLimits.OfMemberMax) return null;
        await keep(new WebhookChange(hook.Number) { Body = hook.ToBody(), Cursor = after });
        Set([.. Items, hook]);
        return (Webhook?)hook;
    });

    /// <summary>Changes one; null when there is none.</summary>
    public Task<Webhook?> Change(int number, Func<Webhook, Webhook> change) => Alone(async () =>
    {
        if (All.FirstOrDefault(h => h.Number == number) is not { } hook) return null;
        var changed = change(hook);
        if (changed == hook) return hook;
        await keep(new WebhookChange(number) { Body = changed.ToBody(), Forgets = changed.Standing == WebhookStanding.Deleted });
        Set([.. Items.Select(h => h.Number == number ? changed : h)]);
        return (Webhook?)changed;
    });

    /// <summary>Ends one for good: its secret, its address and what it missed are forgotten; only its number stays.</summary>
    public async Task<bool> Delete(int number) => await Change(number, h =>
        new Webhook(h.Number, "", "", h.Whose, h.Tag, h.MadeAt) { Standing = WebhookStanding.Deleted }) is not null;

    /// <summary>Keeps how far one has come.</summary>
    public Task Keep(WebhookChange change) => keep(change);
}
