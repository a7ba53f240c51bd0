using LeadGrains.Engine;
using LeadGrains.Lifecycle;

namespace LeadGrains.Reports.Tests;

/// <summary>The default program with as many pieces as ship with it; their words don't matter here.</summary>
internal static class SamplePrograms
{
    private static readonly string[] Topics = ["planning", "maintenance", "purchasing", "data"];

    public static readonly Program Default = DefaultProgram.Load(
    [
        .. Enumerable.Range(0, 28).Select(i => Piece(PieceKind.Drip, i) with { Topic = Topics[i % Topics.Length] }),
        .. Enumerable.Range(1, 8).Select(i => Piece(PieceKind.Readiness, i)),
        Piece(PieceKind.ThankYou, 1), Piece(PieceKind.Welcome, 1), Piece(PieceKind.Introduction, 1),
        Piece(PieceKind.ConfirmOptIn, 1),
    ]);

    private static Piece Piece(PieceKind kind, int i) =>
        new($"{kind.ToString().ToLowerInvariant()}-{i}", kind, Channel.Email);
}
