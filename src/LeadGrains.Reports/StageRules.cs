using LeadGrains.Lifecycle;

namespace LeadGrains.Reports;

/// <summary>
/// Which events change the stage, from where and to where. Written down here a second time, on purpose: the reports and
/// the checker read the journal and must not ask the rules that wrote it.
/// </summary>
internal static class StageRules
{
    /// <summary>The stage after an event; the same where it changes none.</summary>
    public static Stage After(Stage stage, LeadEvent happened) => happened switch
    {
        CycleStarted => Stage.Inquiry,
        NurtureStarted or LadderEnded or Recycled or Unmerged => Stage.Nurturing,
        Qualified or Reclaimed => Stage.Qualified,
        Accepted { Kind: TeamKind.Sales } => Stage.SalesOwned,
        Accepted { Kind: TeamKind.Partner } => Stage.PartnerOwned,
        Accepted => Stage.Qualified,
        Won => Stage.Won,
        Lost => Stage.Lost,
        Merged => Stage.Merged,
        Erased => Stage.Erased,
        _ => stage,
    };

    /// <summary>
    /// May this event happen in this stage? <paramref name="owned"/>: a member has accepted the lead.
    /// </summary>
    public static bool Allows(Stage stage, bool owned, LeadEvent happened) => happened switch
    {
        Inquired => stage != Stage.Merged,
        CycleStarted => stage is Stage.None or Stage.Won or Stage.Lost or Stage.Erased,
        NurtureStarted => stage == Stage.Inquiry,
        Qualified => stage is Stage.Inquiry or Stage.Nurturing or Stage.Qualified && !owned,
        OwnerSought or Held or Offered or OfferReminded or OfferViewed or OfferDeclined or OfferExpired
            or LadderEnded or Accepted => stage == Stage.Qualified && !owned,
        ContactLogged or Progressed or OwnerReminded or Reclaimed or Recycled or Lost => owned,
        Won => stage is not (Stage.None or Stage.Merged or Stage.Erased),
        Unmerged => stage == Stage.Merged,
        Erased => stage is not (Stage.None or Stage.Erased),
        // What was on its way at a merge arrives at the lead that sent it.
        TouchMade or TouchFailed or TouchSettled or Bounced => stage != Stage.None,
        _ => stage is not (Stage.None or Stage.Merged),
    };
}
