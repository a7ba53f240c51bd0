using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary>What became of a caller's command to a webhook. With nothing in it there is none for this caller.</summary>
/// <param name="Shown">As it is now.</param>
public sealed record WebhookReply(WebhookView? Shown = null)
{
    /// <summary>Everything that was wrong with what was said; nothing was done.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Why it can't be done now.</summary>
    public string? Refusal { get; init; }

    /// <summary>Entries, or dead letters, that are told again.</summary>
    public long Replaying { get; init; }
}

/// <summary>
/// Where callers' commands to webhooks are executed: an admin manages all, a member those of their own leads (P3). Somebody
/// else's answers like a missing one.
/// </summary>
/// <param name="post">Who tells; null: another process does, or will.</param>
/// <param name="read">Views for one look.</param>
public sealed class WebhookDesk(WebhookBook book, WebhookPost? post, Func<LeadViews> read, Func<Program> program, Func<Moment> now)
{
    /// <summary>Messages in one answer.</summary>
    public const int TriesShownMax = 200;

    /// <summary>Those that the caller may manage.</summary>
    public IReadOnlyList<WebhookView> Of(Caller caller)
    {
        using var views = read();
        var rows = views.Webhooks().ToDictionary(r => r.Number);
        return [.. book.All.Where(h => IsOwn(caller, h)).Select(h => View(h, rows[h.Number], views))];
    }

    /// <summary>One of them; null when there is none for the caller.</summary>
    public WebhookView? Find(Caller caller, int number) => Own(caller, number) is { } hook ? View(hook) : null;

    /// <summary>A new one; its secret is in this answer and in no other.</summary>
    public async Task<WebhookReply> Add(Caller caller, WebhookInput input)
    {
        if (!caller.May(Right.Webhooks)) return new WebhookReply();
        var (whose, faults) = WebhookFaults.WhoseOf(caller, input, program());
        faults.AddRange(WebhookFaults.Of(input with { Name = input.Name ?? "", Url = input.Url ?? "" }, book.IsPrivateAllowed));
        var last = LastSeq();
        if (input.After is { } after && (after < 0 || after > last)) faults.Add($"after is the number of an entry, 0 to {last}.");
        if (faults.Count > 0) return new WebhookReply { Faults = faults };
        var made = await book.Add(number => new Webhook(number, input.Name!.Trim(), input.Url!, whose, Webhook.NewTag(), now())
        {
            Events = [.. (input.Events ?? []).Distinct()],
            Secret = Webhook.NewSecret(),
        }, input.After ?? last);
        return made is null ? new WebhookReply { Refusal = $"There are {WebhookLimits.WebhooksMax} webhooks at most, and {WebhookLimits.OfMemberMax} of one member; delete one first." }
            : new WebhookReply(View(made) with { Secret = made.Secret });
    }

    /// <summary>Another name, address or events.</summary>
    public async Task<WebhookReply> Change(Caller caller, int number, WebhookInput input)
    {
        if (Own(caller, number) is null) return new WebhookReply();
        var faults = WebhookFaults.Of(input, book.IsPrivateAllowed);
        if (input.Team is not null || input.Member is not null || input.After is not null) faults.Add("Whose leads a webhook tells of can't be changed; add another one.");
        return faults.Count > 0 ? new WebhookReply { Faults = faults }
            : await Change(caller, number, h => h with { Name = input.Name?.Trim() ?? h.Name, Url = input.Url ?? h.Url, Events = input.Events is { } events ? [.. events.Distinct()] : h.Events });
    }

    /// <summary>A new secret, in this answer and in no other; for a day messages are signed with the old one too.</summary>
    public async Task<WebhookReply> Rotate(Caller caller, int number)
    {
        var secret = Webhook.NewSecret();
        var reply = await Change(caller, number, h => h with { Secret = secret, SecretBefore = h.Secret, SecretBeforeUntilAt = now() + WebhookLimits.RotationFor });
        return reply.Shown is { } shown ? reply with { Shown = shown with { Secret = secret } } : reply;
    }

    /// <summary>Tells nothing until it is resumed; nothing is lost meanwhile.</summary>
    public Task<WebhookReply> Pause(Caller caller, int number) => Stand(caller, number, WebhookStanding.Paused);

    /// <summary>Goes on where it stopped.</summary>
    public Task<WebhookReply> Resume(Caller caller, int number) => Stand(caller, number, WebhookStanding.Flowing);

    /// <summary>Ends it for good, with what it missed; false when there is none for the caller.</summary>
    public async Task<bool> Delete(Caller caller, int number) => Own(caller, number) is not null && await book.Delete(number);

    /// <summary>Tells dead letters, or a range of entries, again under the ids they had.</summary>
    public async Task<WebhookReply> Replay(Caller caller, int number, ReplayInput input)
    {
        if (Own(caller, number) is not { } hook) return new WebhookReply();
        if ((input.Dead ? 1 : 0) + (input.Id is null ? 0 : 1) + (input.From is null ? 0 : 1) != 1) return new WebhookReply { Faults = ["Say dead, or an id, or from."] };
        if (input.From is { } from)
        {
            var to = Math.Min(input.To ?? long.MaxValue, LastSeq());
            if (from < 1 || from > to) return new WebhookReply { Faults = [$"from is the number of an entry, 1 to {to}."] };
            return await Again(number, new WebhookReplay(from - 1, to)) ? new WebhookReply(View(hook)) { Replaying = to - from + 1 }
                : new WebhookReply { Refusal = "A range is being told again already; wait for its end." };
        }
        var which = input.Id is null ? null : hook.EventOf(input.Id);
        var dead = Missed(views => views.WebhookDead(number, WebhookLimits.DeadMax)).Where(m => input.Dead || (m.Seq, m.Part) == which).ToList();
        if (dead.Count == 0 && input.Id is not null) return new WebhookReply();
        await book.Keep(new WebhookChange(number) { Missed = [.. dead.Select(m => m with { Tries = 0, DueAt = now() })] });
        return new WebhookReply(View(hook)) { Replaying = dead.Count };
    }

    /// <summary>The latest tries since the start, and what waits for another one, the latest first; null when there is no such webhook for the caller.</summary>
    public IReadOnlyList<WebhookTry>? Deliveries(Caller caller, int number) => Own(caller, number) is { } hook
        ? Tries(hook, Missed(views => views.WebhookWaiting(number, TriesShownMax)), post?.Latest(number) ?? []) : null;

    /// <summary>What was tried for 76 hours in vain, the latest first; null when there is no such webhook for the caller.</summary>
    public IReadOnlyList<WebhookTry>? Dead(Caller caller, int number) => Own(caller, number) is { } hook
        ? Tries(hook, Missed(views => views.WebhookDead(number, TriesShownMax)), []) : null;

    // What waits is told by its latest state, and once.
    private static IReadOnlyList<WebhookTry> Tries(Webhook hook, IEnumerable<WebhookMiss> missed, IReadOnlyList<WebhookTry> latest)
    {
        var tries = missed.Select(m => WebhookTry.Of(hook, m)).ToList();
        var known = tries.Select(t => t.Id).ToHashSet();
        return [.. tries.Concat(latest.Where(t => t.Status == "taken" || !known.Contains(t.Id))).OrderByDescending(t => t.TriedAt).Take(TriesShownMax)];
    }

    // Whoever tells finds what is kept for it.
    private async Task<bool> Again(int number, WebhookReplay range)
    {
        if (post is not null) return await post.Replay(number, range);
        using (var views = read())
            if (views.Webhooks().First(r => r.Number == number).Replay is not null) return false;
        await book.Keep(new WebhookChange(number) { Replay = range });
        return true;
    }

    private Task<WebhookReply> Stand(Caller caller, int number, WebhookStanding standing) =>
        Change(caller, number, h => h with { Standing = standing, Because = null, FailingSinceAt = null });

    private async Task<WebhookReply> Change(Caller caller, int number, Func<Webhook, Webhook> change) =>
        Own(caller, number) is not null && await book.Change(number, change) is { } changed ? new WebhookReply(View(changed)) : new WebhookReply();

    private Webhook? Own(Caller caller, int number) => book.Find(number) is { } hook && IsOwn(caller, hook) ? hook : null;

    private static bool IsOwn(Caller caller, Webhook hook) => caller.May(Right.Webhooks) && (caller.Role == Role.Admin
        || (caller.Role.IsOfMember() && caller.Member is not null && hook.Whose.Team == caller.Team && hook.Whose.Member == caller.Member));

    private IReadOnlyList<WebhookMiss> Missed(Func<LeadViews, IReadOnlyList<WebhookMiss>> of)
    {
        using var views = read();
        return of(views);
    }

    private long LastSeq()
    {
        using var views = read();
        return views.LastSeq();
    }

    private WebhookView View(Webhook hook)
    {
        using var views = read();
        return View(hook, views.Webhooks().First(r => r.Number == hook.Number), views);
    }

    private static WebhookView View(Webhook hook, WebhookRow row, LeadViews views)
    {
        var count = views.WebhookCount(hook.Number);
        return new WebhookView(hook.Number, hook.Name, hook.Url, hook.Events, hook.Whose.ToString(), hook.Standing,
            hook.Because, hook.MadeAt, hook.FailingSinceAt, row.Cursor, count.Waiting, count.Dead, row.Replay, hook.SecretBefore is null ? null : hook.SecretBeforeUntilAt);
    }
}
