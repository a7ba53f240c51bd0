namespace LeadGrains.Web.Portal.Pages;

/// <summary>What the inbox shows.</summary>
/// <param name="Offers">The most urgent first.</param>
public sealed record InboxModel(IReadOnlyList<OfferShown> Offers);

/// <summary><c>GET /portal/inbox</c>: the offers that wait for the reader's answer, moving while they look (P1).</summary>
internal static class InboxPage
{
    public const string Path = "/portal/inbox";

    public static void Map(IEndpointRouteBuilder portal, ApiContext context) =>
        portal.MapGet("/inbox", (HttpContext http) => http.Page<Inbox, InboxModel>(context, Read(http.Caller(), context))).Needs(Right.SeeOffers);

    private static InboxModel Read(Caller caller, ApiContext context)
    {
        var (program, now) = (context.House.Program(), context.House.Now);
        using var views = context.Read();
        return new InboxModel([.. Offers.Open(caller, views, program).Select(l => OfferShown.Of(l.Id, l.Version, l.State, l.State.Handoff!.Offer!, caller, program, now))]);
    }
}
