using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>What a journal must never show; a closed list, one for each promise.</summary>
public enum ViolationKind
{
    /// <summary>A lead without an owner, with two, or acted on by somebody who doesn't own it (Q5).</summary>
    Owner,

    /// <summary>A touch closer to the contact before than the program's gap (N3).</summary>
    Gap,

    /// <summary>A touch beyond the attention budget (C4).</summary>
    Budget,

    /// <summary>Somebody who opted in heard nothing for longer than the longest silence (N3).</summary>
    Silence,

    /// <summary>A piece a second time to the same person (N2).</summary>
    Repeat,

    /// <summary>A touch without an intent in the journal before it.</summary>
    Intent,

    /// <summary>A touch on a channel and topic that the person had not allowed at that instant (C1, C2).</summary>
    Consent,

    /// <summary>An offer open beyond its deadline, or two at once (Q7).</summary>
    Offer,

    /// <summary>An actor's versions, or the journal's numbers, with a gap or a repeat.</summary>
    Version,

    /// <summary>A step that the lifecycle doesn't have.</summary>
    Stage,

    /// <summary>A touch outside the person's hours: their zone, their country's holidays (N1).</summary>
    Hours,

    /// <summary>Consent that had to be confirmed and wasn't, or one request to confirm too many (C1).</summary>
    Confirmation,

    /// <summary>A message that the journal knows nothing of, or that left twice.</summary>
    Message,

    /// <summary>More messages in a minute than the program allows.</summary>
    Rate,
}

/// <summary>
/// One broken promise: where in the journal, of which lead (its row; 0 for none), when, and in words.
/// </summary>
public sealed record Violation(ViolationKind Kind, long Seq, long Lead, Moment At, string Words);

/// <summary>How messages were spread over the time.</summary>
/// <param name="BusiestMinute">The most in any sixty seconds.</param>
/// <param name="BusiestHour">The most touches in one hour of the clock (UTC); notices and requests leave when they must.</param>
/// <param name="MeanHour">Touches on average over the hours in which any left: somebody's working hours.</param>
public sealed record SendingPeaks(long Messages, int BusiestMinute, int BusiestHour, double MeanHour)
{
    /// <summary>How many times the mean the busiest hour was.</summary>
    public double Peak => BusiestHour / MeanHour;
}

/// <summary>What a checker found.</summary>
/// <param name="Entries">Entries read.</param>
/// <param name="Leads">Leads seen.</param>
/// <param name="Total">Violations in all.</param>
/// <param name="Examples">The first <see cref="JournalChecker.ExamplesMax"/> of them.</param>
/// <param name="Counts">How many of each kind; kinds without any are left out.</param>
/// <param name="LongestSilence">The longest anybody had to wait who had a right to hear from us.</param>
/// <param name="ShortestGap">The shortest time from a contact to the next touch; null without any.</param>
public sealed record CheckReport(
    long Entries, int Leads, long Total, IReadOnlyList<Violation> Examples,
    IReadOnlyDictionary<ViolationKind, long> Counts, TimeSpan LongestSilence, TimeSpan? ShortestGap)
{
    /// <summary>How evenly messages left; null where nobody watched them leave.</summary>
    public SendingPeaks? Peaks { get; init; }

    /// <summary>Every promise was kept.</summary>
    public bool IsClean => Total == 0;
}
