namespace LeadGrains.Web;

/// <summary><c>/api/webhooks</c>: add, change, rotate, pause, resume, delete; what became of messages, and telling them again.</summary>
internal static class Webhooks
{
    public static void Map(IEndpointRouteBuilder api, ApiContext context)
    {
        if (context.House.WebhookDesk is not { } desk) return;
        var hooks = api.MapGroup("/webhooks").WithTags("webhooks");
        hooks.MapGet("", (HttpContext http) => Results.Json(desk.Of(http.Caller()), ApiJson.Options)).Needs(Right.Webhooks)
            .WithSummary("The webhooks that the key may manage.").Produces<IReadOnlyList<WebhookView>>();
        hooks.MapPost("", async (HttpContext http, WebhookInput body) => Answer(await desk.Add(http.Caller(), body), StatusCodes.Status201Created)).Needs(Right.Webhooks)
            .WithSummary("Add one; its secret is in this answer and never shown again.").Produces<WebhookView>(201).ProducesProblem(400);
        hooks.MapGet("/{number:int}", (HttpContext http, int number) => Answer(new WebhookReply(desk.Find(http.Caller(), number)))).Needs(Right.Webhooks)
            .WithSummary("One of them.").Produces<WebhookView>();
        hooks.MapPost("/{number:int}", async (HttpContext http, int number, WebhookInput body) => Answer(await desk.Change(http.Caller(), number, body))).Needs(Right.Webhooks)
            .WithSummary("Change its name, address or events.").Produces<WebhookView>();
        hooks.MapDelete("/{number:int}", async (HttpContext http, int number) => await desk.Delete(http.Caller(), number) ? Results.NoContent() : ApiProblem.NotFound).Needs(Right.Webhooks)
            .WithSummary("End it for good, with what it missed.");
        hooks.MapPost("/{number:int}/rotate", async (HttpContext http, int number) => Answer(await desk.Rotate(http.Caller(), number))).Needs(Right.Webhooks)
            .WithSummary("A new secret, shown in this answer; for a day messages are signed with the old one too.").Produces<WebhookView>();
        hooks.MapPost("/{number:int}/pause", async (HttpContext http, int number) => Answer(await desk.Pause(http.Caller(), number))).Needs(Right.Webhooks)
            .WithSummary("Tell nothing until it is resumed; nothing is lost meanwhile.").Produces<WebhookView>();
        hooks.MapPost("/{number:int}/resume", async (HttpContext http, int number) => Answer(await desk.Resume(http.Caller(), number))).Needs(Right.Webhooks)
            .WithSummary("Go on where it stopped.").Produces<WebhookView>();
        hooks.MapGet("/{number:int}/deliveries", (HttpContext http, int number) => Answer(desk.Deliveries(http.Caller(), number))).Needs(Right.Webhooks)
            .WithSummary("The latest tries since the start, and what waits for another one.").Produces<IReadOnlyList<WebhookTry>>();
        hooks.MapGet("/{number:int}/dead", (HttpContext http, int number) => Answer(desk.Dead(http.Caller(), number))).Needs(Right.Webhooks)
            .WithSummary("Dead letters: tried for 76 hours in vain.").Produces<IReadOnlyList<WebhookTry>>();
        hooks.MapPost("/{number:int}/replay", async (HttpContext http, int number, ReplayInput body) =>
        {
            var reply = await desk.Replay(http.Caller(), number, body);
            return reply.Shown is null ? Answer(reply) : Results.Json(new { reply.Replaying }, ApiJson.Options, statusCode: StatusCodes.Status202Accepted);
        })
            .Needs(Right.Webhooks).WithSummary("Tell dead letters, or a range of entries, again under the same ids.").ProducesProblem(400).ProducesProblem(409);
    }

    private static IResult Answer(WebhookReply reply, int status = StatusCodes.Status200OK) => reply switch
    {
        { Faults.Count: > 0 } => ApiProblem.BadInput(reply.Faults),
        { Refusal: { } why } => new ApiProblem(409, "Refused", why),
        { Shown: { } hook } => Results.Json(hook, ApiJson.Options, statusCode: status),
        _ => ApiProblem.NotFound,
    };

    private static IResult Answer(IReadOnlyList<WebhookTry>? tries) => tries is null ? ApiProblem.NotFound : Results.Json(tries, ApiJson.Options);
}
