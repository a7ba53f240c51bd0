using System.Security.Claims;

namespace LeadGrains.Web;

/// <summary>Who asks: known by a key today, by other means later; what they may is the same.</summary>
/// <param name="Name">Of the key, for the journal.</param>
/// <param name="Team">With <paramref name="Member"/>, for the roles of one member; else null.</param>
public sealed record Caller(string Name, Role Role, string? Team = null, string? Member = null)
{
    internal const string TeamClaim = "team", MemberClaim = "member";

    /// <summary>Who says so, in the journal.</summary>
    public string By => Member ?? Name;

    public bool May(Right right) => Rights.RolesOf(right).Contains(Role);

    /// <summary>As the framework carries it.</summary>
    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        var claims = new List<Claim> { new(ClaimTypes.Name, Name), new(ClaimTypes.Role, Role.ToString()) };
        if (Team is not null) claims.Add(new(TeamClaim, Team));
        if (Member is not null) claims.Add(new(MemberClaim, Member));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }

    /// <summary>Who a request comes from; null when nobody has proved who they are.</summary>
    public static Caller? Of(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true, Name: { } name } && Enum.TryParse<Role>(principal.FindFirstValue(ClaimTypes.Role), out var role)
            ? new Caller(name, role, principal.FindFirstValue(TeamClaim), principal.FindFirstValue(MemberClaim)) : null;
}
