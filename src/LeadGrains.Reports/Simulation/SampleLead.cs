using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>A believable lead that doesn't exist: who they are, when they ask, and how it will end.</summary>
/// <param name="Number">0, 1, 2 …; with the seed it says everything about the lead.</param>
/// <param name="ArrivesAt">When the inquiry comes.</param>
/// <param name="Decided">What becomes of the search, counted from the inquiry.</param>
public sealed record SampleLead(int Number, Moment ArrivesAt, Inquire Inquiry, Decided Decided)
{
    /// <summary>The lead's id: the hash of the inquiry's identity.</summary>
    public LeadId Id => LeadId.Of(Inquiry.Identity);

    /// <summary>When they buy from somebody; null when they never do.</summary>
    public Moment? BuysAt => Decided.Intention == Intention.Buys ? ArrivesAt + Decided.After : null;
}
