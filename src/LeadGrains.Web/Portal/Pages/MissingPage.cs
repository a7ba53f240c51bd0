namespace LeadGrains.Web.Portal.Pages;

/// <summary>What isn't there: every address below the portal that is no page, and leads that are nobody's to see.</summary>
internal static class MissingPage
{
    private static readonly MissingModel NoPage = new("No such page", "There is no page at this address; a link may be older than this version, or was cut off.", PortalPath.Root, "Where you begin");

    private static readonly MissingModel NoLead = new("No such lead", "There is no such lead, or it isn't yours (any more).", "/portal/leads", "Your leads");

    private static readonly MissingModel NoWebhook = new("No such webhook", "There is no such webhook, or it isn't yours.", WebhooksPage.Path, "Your webhooks");

    public static void Map(IEndpointRouteBuilder portal, ApiContext context) =>
        portal.MapGet("/{**rest}", (HttpContext http) => Of(http, context, NoPage)).Needs(Right.Enter);

    /// <summary>The answer to whoever asks for a lead that they don't reach; the same for one that isn't there.</summary>
    public static IResult Lead(HttpContext http, ApiContext context) => Of(http, context, NoLead);

    /// <summary>The same of a webhook.</summary>
    public static IResult Webhook(HttpContext http, ApiContext context) => Of(http, context, NoWebhook);

    private static IResult Of(HttpContext http, ApiContext context, MissingModel model) =>
        http.Page<MissingView, MissingModel>(context, model, status: StatusCodes.Status404NotFound);
}

/// <summary>In words what isn't there, and where to go on.</summary>
public sealed record MissingModel(string Title, string Words, string Path, string Link);
