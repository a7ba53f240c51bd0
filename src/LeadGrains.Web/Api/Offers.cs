using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary><c>GET /api/offers</c>: what waits for an answer of those the key speaks for, the most urgent first.</summary>
internal static class Offers
{
    /// <summary>Offers in one answer; further ones come when these are answered.</summary>
    public const int OffersMax = 200;

    public static void Map(IEndpointRouteBuilder api, ApiContext context) =>
        api.MapGet("/offers", (HttpContext http) => List(http, context)).Needs(Right.SeeOffers)
            .WithTags("offers").WithSummary("Open offers, the most urgent first, without the person's name.").Produces<IReadOnlyList<OfferView>>();

    /// <summary>The leads on offer that a caller reaches, the most urgent first.</summary>
    public static IReadOnlyList<LeadLine> Open(Caller caller, LeadViews views, Program program) =>
        [.. views.Leads(views.Teams().Where(t => caller.Role.KindOf() is not { } kind || program.Team(t.Name)?.Kind == kind).SelectMany(t => t.Held)
                .Where(h => !h.Value.Owned && (!caller.Role.IsOfMember() || h.Value.Member == caller.Member)).Select(h => h.Key), OffersMax)
            .Where(l => l.State.Handoff?.Offer is not null && Reaches.Of(caller, l.State, program) is Reach.Offer or Reach.Whole)
            .OrderBy(l => l.State.Handoff!.Offer!.DueAt).ThenBy(l => l.Id)];

    private static IResult List(HttpContext http, ApiContext context)
    {
        using var views = context.Read();
        var program = context.House.Program();
        return Results.Json(Open(http.Caller(), views, program).Select(l => OfferView.Of(l.Id, l.State, l.State.Handoff!.Offer!, program)).ToList(), ApiJson.Options);
    }
}
