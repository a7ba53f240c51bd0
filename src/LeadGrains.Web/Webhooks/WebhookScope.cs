using System.Text.Json.Serialization;

namespace LeadGrains.Web;

/// <summary>Whose leads a webhook tells of: all, a team's, or one member's.</summary>
/// <param name="Kind">The team's; null for all.</param>
/// <param name="Member">Null: all members of the team.</param>
public sealed record WebhookScope(TeamKind? Kind = null, string? Team = null, string? Member = null)
{
    public static readonly WebhookScope All = new();

    [JsonIgnore]
    public bool IsAll => Team is null;

    /// <summary>How much of a lead it may tell: what its callers reach.</summary>
    public Reach ReachOf(LeadState lead) => Team is null ? Reach.Whole : Reaches.Of(Team, Member, lead);

    /// <summary>
    /// The event as it may be told, or null. What is about themselves they are told in any case; the rest only while they reach the
    /// whole lead, and a partner nothing of any other owner.
    /// </summary>
    public LeadEvent? Told(LeadEvent happened, LeadState lead, Reach reach)
    {
        if (Team is null) return happened;
        var isPartner = Kind == TeamKind.Partner;
        var isTheirs = Histories.IsOf(happened, Team, Member) || (reach == Reach.Whole && IsByOwner(happened, lead.Owner));
        if (isTheirs) return isPartner ? Histories.Discreet(happened) : happened;
        return reach == Reach.Whole && (!isPartner || Histories.IsOfNobody(happened)) ? happened : null;
    }

    public override string ToString() => Team is null ? "all" : Member is null ? Team : $"{Team}/{Member}";

    private static bool IsByOwner(LeadEvent happened, Owner owner) =>
        owner.Member is { } member && (happened is ContactLogged contact && contact.By == member || happened is Progressed progress && progress.By == member);
}
