namespace LeadGrains.Lifecycle;

/// <summary>
/// One accountable owner: a team, and inside it a member. Marketing holds every lead that nobody has accepted and has
/// no member. There is no lead without an owner: the type has no empty value.
/// </summary>
public sealed record Owner(string Team, string? Member)
{
    /// <summary>The name of the team that holds every lead nobody has accepted.</summary>
    public const string MarketingTeam = "marketing";

    /// <summary>Marketing, the owner of last resort.</summary>
    public static readonly Owner Marketing = new(MarketingTeam, null);

    /// <summary>A member of a team: <c>sales/ines</c>.</summary>
    public override string ToString() => Member is null ? Team : $"{Team}/{Member}";
}

/// <summary>The kinds of team that can own a lead.</summary>
public enum TeamKind { Sales, Partner, CallCentre }

/// <summary>The ways to reach a person.</summary>
public enum Channel { Email, Call, Post, Message }
