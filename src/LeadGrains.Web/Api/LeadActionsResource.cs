namespace LeadGrains.Web;

/// <summary>Bodies of the commands; what isn't named here needs none.</summary>
public sealed record ReasonBody(string Reason);
public sealed record ContactBody(Channel Channel, string? Note = null);
public sealed record DispositionBody(Step Step, string? Note = null);
public sealed record RecycleBody(string Reason, Moment? NotBefore = null);
public sealed record WonBody(decimal? Value = null, string? Currency = null);
public sealed record LostBody(string Reason, string? Competitor = null);
public sealed record FactsBody(IReadOnlyDictionary<string, string> Facts);
public sealed record AssignBody(string Team, string Member);
public sealed record QualifyBody(string Because, Route Route = Route.Hot, string? Team = null, string? Member = null);
public sealed record MergeBody(LeadId Into);
public sealed record OptOutBody(string Topic = Consents.EveryTopic, Channel? Channel = null);
public sealed record PauseBody(Moment Until);
public sealed record DropBody(string Piece);
public sealed record EmptyBody;

/// <summary>
/// <c>POST /api/leads/{id}/…</c>: each with <c>If-Match</c>, so that nobody acts on a lead they haven't seen as it is. The same
/// <c>Idempotency-Key</c> again gets the same answer.
/// </summary>
internal static class LeadActions
{
    public static void Map(IEndpointRouteBuilder api, ApiContext context)
    {
        var lead = api.MapGroup("/leads/{id}").WithTags("commands to a lead");
#pragma warning disable format // one row per command, in columns
        Post<EmptyBody>("view",              Right.Work,   (_, l, by) => new ViewOffer(l.Requests, by));
        Post<EmptyBody>("accept",            Right.Work,   (_, l, by) => new Accept(l.Requests, by));
        Post<ReasonBody>("decline",          Right.Work,   (b, l, by) => new Decline(l.Requests, by, b.Reason));
        Post<ContactBody>("contacted",       Right.Work,   (b, _, by) => new LogContact(by, b.Channel, b.Note));
        Post<DispositionBody>("disposition", Right.Work,   (b, _, by) => new Progress(by, b.Step, b.Note));
        Post<RecycleBody>("recycle",         Right.Work,   (b, _, by) => new Recycle(by, b.Reason, b.NotBefore));
        Post<WonBody>("won",                 Right.Work,   (b, _, by) => new Win(by, b.Value, b.Currency));
        Post<LostBody>("lost",               Right.Work,   (b, _, by) => new Lose(by, b.Reason, b.Competitor));
        Post<FactsBody>("answer",            Right.Learn,  (b, _, _)  => new Answer(Told(b)));
        Post<FactsBody>("correct",           Right.Learn,  (b, _, _)  => new Correct(Told(b)));
        Post<OptOutBody>("opt-out",          Right.Learn,  (b, _, _)  => new OptOut(b.Topic, b.Channel));
        Post<PauseBody>("pause",             Right.Learn,  (b, _, _)  => new Pause(b.Until));
        Post<EmptyBody>("resume",            Right.Learn,  (_, _, _)  => new Resume());
        Post<AssignBody>("assign",           Right.Assign, (b, _, by) => new Assign(b.Team, b.Member, by));
        Post<QualifyBody>("qualify",         Right.Judge,  (b, _, by) => new Qualify(by, b.Because) { Route = b.Route, Team = b.Team, Member = b.Member });
        Post<DropBody>("drop",               Right.Judge,  (b, _, _)  => new Drop(b.Piece));
        Post<MergeBody>("merge",             Right.Unite,  (b, _, _)  => new Merge(b.Into));
        Post<EmptyBody>("unmerge",           Right.Unite,  (_, _, _)  => new Unmerge());
        Post<WonBody>("purchased",           Right.Sell,   (b, _, _)  => new Purchase(b.Value, b.Currency));
        Post<EmptyBody>("erase",             Right.Forget, (_, _, _)  => new Erase());
#pragma warning restore format

        void Post<TBody>(string name, Right right, Func<TBody, LeadState, string, LeadCommand> make) where TBody : class =>
            lead.MapPost("/" + name, (HttpContext http, string id, TBody? body) => Tell(http, id, name, body, make, context)).Needs(right)
                .WithSummary($"Needs If-Match. {Said(name)}").Produces<CommandAnswer>()
                .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428).ProducesProblem(503);
    }

    private static async Task<IResult> Tell<TBody>(HttpContext http, string text, string name, TBody? body, Func<TBody, LeadState, string, LeadCommand> make,
        ApiContext context) where TBody : class
    {
        var caller = http.Caller();
        if (!LeadId.TryParse(text, out var id)) return ApiProblem.NotFound;
        if ((body ?? new EmptyBody() as TBody) is not { } told) return ApiProblem.BadInput($"{name} needs a body.");
        if (CommandBounds.Faults(told) is { Count: > 0 } faults) return ApiProblem.BadInput(faults);
        if (!http.TryVersion(out var version)) return await context.Desk.Find(caller, id) is null ? ApiProblem.NotFound : ApiProblem.VersionNeeded;
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length > InquiryReader.KeyCharsMax) return ApiProblem.BadInput($"Idempotency-Key has at most {InquiryReader.KeyCharsMax} characters.");
        var (reply, isForbidden) = await context.Desk.Tell(caller, id, lead => make(told, lead, caller.By), version, key.Length > 0 ? $"api:{key}" : null);
        if (isForbidden) return ApiProblem.Forbidden;
        if (reply is null) return ApiProblem.NotFound;
        if (!reply.IsFine) return ApiProblem.Of(reply);
        http.SetVersion(reply.Version);
        return Results.Json(new CommandAnswer(id, reply.Kind, reply.Version, reply.Lead?.Stage, reply.Lead?.Owner.ToString()), ApiJson.Options);
    }

    private static List<Telling> Told(FactsBody body) => [.. (body.Facts ?? new Dictionary<string, string>()).Select(f => new Telling(f.Key, f.Value))];

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
