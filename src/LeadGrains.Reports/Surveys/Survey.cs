using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>How often a piece was sent, perhaps sent, and clicked in.</summary>
public sealed record PieceUse(string Piece, int Sent, int Uncertain, int Clicked);

/// <summary>A touch in doubt, without the person.</summary>
/// <param name="IsUnderWay">Handed over and not reported: on its way now, or a crash came between.</param>
public sealed record OpenDoubt(LeadId Lead, int Touch, string Piece, Channel Channel, Moment At, bool IsUnderWay);

/// <summary>Everything that takes a look at the whole file: computed in one go, shown with its age.</summary>
/// <param name="At">The house's time when it was begun.</param>
/// <param name="Took">How long it took, by the real clock.</param>
/// <param name="Ownerless">Leads without an accountable owner (Q5); anything but 0 is a fault of ours.</param>
/// <param name="Doubts">At most <see cref="SurveyReader.DoubtsMax"/>.</param>
public sealed record Survey(
    Moment At, TimeSpan Took, long Leads, long Entries, int Ownerless, FunnelReport Funnel, ClosedLoop Loop, FeedbackReport Feedback,
    MailHealth Mail, IReadOnlyDictionary<string, PieceUse> Pieces, IReadOnlyList<StreamLine> Streams, IReadOnlyList<OpenDoubt> Doubts, int DoubtsInAll);
