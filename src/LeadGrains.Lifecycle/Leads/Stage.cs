namespace LeadGrains.Lifecycle;

/// <summary>Where a lead is in its life. <see cref="None"/> is a lead nobody has heard of yet.</summary>
public enum Stage
{
    None, Inquiry, Nurturing, Qualified, SalesOwned, PartnerOwned, Won, Lost,

    /// <summary>Merged into another lead, which lives on for both; can be un-merged.</summary>
    Merged,

    /// <summary>The person asked to be forgotten; only the hashed identity is left, suppressed.</summary>
    Erased,
}

/// <summary>The six routes of a qualified lead, hottest first.</summary>
public enum Route { Hot, HighPotential, NeedInformation, LowPotential, PartnerOpportunity, NeedNurturing }
