namespace LeadGrains.Web;

/// <summary>What somebody is here for. The order is that of the documentation; the names stand in keys, never rename one.</summary>
public enum Role
{
    /// <summary>Runs LeadGrains: everything but an owner's work, and keys.</summary>
    Admin,

    /// <summary>Holds every lead that nobody has accepted; sees and corrects all.</summary>
    Marketing,

    /// <summary>Sees and assigns the leads of all sales teams.</summary>
    SalesManager,

    /// <summary>A member of a sales team: their own leads and offers.</summary>
    SalesRep,

    /// <summary>Sees and assigns the leads of all partner teams.</summary>
    PartnerManager,

    /// <summary>A partner: their own leads and offers, and nothing of another partner (P5).</summary>
    PartnerUser,

    /// <summary>A member of a call centre: their own leads and offers.</summary>
    CallCentre,

    /// <summary>Keeps it running: counts and the program, no person.</summary>
    Operator,

    /// <summary>A form or an ad platform: hands inquiries in and sees nothing.</summary>
    Intake,
}

/// <summary>What an endpoint or a command needs.</summary>
public enum Right
{
    Enter, Inquire, SeeLeads, SeeOffers, SeeTeams, SeeStages, SeeProgram, Watch, Work, Call, Learn, Assign, Judge, Unite, Forget, Sell, Keys, People, Operate, Webhooks,
    Staff, OwnSeat, Propose, SignMarketing, SignSales, Agree,
}
