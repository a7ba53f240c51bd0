using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>An inquiry as it really came.</summary>
/// <param name="Row">Where it stands in its file, for warnings.</param>
/// <param name="Id">The lead's id in the other system; deals name it.</param>
/// <param name="Inquiry">What is told to the lead; its <see cref="Inquire.At"/> is ignored, the clock shows it.</param>
public sealed record ReplayInquiry(long Row, string Id, Moment At, Inquire Inquiry);

/// <summary>A deal as it was really won.</summary>
/// <param name="Id">The lead's id in the other system.</param>
/// <param name="QualifiedBy">Who vouched for the lead (SDR).</param>
/// <param name="Owner">Who won it (SR); becomes a member of the sales team.</param>
public sealed record ReplayDeal(long Row, string Id, string QualifiedBy, string Owner, Moment WonAt)
{
    /// <summary>What was learnt on the way.</summary>
    public IReadOnlyList<Telling> Facts { get; init; } = [];
    public decimal? Value { get; init; }
    public string? Currency { get; init; }
}

/// <summary>
/// Something in the input that was out of order; it was replayed as well as it could be, and is told.
/// </summary>
public sealed record ReplayWarning(string Id, string Words);

/// <summary>How far a replay is.</summary>
public sealed record ReplayProgress(Moment Now, int Inquiries, int Deals, double Done);

/// <summary>What a replay came to.</summary>
/// <param name="Funnel">Counted from the journal's entries, not from the input.</param>
/// <param name="Hash">Over all entries in order.</param>
public sealed record ReplayReport(
    FunnelReport Funnel, CheckReport Check, IReadOnlyList<ReplayWarning> Warnings, Moment Start, Moment End,
    ulong Hash, TimeSpan Elapsed);
