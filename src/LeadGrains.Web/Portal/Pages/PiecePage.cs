using LeadGrains.Mail;

namespace LeadGrains.Web.Portal.Pages;

/// <summary>A piece as its reader gets it.</summary>
/// <param name="Rendered">For a made-up person.</param>
/// <param name="CanDrop">It is a piece that can go to everybody who wants its topic.</param>
public sealed record PieceModel(PieceText Text, RenderedPiece Rendered, bool CanDrop);

/// <summary><c>/portal/content/{id}/{language}</c>: a piece, and below <c>/mail</c> the mail itself, where nothing in it can do anything.</summary>
internal static class PiecePage
{
    /// <summary>What the mail in the frame may do: be looked at. The sandbox holds also where somebody opens it by itself.</summary>
    public const string MailPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

    public static string Link(Piece piece) => $"/portal/content/{Uri.EscapeDataString(piece.Id)}/{Uri.EscapeDataString(piece.Language)}";

    public static void Map(IEndpointRouteBuilder portal, ApiContext context, PortalRooms rooms)
    {
        portal.MapGet("/content/{id}/{language}", (HttpContext http, string id, string language) => Find(id, language, context, rooms) is { } text
            ? http.Page<PieceView, PieceModel>(context, new PieceModel(text, Render(text, context), DropsPage.CanDrop(text.Piece)))
            : http.Page<ContentView, ContentModel>(context, new ContentModel([], context.House.Program().Topics, null, rooms.Surveys.Look()), "There is no such piece.", StatusCodes.Status404NotFound))
            .Needs(Right.SeeProgram);
        portal.MapGet("/content/{id}/{language}/mail", (HttpContext http, string id, string language) =>
        {
            if (Find(id, language, context, rooms) is not { } text || Render(text, context).Html is not { Length: > 0 } html) return ApiProblem.NotFound;
            http.Response.Headers.ContentSecurityPolicy = MailPolicy;
            http.Response.Headers.XFrameOptions = "SAMEORIGIN";
            return Results.Text(html, "text/html; charset=utf-8");
        }).Needs(Right.SeeProgram);
    }

    private static PieceText? Find(string id, string language, ApiContext context, PortalRooms rooms)
    {
        using var views = context.Read();
        return rooms.Programs.AtWork(views)?.Content.Find(id, language);
    }

    private static RenderedPiece Render(PieceText text, ApiContext context)
    {
        var values = FieldValues.Sample();
        values["sender.company"] = context.House.Company;
        if (text.Piece.Topic is { } topic) values["lead.topic"] = topic;
        return Renderer.Render(text, values);
    }
}
