namespace LeadGrains.Web.Portal;

/// <summary>A page of the menu.</summary>
/// <param name="Right">Who lacks it doesn't see the entry.</param>
public sealed record MenuEntry(string Path, string Text, Right Right, Role[]? Only = null)
{
    public bool IsFor(Caller caller) => caller.May(Right) && (Only is null || Only.Contains(caller.Role));
}

/// <summary>The pages of the portal in the order of the menu; who signs in lands on the first that is theirs.</summary>
public static class PortalMenu
{
#pragma warning disable format // one row per page, in columns
    public static readonly IReadOnlyList<MenuEntry> Entries =
    [
        new("/portal/inbox",      "Offers",     Right.SeeOffers, [Role.SalesRep, Role.PartnerUser, Role.CallCentre]),
        new("/portal/calls",      "Calls",      Right.Call),
        new("/portal/seat",       "My hours",   Right.OwnSeat),
        new("/portal/stages",     "Stages",     Right.SeeStages),
        new("/portal/leads",      "Leads",      Right.SeeLeads),
        new("/portal/teams",      "Teams",      Right.SeeTeams),
        new("/portal/reports",    "Reports",    Right.SeeStages),
        new("/portal/program",    "Program",    Right.SeeProgram),
        new("/portal/content",    "Content",    Right.SeeProgram),
        new("/portal/quarantine", "Quarantine", Right.Judge),
        new("/portal/operations", "Operations", Right.Operate),
        new("/portal/webhooks",   "Webhooks",   Right.Webhooks),
        new("/portal/people",     "People",     Right.People),
    ];
#pragma warning restore format

    /// <summary>What somebody's menu shows.</summary>
    /// <param name="annex">Comes last; null where there is none.</param>
    public static IEnumerable<MenuEntry> Of(Caller caller, IAnnex? annex) =>
        (annex is null ? Entries : [.. Entries, new MenuEntry($"{annex.Path}/", annex.Text, annex.Right)]).Where(e => e.IsFor(caller));

    /// <summary>Where they begin.</summary>
    public static string Home(Caller caller) => Of(caller, annex: null).FirstOrDefault()?.Path ?? "/portal/sign-out";
}
