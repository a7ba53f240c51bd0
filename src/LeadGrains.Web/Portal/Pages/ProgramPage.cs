namespace LeadGrains.Web.Portal.Pages;

/// <summary>The versions there are, and the one at work.</summary>
/// <param name="CanChange">This house takes proposals.</param>
public sealed record ProgramModel(Agreement Agreement, Program AtWork, bool CanChange);

/// <summary><c>GET /portal/program</c>: what marketing and sales agree on, for people.</summary>
internal static class ProgramPage
{
    public static void Map(IEndpointRouteBuilder portal, ApiContext context, PortalRooms rooms) =>
        portal.MapGet("/program", (HttpContext http) =>
        {
            using var views = context.Read();
            return http.Page<ProgramView, ProgramModel>(context, new ProgramModel(ProgramBook.Versions(views).Agreement, context.House.Program(), context.House.Agreements is not null));
        }).Needs(Right.SeeProgram);
}
