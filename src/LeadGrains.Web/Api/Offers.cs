namespace LeadGrains.Web;

/// <summary><c>GET /api/offers</c>: what waits for an answer of those the key speaks for, the most urgent first.</summary>
internal static class Offers
{
    /// <summary>Offers in one answer; further ones come when these are answered.</summary>
    public const int OffersMax = 200;

    public static void Map(IEndpointRouteBuilder api, ApiContext context) =>
        api.MapGet("/offers", (HttpContext http) => List(http, context)).Needs(Right.SeeOffers)
            .WithTags("offers").WithSummary("Open offers, the most urgent first, without the person's name.").Produces<IReadOnlyList<OfferView>>();

    private static IResult List(HttpContext http, ApiContext context)
    {
        var (caller, program) = (http.Caller(), context.House.Program());
        using var views = context.Read();
        var held = views.Teams().Where(t => caller.Role.KindOf() is not { } kind || program.Team(t.Name)?.Kind == kind).SelectMany(t => t.Held)
            .Where(h => !h.Value.Owned && (!caller.Role.IsOfMember() || h.Value.Member == caller.Member));
        var offers = views.Leads(held.Select(h => h.Key), OffersMax)
            .Where(l => l.State.Handoff?.Offer is not null && Reaches.Of(caller, l.State, program) != Reach.None)
            .Select(l => OfferView.Of(l.Id, l.State, l.State.Handoff!.Offer!))
            .OrderBy(o => o.DueAt).ThenBy(o => o.Lead).ToList();
        return Results.Json(offers, ApiJson.Options);
    }
}
