using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using Piece = LeadGrains.Lifecycle.Piece;
using PieceKind = LeadGrains.Lifecycle.PieceKind;

namespace LeadGrains.Client.Files;

/// <summary>Content as the planner sees it.</summary>
internal static class Pieces
{
    /// <summary>Every piece that is a touch; a notice to an owner is none.</summary>
    public static IReadOnlyList<Piece> Of(ContentSet content) =>
        [.. content.Pieces.Where(p => p.Kind != Mail.PieceKind.OfferNotice).Select(Planned)];

    private static Piece Planned(Mail.Piece piece) => new(piece.Id, KindOf(piece), (Channel)piece.Channel)
    {
        Topic = piece.Topic,
        Stages = [.. piece.Stages.Select(Parse<Stage>)],
        Routes = [.. piece.Routes.Select(Parse<Route>)],
        Language = piece.Language,
        NotBefore = piece.NotBefore,
        NotAfter = piece.NotAfter,
        Question = piece.Question,
    };

    private static PieceKind KindOf(Mail.Piece piece) => piece.Kind switch
    {
        Mail.PieceKind.Drip when piece.Channel == TouchChannel.Call => PieceKind.CallScript,
        Mail.PieceKind.Drip => PieceKind.Drip,
        Mail.PieceKind.Readiness => PieceKind.Readiness,
        Mail.PieceKind.ThankYou => PieceKind.ThankYou,
        Mail.PieceKind.Introduction => PieceKind.Introduction,
        _ => PieceKind.Welcome,
    };

    // sales-owned is SalesOwned.
    private static T Parse<T>(string name) where T : struct, Enum => Enum.Parse<T>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
}
