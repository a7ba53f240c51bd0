using LeadGrains.Mail;
using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary><c>/api/webhooks</c>: add, change, rotate, pause, resume, delete; what became of messages, and telling them again.</summary>
internal static class Webhooks
{
    /// <summary>Messages in one answer.</summary>
    public const int TriesShownMax = 200;

    public static void Map(IEndpointRouteBuilder api, ApiContext context)
    {
        if (context.House.Webhooks is not { } book || context.House.WebhookPost is not { } post) return;
        var hooks = api.MapGroup("/webhooks").WithTags("webhooks");
        hooks.MapGet("", (HttpContext http) => List(http, book, context)).Needs(Right.Webhooks).WithSummary("The webhooks that the key may manage.").Produces<IReadOnlyList<WebhookView>>();
        hooks.MapPost("", (HttpContext http, WebhookInput body) => Add(http, body, book, context)).Needs(Right.Webhooks)
            .WithSummary("Add one; its secret is in this answer and never shown again.").Produces<WebhookView>(201).ProducesProblem(400);
        hooks.MapGet("/{number:int}", (HttpContext http, int number) => Own(http, number, book, hook => Task.FromResult(Shown(hook, context)))).Needs(Right.Webhooks)
            .WithSummary("One of them.").Produces<WebhookView>();
        hooks.MapPost("/{number:int}", (HttpContext http, int number, WebhookInput body) => Own(http, number, book, hook => Change(hook, body, book, context))).Needs(Right.Webhooks)
            .WithSummary("Change its name, address or events.").Produces<WebhookView>();
        hooks.MapDelete("/{number:int}", (HttpContext http, int number) => Own(http, number, book, async hook =>
            await book.Delete(hook.Number) ? Results.NoContent() : ApiProblem.NotFound)).Needs(Right.Webhooks).WithSummary("End it for good, with what it missed.");
        hooks.MapPost("/{number:int}/rotate", (HttpContext http, int number) => Own(http, number, book, hook => Rotate(hook, book, context))).Needs(Right.Webhooks)
            .WithSummary("A new secret, shown in this answer; for a day messages are signed with the old one too.").Produces<WebhookView>();
        hooks.MapPost("/{number:int}/pause", (HttpContext http, int number) => Own(http, number, book, hook => Stand(hook, WebhookStanding.Paused, book, context))).Needs(Right.Webhooks)
            .WithSummary("Tell nothing until it is resumed; nothing is lost meanwhile.").Produces<WebhookView>();
        hooks.MapPost("/{number:int}/resume", (HttpContext http, int number) => Own(http, number, book, hook => Stand(hook, WebhookStanding.Flowing, book, context))).Needs(Right.Webhooks)
            .WithSummary("Go on where it stopped.").Produces<WebhookView>();
        hooks.MapGet("/{number:int}/deliveries", (HttpContext http, int number) => Own(http, number, book, hook => Task.FromResult(Tries(hook, views => views.WebhookWaiting(hook.Number, TriesShownMax), post.Latest(number), context))))
            .Needs(Right.Webhooks).WithSummary("The latest tries since the start, and what waits for another one.").Produces<IReadOnlyList<WebhookTry>>();
        hooks.MapGet("/{number:int}/dead", (HttpContext http, int number) => Own(http, number, book, hook => Task.FromResult(Tries(hook, views => views.WebhookDead(hook.Number, TriesShownMax), [], context))))
            .Needs(Right.Webhooks).WithSummary("Dead letters: tried for 76 hours in vain.").Produces<IReadOnlyList<WebhookTry>>();
        hooks.MapPost("/{number:int}/replay", (HttpContext http, int number, ReplayInput body) => Own(http, number, book, hook => Replay(hook, body, book, post, context)))
            .Needs(Right.Webhooks).WithSummary("Tell dead letters, or a range of entries, again under the same ids.").ProducesProblem(400).ProducesProblem(409);
    }

    private static IResult List(HttpContext http, WebhookBook book, ApiContext context)
    {
        using var views = context.Read();
        var rows = views.Webhooks().ToDictionary(r => r.Number);
        return Results.Json(book.All.Where(h => IsOwn(http.Caller(), h)).Select(h => View(h, rows[h.Number], views.WebhookCount(h.Number))), ApiJson.Options);
    }

    private static async Task<IResult> Add(HttpContext http, WebhookInput body, WebhookBook book, ApiContext context)
    {
        var caller = http.Caller();
        var (whose, faults) = WhoseOf(caller, body, context.House.Program());
        faults.AddRange(FaultsOf(body with { Name = body.Name ?? "", Url = body.Url ?? "" }, book));
        using var views = context.Read();
        var last = views.LastSeq();
        if (body.After is { } after && (after < 0 || after > last)) faults.Add($"after is the number of an entry, 0 to {last}.");
        if (faults.Count > 0) return ApiProblem.BadInput(faults);
        var made = await book.Add(number => new Webhook(number, body.Name!.Trim(), body.Url!, whose, Webhook.NewTag(), context.House.Now)
        {
            Events = [.. (body.Events ?? []).Distinct()],
            Secret = Webhook.NewSecret(),
        }, body.After ?? last);
        return made is null ? new ApiProblem(409, "Refused", $"There are {WebhookLimits.WebhooksMax} webhooks at most, and {WebhookLimits.OfMemberMax} of one member; delete one first.")
            : Shown(made, context, made.Secret, StatusCodes.Status201Created);
    }

    private static async Task<IResult> Change(Webhook hook, WebhookInput body, WebhookBook book, ApiContext context)
    {
        var faults = FaultsOf(body, book);
        if (body.Team is not null || body.Member is not null || body.After is not null) faults.Add("Whose leads a webhook tells of can't be changed; add another one.");
        if (faults.Count > 0) return ApiProblem.BadInput(faults);
        return await book.Change(hook.Number, h => h with { Name = body.Name?.Trim() ?? h.Name, Url = body.Url ?? h.Url, Events = body.Events is { } events ? [.. events.Distinct()] : h.Events })
            is { } changed ? Shown(changed, context) : ApiProblem.NotFound;
    }

    private static async Task<IResult> Rotate(Webhook hook, WebhookBook book, ApiContext context)
    {
        var secret = Webhook.NewSecret();
        return await book.Change(hook.Number, h => h with { Secret = secret, SecretBefore = h.Secret, SecretBeforeUntilAt = context.House.Now + WebhookLimits.RotationFor })
            is { } changed ? Shown(changed, context, secret) : ApiProblem.NotFound;
    }

    private static async Task<IResult> Stand(Webhook hook, WebhookStanding standing, WebhookBook book, ApiContext context) =>
        await book.Change(hook.Number, h => h with { Standing = standing, Because = null, FailingSinceAt = null }) is { } changed ? Shown(changed, context) : ApiProblem.NotFound;

    private static async Task<IResult> Replay(Webhook hook, ReplayInput body, WebhookBook book, WebhookPost post, ApiContext context)
    {
        if ((body.Dead ? 1 : 0) + (body.Id is null ? 0 : 1) + (body.From is null ? 0 : 1) != 1) return ApiProblem.BadInput("Say dead, or an id, or from.");
        using var views = context.Read();
        if (body.From is { } from)
        {
            var to = Math.Min(body.To ?? long.MaxValue, views.LastSeq());
            if (from < 1 || from > to) return ApiProblem.BadInput($"from is the number of an entry, 1 to {to}.");
            return await post.Replay(hook.Number, new WebhookReplay(from - 1, to)) ? Results.Json(new { Replaying = to - from + 1 }, ApiJson.Options, statusCode: StatusCodes.Status202Accepted)
                : new ApiProblem(409, "Refused", "A range is being told again already; wait for its end.");
        }
        var which = body.Id is null ? null : hook.EventOf(body.Id);
        var dead = views.WebhookDead(hook.Number, WebhookLimits.DeadMax).Where(m => body.Dead || (m.Seq, m.Part) == which).ToList();
        if (dead.Count == 0 && body.Id is not null) return ApiProblem.NotFound;
        await book.Keep(new WebhookChange(hook.Number) { Missed = [.. dead.Select(m => m with { Tries = 0, DueAt = context.House.Now })] });
        return Results.Json(new { Replaying = dead.Count }, ApiJson.Options, statusCode: StatusCodes.Status202Accepted);
    }

    private static IResult Tries(Webhook hook, Func<LeadViews, IReadOnlyList<WebhookMiss>> kept, IReadOnlyList<WebhookTry> latest, ApiContext context)
    {
        using var views = context.Read();
        // What waits is told by its latest state, and once.
        var missed = kept(views).Select(m => WebhookTry.Of(hook, m)).ToList();
        var known = missed.Select(t => t.Id).ToHashSet();
        return Results.Json(missed.Concat(latest.Where(t => t.Status == "taken" || !known.Contains(t.Id))).OrderByDescending(t => t.TriedAt).Take(TriesShownMax), ApiJson.Options);
    }

    // Somebody else's answers like a missing one.
    private static Task<IResult> Own(HttpContext http, int number, WebhookBook book, Func<Webhook, Task<IResult>> then) =>
        book.Find(number) is { } hook && IsOwn(http.Caller(), hook) ? then(hook) : Task.FromResult<IResult>(ApiProblem.NotFound);

    private static bool IsOwn(Caller caller, Webhook hook) => caller.Role == Role.Admin
        || (caller.Role.IsOfMember() && caller.Member is not null && hook.Whose.Team == caller.Team && hook.Whose.Member == caller.Member);

    private static (WebhookScope Whose, List<string> Faults) WhoseOf(Caller caller, WebhookInput body, Program program)
    {
        if (caller.Role != Role.Admin)
            return (new WebhookScope(caller.Role.KindOf(), caller.Team, caller.Member),
                (body.Team ?? caller.Team, body.Member ?? caller.Member) == (caller.Team, caller.Member) ? [] : ["This key adds webhooks of its own member's leads only."]);
        if (body.Team is null) return (WebhookScope.All, body.Member is null ? [] : ["member needs its team."]);
        return program.Team(body.Team) is { } team ? (new WebhookScope(team.Kind, team.Name, body.Member), []) : (WebhookScope.All, [$"The program has no team '{body.Team}'."]);
    }

    private static List<string> FaultsOf(WebhookInput body, WebhookBook book)
    {
        var faults = new List<string>();
        if (body.Name is { } name && (name.Trim().Length is 0 or > WebhookLimits.NameCharsMax || name.Any(char.IsControl))) faults.Add($"A webhook has a name of 1 to {WebhookLimits.NameCharsMax} characters.");
        if (body.Url is { } url)
            if (!WebhookTarget.TryParse(url, book.IsPrivateAllowed, out var target, out var fault)) faults.Add($"url: {fault}.");
            else if (target.IsPlainlyPrivate && !book.IsPrivateAllowed)
                faults.Add($"url: a webhook's address is public, and {target.Address.Host} is one of this machine or of a private network.");
        foreach (var unknown in (body.Events ?? []).Where(e => !WebhookKinds.All.Contains(e))) faults.Add($"There is no event '{unknown}'; there are {string.Join(", ", WebhookKinds.All)}.");
        return faults;
    }

    private static IResult Shown(Webhook hook, ApiContext context, string? secret = null, int status = StatusCodes.Status200OK)
    {
        using var views = context.Read();
        return Results.Json(View(hook, views.Webhooks().First(r => r.Number == hook.Number), views.WebhookCount(hook.Number)) with { Secret = secret }, ApiJson.Options, statusCode: status);
    }

    private static WebhookView View(Webhook hook, WebhookRow row, WebhookCount count) => new(hook.Number, hook.Name, hook.Url, hook.Events, hook.Whose.ToString(), hook.Standing,
        hook.Because, hook.MadeAt, hook.FailingSinceAt, row.Cursor, count.Waiting, count.Dead, row.Replay, hook.SecretBefore is null ? null : hook.SecretBeforeUntilAt);
}
