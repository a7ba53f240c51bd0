using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>An inquiry that is no lead yet: somebody should look at it first (I8).</summary>
/// <param name="Number">1, 2, 3 … in the order of arrival, never given twice; 0 until the commit gives it one.</param>
/// <param name="Lead">Whose it would be.</param>
/// <param name="CommandId">Its id as a command: the same submission again is kept once.</param>
/// <param name="Door">Where it came in, such as <c>form:contact</c>.</param>
/// <param name="Reason">Why it is here: <c>unreachable</c>, <c>disposable</c>, <c>trap</c>, <c>too-many</c>.</param>
/// <param name="At">When it arrived; a released one was asked then.</param>
public sealed record Quarantined(long Number, LeadId Lead, string CommandId, string Door, string Reason, Moment At, Inquire Inquiry)
{
    /// <summary>The sender's IP address, if known.</summary>
    public string? Sender { get; init; }

    /// <summary>Channels that the person doesn't want to be reached by.</summary>
    public IReadOnlyList<Channel> Refused { get; init; } = [];
}
