using LeadGrains.Engine;

namespace LeadGrains.Web.Portal;

/// <summary>Answers of the engine for people.</summary>
internal static class Answers
{
    /// <summary>Null when it is as they wanted it.</summary>
    public static (string Words, int Status)? Trouble(this Reply reply) => reply.Kind switch
    {
        ReplyKind.Done or ReplyKind.AlreadySo => null,
        ReplyKind.Busy => (reply.Words ?? "Too much at once; try again in a moment.", StatusCodes.Status503ServiceUnavailable),
        ReplyKind.Outdated => ("It has changed meanwhile; look again.", StatusCodes.Status409Conflict),
        _ => (reply.Words ?? "That isn't possible now.", StatusCodes.Status409Conflict),
    };

    /// <summary>The same of a desk's answer.</summary>
    public static (string Words, int Status)? Trouble(this DeskAnswer answer) => answer switch
    {
        { IsForbidden: true } => ("That isn't yours to do.", StatusCodes.Status403Forbidden),
        { Reply: { } reply } => reply.Trouble(),
        _ => ("There is no such thing here.", StatusCodes.Status404NotFound),
    };
}
