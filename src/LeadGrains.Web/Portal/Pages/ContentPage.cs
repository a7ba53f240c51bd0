using LeadGrains.Mail;

namespace LeadGrains.Web.Portal.Pages;

/// <summary>What there is to send.</summary>
/// <param name="Pieces">In the reader's choice of topic.</param>
/// <param name="Topic">Null for all.</param>
public sealed record ContentModel(IReadOnlyList<PieceText> Pieces, IReadOnlyList<string> Topics, string? Topic, SurveyLook Survey);

/// <summary><c>GET /portal/content</c>: every piece, how it is received, and the streams that run dry (N6).</summary>
internal static class ContentPage
{
    public static void Map(IEndpointRouteBuilder portal, ApiContext context, PortalRooms rooms) =>
        portal.MapGet("/content", (HttpContext http, string? topic) =>
        {
            using var views = context.Read();
            var texts = rooms.Programs.AtWork(views)?.Content.Texts ?? [];
            var wanted = string.IsNullOrEmpty(topic) ? null : topic;
            return http.Page<ContentView, ContentModel>(context, new ContentModel([.. texts.Where(t => wanted is null || t.Piece.Topic == wanted)],
                context.House.Program().Topics, wanted, rooms.Surveys.Look()));
        }).Needs(Right.SeeProgram);
}
