using System.Runtime.InteropServices;
using LeadGrains.Lifecycle;
using LeadGrains.Store;

namespace LeadGrains.Reports;

/// <summary>Counts how often pieces were sent and clicked in. One thread at a time.</summary>
public sealed class PieceUseReader
{
    private readonly Dictionary<string, (int Sent, int Uncertain, int Clicked)> _pieces = [];

    /// <summary>Reads the next entry.</summary>
    public void Read(Entry entry)
    {
        foreach (var happened in entry.LeadEvents)
            switch (happened)
            {
                case TouchMade { Certain: true } e: Of(e.Piece).Sent++; break;
                case TouchMade e: Of(e.Piece).Uncertain++; break;
                case Engaged { Kind: EngagementKind.Clicked, Piece: { } piece }: Of(piece).Clicked++; break;
            }
    }

    /// <summary>By the id of the piece.</summary>
    public IReadOnlyDictionary<string, PieceUse> Report() => _pieces.ToDictionary(p => p.Key, p => new PieceUse(p.Key, p.Value.Sent, p.Value.Uncertain, p.Value.Clicked));

    private ref (int Sent, int Uncertain, int Clicked) Of(string piece) => ref CollectionsMarshal.GetValueRefOrAddDefault(_pieces, piece, out _);
}
