namespace LeadGrains.Web;

using static Role;

/// <summary>Who may what: one table, asked by every endpoint and again where a command is executed.</summary>
public static class Rights
{
#pragma warning disable format // one row per right, in columns
    /// <summary>The roles that have a right.</summary>
    public static IReadOnlyList<Role> RolesOf(Right right) => right switch
    {
        Right.Enter         => [Admin, Marketing, SalesManager, SalesRep, PartnerManager, PartnerUser, CallCentre, Operator],
        Right.Inquire       => [Admin, Marketing,                                                         CallCentre,           Intake],
        Right.SeeLeads      => [Admin, Marketing, SalesManager, SalesRep, PartnerManager, PartnerUser, CallCentre],
        Right.SeeOffers     => [Admin, Marketing, SalesManager, SalesRep, PartnerManager, PartnerUser, CallCentre],
        Right.SeeTeams      => [Admin, Marketing, SalesManager,           PartnerManager,                          Operator],
        Right.SeeStages     => [Admin, Marketing, SalesManager,           PartnerManager,                          Operator],
        Right.SeeProgram    => [Admin, Marketing, SalesManager,           PartnerManager,                          Operator],
        Right.Watch         => [Admin, Marketing],
        Right.Work          => [                                SalesRep,                 PartnerUser, CallCentre],
        Right.Call          => [                                                                       CallCentre],
        Right.Learn         => [Admin, Marketing, SalesManager, SalesRep, PartnerManager, PartnerUser, CallCentre],
        Right.Assign        => [Admin, Marketing, SalesManager,           PartnerManager],
        Right.Judge         => [Admin, Marketing],
        Right.Unite         => [Admin, Marketing],
        Right.Forget        => [Admin, Marketing],
        Right.Sell          => [Admin, Marketing],
        Right.Keys          => [Admin],
        Right.People        => [Admin],
        Right.Operate       => [Admin,                                                                             Operator],
        Right.Webhooks      => [Admin,                          SalesRep,                 PartnerUser],
        Right.Staff         => [Admin, Marketing, SalesManager,           PartnerManager],
        Right.OwnSeat       => [                                SalesRep,                 PartnerUser, CallCentre],
        Right.Propose       => [Admin, Marketing],
        Right.SignMarketing => [Admin, Marketing],
        Right.SignSales     => [Admin,            SalesManager],
        Right.Agree         => [Admin, Marketing, SalesManager],
        _                   => [],
    };

    /// <summary>The right that a command to a lead needs; null for what only the engine says.</summary>
    public static Right? Needed(LeadCommand command) => command switch
    {
        Inquire                                                          => Right.Inquire,
        ViewOffer or Accept or Decline                                   => Right.Work,
        LogContact or Progress or Win or Lose or Recycle                 => Right.Work,
        TakeTask or ReportCall                                           => Right.Call,
        Answer or Correct or Ask or OptOut or Pause or Resume            => Right.Learn,
        Assign                                                           => Right.Assign,
        Qualify or Drop                                                  => Right.Judge,
        Merge or Unmerge                                                 => Right.Unite,
        Erase                                                            => Right.Forget,
        Purchase                                                         => Right.Sell,
        SettleTouch                                                      => Right.Operate,
        _                                                                => null,
    };

    /// <summary>Roles of one member of one team; a key of theirs names both.</summary>
    public static bool IsOfMember(this Role role) => role is SalesRep or PartnerUser or CallCentre;

    /// <summary>The kind of team whose leads a role sees; null for all kinds, or none.</summary>
    public static TeamKind? KindOf(this Role role) => role switch
    {
        SalesManager or SalesRep      => TeamKind.Sales,
        PartnerManager or PartnerUser => TeamKind.Partner,
        CallCentre                    => TeamKind.CallCentre,
        _                             => null,
    };
#pragma warning restore format
}
