namespace LeadGrains.Web;

/// <summary>How much of a lead somebody reaches.</summary>
public enum Reach
{
    /// <summary>For them there is no such lead.</summary>
    None,

    /// <summary>It is offered to them: what it is worth, not who it is (P1).</summary>
    Offer,

    /// <summary>A call to them waits for any caller, or this one has it in hand: what a call needs, and nothing more (N7).</summary>
    Call,

    /// <summary>All of it.</summary>
    Whole,
}

/// <summary>Whose a lead is, for whoever asks: the one place that says so.</summary>
public static class Reaches
{
    public static Reach Of(Caller caller, LeadState lead, Program program) => caller.Role switch
    {
        Role.Admin or Role.Marketing => Reach.Whole,
        Role.SalesManager or Role.PartnerManager => program.Team(TeamOf(lead))?.Kind == caller.Role.KindOf() ? Reach.Whole : Reach.None,
        var role when role.IsOfMember() && caller.Team is { } team && caller.Member is { } member =>
            Of(team, member, lead) is var reach and not Reach.None ? reach : IsToCall(caller, lead) ? Reach.Call : Reach.None,
        _ => Reach.None,
    };

    /// <summary>How much a member reaches; null: all members of the team together.</summary>
    public static Reach Of(string team, string? member, LeadState lead) =>
        lead.Owner.Team == team && (member is null || lead.Owner.Member == member) ? Reach.Whole
        : lead.Handoff?.Offer is { } offer && offer.Team == team && (member is null || offer.Member == member) ? Reach.Offer : Reach.None;

    /// <summary>Does a call wait that this caller could make, or has in hand?</summary>
    public static bool IsToCall(Caller caller, LeadState lead) => caller.Role == Role.CallCentre
        && lead.Nurture.Pending is { Channel: Channel.Call, Task: { } task } touch && (!touch.Begun || task.By == CallerOf(caller));

    /// <summary>As calls name whoever makes them.</summary>
    public static string CallerOf(Caller caller) => $"{caller.Team}/{caller.Member}";

    /// <summary>The team that owns it, has it on offer, or is asked for an owner.</summary>
    public static string TeamOf(LeadState lead) =>
        lead.Work is not null || lead.Handoff is not { } handoff ? lead.Owner.Team : handoff.Offer?.Team ?? handoff.Team ?? lead.Owner.Team;
}
