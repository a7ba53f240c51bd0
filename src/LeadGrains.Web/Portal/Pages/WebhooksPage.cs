namespace LeadGrains.Web.Portal.Pages;

/// <summary>The webhooks that the reader manages.</summary>
/// <param name="Hooks">Null where the house has none, such as a demo.</param>
/// <param name="Owners">Whose leads an admin's new one may tell of; empty for a member, whose own it tells of.</param>
/// <param name="Typed">What came back with a fault.</param>
public sealed record WebhooksModel(IReadOnlyList<WebhookView>? Hooks, IReadOnlyList<ChoiceGroup> Owners, WebhookInput? Typed = null);

/// <summary>One of them.</summary>
/// <param name="Dead">The latest <see cref="WebhooksPage.DeadShownMax"/>.</param>
/// <param name="Typed">A change that came back with a fault.</param>
public sealed record WebhookModel(WebhookView Hook, IReadOnlyList<WebhookTry> Tries, IReadOnlyList<WebhookTry> Dead, WebhookInput? Typed = null)
{
    /// <summary>Made just now; it is shown this once.</summary>
    public string? Secret => Hook.Secret;
}

/// <summary><c>/portal/webhooks</c>: which other systems are told what happens, what they missed, and telling it again (P3).</summary>
internal static class WebhooksPage
{
    /// <summary>Tries and dead letters on a page.</summary>
    public const int TriesShownMax = 30, DeadShownMax = 50;

    public const string Path = "/portal/webhooks";

    public static void Map(IEndpointRouteBuilder portal, ApiContext context)
    {
        var desk = context.House.WebhookDesk;
        portal.MapGet("/webhooks", (HttpContext http) => List(http, context, desk)).Needs(Right.Webhooks);
        portal.MapPost("/webhooks", (HttpContext http) => Add(http, context, desk)).Needs(Right.Webhooks);
        portal.MapGet("/webhooks/{number:int}", (HttpContext http, int number) => One(http, context, desk, number)).Needs(Right.Webhooks);
        Post("change", (desk, caller, number, form) => desk.Change(caller, number, Typed(form)), "saved");
        Post("pause", (desk, caller, number, _) => desk.Pause(caller, number), "untold");
        Post("resume", (desk, caller, number, _) => desk.Resume(caller, number), "told");
        Post("rotate", (desk, caller, number, _) => desk.Rotate(caller, number), null);
        Post("replay", (desk, caller, number, form) => Asked(form) is { } asked ? desk.Replay(caller, number, asked) : Task.FromResult(new WebhookReply { Faults = form.Faults }), "again");
        portal.MapPost("/webhooks/{number:int}/remove", async (HttpContext http, int number) =>
            desk is not null && await desk.Delete(http.Caller(), number) ? http.Done(Path, "removed") : MissingPage.Webhook(http, context)).Needs(Right.Webhooks);

        // Without a word for it, the page itself says what was done.
        void Post(string word, Func<WebhookDesk, Caller, int, FormFields, Task<WebhookReply>> act, string? done) =>
            portal.MapPost($"/webhooks/{{number:int}}/{word}", async (HttpContext http, int number) =>
            {
                var form = await FormFields.Of(http);
                var reply = desk is null ? new WebhookReply() : await act(desk, http.Caller(), number, form);
                if (Trouble(reply) is var (words, status)) return One(http, context, desk, number, words, status, word == "change" ? Typed(form) : null);
                if (reply.Shown is not { } hook) return One(http, context, desk, number, "That isn't there any more.", StatusCodes.Status404NotFound);
                return done is null ? Show(http, context, desk!, hook) : http.Done($"{Path}/{number}", done);
            }).Needs(Right.Webhooks);
    }

    private static async Task<IResult> Add(HttpContext http, ApiContext context, WebhookDesk? desk)
    {
        if (desk is null) return List(http, context, desk, "This house tells no other systems.", StatusCodes.Status409Conflict);
        var form = await FormFields.Of(http);
        var typed = Typed(form);
        var whose = form.Text("whose")?.Split('/', 2) ?? [];
        var reply = await desk.Add(http.Caller(), typed with { Team = whose.ElementAtOrDefault(0), Member = whose.ElementAtOrDefault(1) });
        return Trouble(reply) is var (words, status) ? List(http, context, desk, words, status, typed) : Show(http, context, desk, reply.Shown!);
    }

    private static IResult List(HttpContext http, ApiContext context, WebhookDesk? desk, string? trouble = null, int status = StatusCodes.Status200OK, WebhookInput? typed = null) =>
        http.Page<WebhookList, WebhooksModel>(context, new WebhooksModel(desk?.Of(http.Caller()), Owners(http.Caller(), context), typed), trouble, status);

    private static IResult One(HttpContext http, ApiContext context, WebhookDesk? desk, int number, string? trouble = null, int status = StatusCodes.Status200OK, WebhookInput? typed = null) =>
        desk?.Find(http.Caller(), number) is { } hook ? Show(http, context, desk, hook, trouble, status, typed) : MissingPage.Webhook(http, context);

    private static IResult Show(HttpContext http, ApiContext context, WebhookDesk desk, WebhookView hook, string? trouble = null, int status = StatusCodes.Status200OK, WebhookInput? typed = null) =>
        http.Page<WebhookSheet, WebhookModel>(context, new WebhookModel(hook, [.. desk.Deliveries(http.Caller(), hook.Number)?.Take(TriesShownMax) ?? []],
            [.. desk.Dead(http.Caller(), hook.Number)?.Take(DeadShownMax) ?? []], typed), trouble, status);

    private static (string Words, int Status)? Trouble(WebhookReply reply) => reply switch
    {
        { Faults.Count: > 0 } => (string.Join(' ', reply.Faults), StatusCodes.Status400BadRequest),
        { Refusal: { } why } => (why, StatusCodes.Status409Conflict),
        _ => null,
    };

    private static WebhookInput Typed(FormFields form) => new() { Name = form.Text("name") ?? "", Url = form.Text("url") ?? "", Events = form.List("event") };

    private static ReplayInput? Asked(FormFields form)
    {
        var asked = new ReplayInput(form.Text("dead") is not null, form.Text("id"), form.Number("from", "The first entry", 1, int.MaxValue), form.Number("to", "The last entry", 1, int.MaxValue));
        return form.Trouble is null ? asked : null;
    }

    private static IReadOnlyList<ChoiceGroup> Owners(Caller caller, ApiContext context)
    {
        if (caller.Role != Role.Admin) return [];
        using var views = context.Read();
        return [.. views.Teams().Select(t => new ChoiceGroup(t.Name, [new Choice(t.Name, $"everybody in {t.Name}"), .. t.Seats.Select(s => new Choice($"{t.Name}/{s.Member.Name}", s.Member.DisplayName))]))];
    }
}
