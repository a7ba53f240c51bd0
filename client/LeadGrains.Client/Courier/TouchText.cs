using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;

namespace LeadGrains.Client.Courier;

/// <summary>A touch as its person gets it: the piece in the lead's language, filled in.</summary>
internal static class TouchText
{
    /// <summary>The piece of a touch, or null when the content has no such piece in the language it was chosen in.</summary>
    public static RenderedPiece? Of(Consignment item, string piece, ContentSet content, Sender sender, Func<string, string, Member?> members)
    {
        var language = item.Program.Piece(piece)?.Language ?? item.Program.Language;
        return content.Find(piece, language) is { } text ? Renderer.Render(text, Fields.Of(text.Piece, item, sender, members)) : null;
    }

    /// <summary>The same for a touch that waits in a file, as it would be said or printed now.</summary>
    public static RenderedPiece? Of(LeadState lead, int number, string piece, Channel channel, Moment now, Program program, ContentSet content,
        Func<string, string, Member?> members) =>
        Of(new Consignment(new TouchParcel(number, piece, channel), lead, program, "", now), piece, content, Sender.Sample, members);
}
