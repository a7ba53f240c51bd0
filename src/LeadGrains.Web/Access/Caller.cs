using System.Security.Claims;

namespace LeadGrains.Web;

/// <summary>How somebody is known.</summary>
public enum CallerKind
{
    /// <summary>A key of the API: a program.</summary>
    Key,

    /// <summary>A person, by a session of their browser or a token of their own sign-in.</summary>
    Person,
}

/// <summary>Who asks: known by a key, a session or a token; what they may is the same.</summary>
/// <param name="Name">Of the key or the person.</param>
/// <param name="Team">With <paramref name="Member"/>, for the roles of one member; else null.</param>
public sealed record Caller(string Name, Role Role, string? Team = null, string? Member = null)
{
    internal const string TeamClaim = "team", MemberClaim = "member", KindClaim = "kind";

    public CallerKind Kind { get; init; }

    /// <summary>
    /// Who says so, in the journal: a member by their short name, a person as <c>Ada Byron (marketing)</c>, a key as <c>our forms (key)</c>. Members'
    /// names have no blanks, so that neither can be taken for a member, nor for <c>system</c>, <c>cli</c> or <c>person</c>.
    /// </summary>
    public string By => Member ?? (Kind == CallerKind.Key ? $"{Name} (key)" : $"{Name} ({Portal.Words.Role(Role)})");

    public bool May(Right right) => Rights.RolesOf(right).Contains(Role);

    /// <summary>As the framework carries it.</summary>
    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        var claims = new List<Claim> { new(ClaimTypes.Name, Name), new(ClaimTypes.Role, Role.ToString()), new(KindClaim, Kind.ToString()) };
        if (Team is not null) claims.Add(new(TeamClaim, Team));
        if (Member is not null) claims.Add(new(MemberClaim, Member));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }

    /// <summary>Who a request comes from; null when nobody has proved who they are.</summary>
    public static Caller? Of(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true, Name: { } name } && Enum.TryParse<Role>(principal.FindFirstValue(ClaimTypes.Role), out var role)
            ? new Caller(name, role, principal.FindFirstValue(TeamClaim), principal.FindFirstValue(MemberClaim))
            {
                Kind = principal.FindFirstValue(KindClaim) == nameof(CallerKind.Person) ? CallerKind.Person : CallerKind.Key,
            } : null;
}
