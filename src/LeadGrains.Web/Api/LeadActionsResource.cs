namespace LeadGrains.Web;

/// <summary>
/// <c>POST /api/leads/{id}/…</c>: each with <c>If-Match</c>, so that nobody acts on a lead they haven't seen as it is. The same
/// <c>Idempotency-Key</c> again gets the same answer.
/// </summary>
internal static class LeadActionsResource
{
    public static void Map(IEndpointRouteBuilder api, ApiContext context)
    {
        var lead = api.MapGroup("/leads/{id}").WithTags("commands to a lead");
        foreach (var action in LeadActions.All)
            action.MapJson(lead, context).Needs(action.Right)
                .WithSummary($"Needs If-Match. {Said(action.Name)}").Produces<CommandAnswer>()
                .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428).ProducesProblem(503);
    }

    /// <summary>Tells a lead what a body means.</summary>
    /// <param name="body">Null when there was none, and one is needed.</param>
    public static async Task<IResult> Tell<TBody>(HttpContext http, string text, LeadAction<TBody> action, TBody? body, ApiContext context) where TBody : class
    {
        var caller = http.Caller();
        if (!LeadId.TryParse(text, out var id)) return ApiProblem.NotFound;
        if (body is null) return ApiProblem.BadInput($"{action.Name} needs a body.");
        if (CommandBounds.Faults(body) is { Count: > 0 } faults) return ApiProblem.BadInput(faults);
        if (!http.TryVersion(out var version)) return await context.Desk.Find(caller, id) is null ? ApiProblem.NotFound : ApiProblem.VersionNeeded;
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length > InquiryReader.KeyCharsMax) return ApiProblem.BadInput($"Idempotency-Key has at most {InquiryReader.KeyCharsMax} characters.");
        var (reply, isForbidden) = await context.Desk.Tell(caller, id, lead => action.Make(body, lead, caller.By), version, key.Length > 0 ? $"api:{key}" : null);
        if (isForbidden) return ApiProblem.Forbidden;
        if (reply is null) return ApiProblem.NotFound;
        if (!reply.IsFine) return ApiProblem.Of(reply);
        http.SetVersion(reply.Version);
        return Results.Json(new CommandAnswer(id, reply.Kind, reply.Version, reply.Lead?.Stage, reply.Lead?.Owner.ToString()), ApiJson.Options);
    }

    private static string Said(string name) => name switch
    {
        "accept" => "Take the open offer: from now on the lead is yours, and the first contact is due.",
        "decline" => "Leave the open offer to the next, with one of the program's reasons.",
        "won" => "Won, with its value.",
        "erase" => "The person asked to be forgotten; only the hashed identity stays.",
        "correct" => "An owner or agent corrects or adds facts.",
        "answer" => "The person's own words.",
        _ => $"Says {name}.",
    };
}
