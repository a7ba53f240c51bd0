using LeadGrains.Web.Portal.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LeadGrains.Web.Portal;

/// <summary>
/// The portal: one GET a page, one POST a command, each with its right like any other endpoint. Pages are rendered on the
/// server for each request, so that who may no longer see something sees it no more.
/// </summary>
internal static class PortalPages
{
    public static void Map(WebApplication app, ApiContext context, Action<string> complain)
    {
        var rooms = PortalRooms.Of(context.House, complain);
        app.Lifetime.ApplicationStopping.Register(rooms.Back.Dispose);
        app.MapGet("/", () => Results.LocalRedirect(PortalPath.Root)).AllowAnonymous().ExcludeFromDescription();
        var portal = app.MapGroup("/portal").ExcludeFromDescription();
        PortalAssets.Map(portal);
        LiveNews.Map(portal, context);
        portal.MapGet("", (HttpContext http) => Results.LocalRedirect(PortalMenu.Home(http.Caller()))).Needs(Right.Enter);
        StagesPage.Map(portal, context, rooms);
        TeamsPage.Map(portal, context, rooms);
        SeatPage.Map(portal, context, rooms);
        ProgramPage.Map(portal, context, rooms);
        ProposePage.Map(portal, context, rooms);
        VersionPage.Map(portal, context, rooms);
        ContentPage.Map(portal, context, rooms);
        PiecePage.Map(portal, context, rooms);
        DropsPage.Map(portal, context, rooms);
        QuarantinePages.Map(portal, context);
        ReportsPage.Map(portal, context, rooms);
        OperationsPage.Map(portal, context, rooms);
        InboxPage.Map(portal, context);
        LeadsPage.Map(portal, context);
        LeadPage.Map(portal, context);
        CallsPage.Map(portal, context);
        WebhooksPage.Map(portal, context);
        PeoplePage.Map(portal, context);
        if (context.House.Demo is { } demo) ClockPages.Map(portal, demo);
        if (context.House.Demo?.Door is { } door) DemoPages.Map(portal, context.House, door);
        MissingPage.Map(portal, context);
    }

    /// <summary>A page as an answer.</summary>
    /// <param name="trouble">Why a command didn't happen, shown above the page.</param>
    public static IResult Page<TPage, TModel>(this HttpContext http, ApiContext context, TModel model, string? trouble = null, int status = StatusCodes.Status200OK)
        where TPage : PortalView<TModel>
    {
        http.Response.Headers.ContentSecurityPolicy = PortalAssets.Policy;
        var house = context.House;
        var shown = new PortalContext(http.Caller(), http.Request.Path, SignedInRequest.FormToken(http), house.Company, house.Program(), house.Now, http.Request.Query["done"], trouble)
        {
            Clock = house.Demo is { } demo ? ClockOrder.Now(demo.Clock) : null,
            Annex = house.Annex,
        };
        return new RazorComponentResult<TPage>(new Dictionary<string, object?> { ["Context"] = shown, ["Model"] = model }) { StatusCode = status, PreventStreamingRendering = true };
    }

    /// <summary>After a command: look at a page again, which says that it is done.</summary>
    /// <param name="done">A word of <see cref="Said"/>; the address carries the word and never a text, so that nobody can put words into our page.</param>
    public static IResult Done(this HttpContext http, string path, string done)
    {
        http.Response.Headers.Location = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}done={done}";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
