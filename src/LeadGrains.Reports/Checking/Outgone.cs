using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>
/// A message that left the house, or may have: what an outside observer sees, whatever the journal says of it.
/// </summary>
/// <param name="At">When it left.</param>
public sealed record Outgone(LeadId Lead, Parcel Parcel, string MessageId, Moment At);
