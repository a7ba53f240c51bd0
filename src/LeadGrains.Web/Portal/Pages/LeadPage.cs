using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadGrains.Engine;

namespace LeadGrains.Web.Portal.Pages;

/// <summary>
/// <c>/portal/leads/{id}</c>: everything about one lead, and every command to it. Of an open offer only what it is worth. A
/// foreign lead answers like a missing one.
/// </summary>
internal static class LeadPage
{
    public static void Map(IEndpointRouteBuilder portal, ApiContext context)
    {
        var lead = portal.MapGroup("/leads/{id}");
        lead.MapGet("", (HttpContext http, string id, string? from) => Show(http, id, from, context)).Needs(Right.SeeLeads);
        foreach (var action in LeadActions.All)
            lead.MapPost("/" + action.Name, (HttpContext http, string id) => Tell(http, id, action, context)).Needs(action.Right);
    }

    private static async Task<IResult> Show(HttpContext http, string id, string? from, ApiContext context)
    {
        if (await Found(http, id, context) is not var (lead, reach)) return MissingPage.Lead(http, context);
        _ = long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var seq);
        return Answer(http, lead, reach, context, seq);
    }

    private static async Task<IResult> Tell(HttpContext http, string id, LeadAction action, ApiContext context)
    {
        if (await Found(http, id, context) is not var (lead, reach)) return MissingPage.Lead(http, context);
        var (caller, values) = (http.Caller(), await Form.Of(http));
        var form = new LeadFields(values, context.House.Program());
        var make = action.Read(form);
        // What was looked at: an offer by its number, anything else by the lead's version.
        var version = form.Number("version");
        if (version is null && !(action.AnswersOffer && form.Number("offer") is not null)) return Back(["The page that this came from was too old; here it is anew."], StatusCodes.Status400BadRequest);
        if (make is null) return Back(form.Faults, StatusCodes.Status400BadRequest);

        var (reply, isForbidden) = await context.Desk.Tell(caller, lead.Id, state => make(state, caller.By), action.AnswersOffer ? null : version, await IdOf(http, action, caller));
        if (isForbidden) return Back(["That isn't yours to do."], StatusCodes.Status403Forbidden);
        if (reply is null) return MissingPage.Lead(http, context);
        if (reply.IsFine) return http.Done(After(action, caller, lead.Id, reply, context), action.Name);
        // As it is now, with why it didn't happen and what was typed.
        if (await Found(http, id, context) is not var (now, reachNow)) return MissingPage.Lead(http, context);
        (lead, reach) = (now, reachNow);
        if (reply.RetryAfter is { } wait) http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString("D", CultureInfo.InvariantCulture);
        return reply.Kind switch
        {
            ReplyKind.Outdated => Back(["It changed meanwhile, so nothing was done. Look again: this is how it is now."], StatusCodes.Status409Conflict),
            ReplyKind.Busy => Back([reply.Words ?? "Too much at once; please try again."], StatusCodes.Status503ServiceUnavailable),
            _ => Back([reply.Words ?? "That isn't possible."], StatusCodes.Status409Conflict),
        };

        IResult Back(IReadOnlyList<string> faults, int status) => Answer(http, lead, reach, context, 0, string.Join(' ', faults), status,
            new Typed(action.Name, FieldsOf(action, caller, lead, context).ToDictionary(f => f, values.One)));
    }

    private static IResult Answer(HttpContext http, LeadSnapshot lead, Reach reach, ApiContext context, long from, string? trouble = null, int status = StatusCodes.Status200OK, Typed? typed = null)
    {
        http.SetVersion(lead.Version);
        if (reach == Reach.Whole) return http.Page<LeadSheet, LeadModel>(context, LeadReading.Of(lead, http.Caller(), context, from, typed), trouble, status);
        var offer = OfferShown.Of(lead.Id, lead.Version, lead.State, lead.State.Handoff!.Offer!, http.Caller(), context.House.Program(), context.House.Now);
        return http.Page<Inbox, InboxModel>(context, new InboxModel([offer]), trouble, status);
    }

    // A lead that is somebody's no more isn't shown to them: they go on with what is.
    private static string After(LeadAction action, Caller caller, LeadId id, Reply reply, ApiContext context) =>
        action.Name == "decline" ? InboxPage.Path
        : reply.Lead is { } lead && Reaches.Of(caller, lead, context.House.Program()) is Reach.None or Reach.Call ? LeadsPage.Path
        : $"{LeadsPage.Path}/{id}";

    // The same form sent twice is one command; another word in it makes it another.
    private static async Task<string> IdOf(HttpContext http, LeadAction action, Caller caller)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var said = string.Join('\n', form.Where(f => f.Key != "token").OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}"));
        return $"portal:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{action.Name}\n{caller.By}\n{said}")))}";
    }

    private static IEnumerable<string> FieldsOf(LeadAction action, Caller caller, LeadSnapshot lead, ApiContext context) =>
        LeadForms.For(caller, lead.State, context.House.Program(), [], context.House.Now).Where(f => f.Action == action.Name).SelectMany(f => f.Fields).Select(f => f.Name);

    private static async Task<(LeadSnapshot Lead, Reach Reach)?> Found(HttpContext http, string id, ApiContext context) =>
        LeadId.TryParse(id, out var lead) && await context.Desk.Find(http.Caller(), lead) is var (found, reach) && reach is Reach.Whole or Reach.Offer ? (found, reach) : null;
}
