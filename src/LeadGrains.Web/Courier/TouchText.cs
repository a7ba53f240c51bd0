using LeadGrains.Engine;
using LeadGrains.Mail;

namespace LeadGrains.Web.Courier;

/// <summary>A touch as its person gets it: the piece in the lead's language, filled in.</summary>
internal static class TouchText
{
    /// <summary>The piece of a touch, or null when the content has no such piece in the language it was chosen in.</summary>
    public static RenderedPiece? Of(Consignment item, TouchParcel touch, ContentSet content, Stationery stationery)
    {
        var language = item.Program.Piece(touch.Piece)?.Language ?? item.Program.Language;
        if (content.Find(touch.Piece, language) is not { } text) return null;
        var links = stationery.LinksOf(item.Lead.Id, touch.Number, touch.Piece, item.At);
        // Nobody follows a link of ours on paper or on the telephone.
        Func<string, string>? through = touch.Channel is Channel.Email or Channel.Message ? links.Through : null;
        return Renderer.Render(text, Fields.Of(text.Piece, item, stationery, links), through);
    }

    /// <summary>The same for a touch that waits in a file, as it would be said or printed now.</summary>
    public static RenderedPiece? Of(LeadState lead, TouchParcel touch, Moment now, Program program, ContentSet content, Stationery stationery) =>
        Of(new Consignment(touch, lead, program, "", now), touch, content, stationery);
}
