using LeadGrains.Engine;
using LeadGrains.Reports;

namespace LeadGrains.Web.Portal.Pages;

/// <summary>What a caller has in front of them.</summary>
/// <param name="Script">What to read out; null when the content has no such piece any more.</param>
/// <param name="Question">The one question (I5); null when the script has room for none, or nothing is open.</param>
public sealed record CallShown(LeadId Lead, int Version, Person Person, PendingTouch Touch, OpenTask Task, IReadOnlyList<StoryPart> Story, string? ScriptTitle, string? Script, Question? Question);

/// <summary>What the page of calls shows.</summary>
/// <param name="InHand">The call that the reader has taken; null: none.</param>
/// <param name="Ready">Calls that may be made now, and nobody has.</param>
/// <param name="Later">Calls whose time comes later.</param>
public sealed record CallsModel(CallShown? InHand, int Ready, int Later, Typed? Typed = null);

/// <summary><c>/portal/calls</c>: the next call, its script, one question, and how it went (N7).</summary>
internal static class CallsPage
{
    public const string Path = "/portal/calls";

    private static readonly string[] Kept = ["note", "date", "told"];

    public static void Map(IEndpointRouteBuilder portal, ApiContext context)
    {
        var calls = portal.MapGroup("/calls");
        calls.MapGet("", (HttpContext http) => Show(http, context)).Needs(Right.Call);
        calls.MapPost("/take", (HttpContext http) => Take(http, context)).Needs(Right.Call);
        calls.MapPost("/{id}/done", (HttpContext http, string id) => Done(http, id, context)).Needs(Right.Call);
    }

    private static IResult Show(HttpContext http, ApiContext context, string? trouble = null, int status = StatusCodes.Status200OK, Typed? typed = null)
    {
        var (caller, program, now) = (http.Caller(), context.House.Program(), context.House.Now);
        var by = Reaches.CallerOf(caller);
        using var views = context.Read();
        var calls = WaitingCalls.Of(views, program, now);
        var mine = calls.FirstOrDefault(c => c.IsOf(by));
        var model = new CallsModel(mine is null ? null : Of(mine, context), calls.Count(c => c.MayBeginNow && !c.IsTaken), calls.Count(c => !c.MayBeginNow && !c.IsTaken), typed);
        return http.Page<CallDesk, CallsModel>(context, model, trouble, status);
    }

    private static CallShown Of(WaitingCall call, ApiContext context)
    {
        var (lead, program, now) = (call.Lead.State, context.House.Program(), context.House.Now);
        var script = context.House.Script(lead, call.Touch);
        return new CallShown(call.Lead.Id, call.Lead.Version, lead.Person, call.Touch, call.Task, Story.Parts(lead, program, now), script?.Title, script?.Text, call.Question(program, now));
    }

    // Who comes second takes the next; whoever was withdrawn meanwhile is left out.
    private static async Task<IResult> Take(HttpContext http, ApiContext context)
    {
        var by = Reaches.CallerOf(http.Caller());
        IReadOnlyList<WaitingCall> calls;
        using (var views = context.Read()) calls = WaitingCalls.For(by, views, context.House.Program(), context.House.Now);
        foreach (var call in calls)
        {
            var (reply, _) = await context.Desk.Tell(http.Caller(), call.Lead.Id, _ => new TakeTask(call.Touch.Number, by), null);
            if (reply is { Kind: ReplyKind.Busy }) return Show(http, context, reply.Words, StatusCodes.Status503ServiceUnavailable);
            if (reply is { IsFine: true } && reply.Lead?.Nurture.Pending is { Begun: true }) return http.Done(Path, "taken");
        }
        return Show(http, context, "No call may be made now; the next ones come up here by themselves.", StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> Done(HttpContext http, string id, ApiContext context)
    {
        var values = await Form.Of(http);
        var form = new LeadFields(values, context.House.Program());
        var typed = new Typed("done", Kept.ToDictionary(f => f, values.One));
        if (!LeadId.TryParse(id, out var lead) || await context.Desk.Find(http.Caller(), lead) is not var (found, _) || !Reaches.IsToCall(http.Caller(), found.State)) return Gone();
        var outcome = form.NeededWord<CallOutcome>("outcome", "how it went");
        var date = form.Day("date");
        var facts = form.Text("told") is null ? new Dictionary<string, string>() : form.Facts();
        var (version, number) = (form.Number("version"), form.Number("touch"));
        if (form.Trouble is not null || version is null || number is null)
            return Show(http, context, form.Trouble ?? "The page was too old; here it is anew.", StatusCodes.Status400BadRequest, typed);
        var report = new ReportCall(number.Value, Reaches.CallerOf(http.Caller()), outcome)
        {
            Facts = [.. facts.Select(f => new Telling(f.Key, f.Value))],
            Note = form.Text("note"),
            NotBeforeAt = outcome == CallOutcome.NotBefore ? date : null,
        };
        // The call is the touch by its number: what was learnt meanwhile doesn't undo that somebody made it.
        var (reply, _) = await context.Desk.Tell(http.Caller(), lead, _ => report, null);
        return reply is null ? Gone() : reply.IsFine ? http.Done(Path, "called")
            : Show(http, context, reply.Words, reply.Kind == ReplyKind.Busy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status409Conflict, typed);

        IResult Gone() => Show(http, context, "That call isn't yours, or doesn't wait any more.", StatusCodes.Status404NotFound);
    }
}
