using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace LeadGrains.Web;

/// <summary>
/// Knows people by a token of their own sign-in (OpenID Connect, RFC 7519), at the API. A token says whose address it is; whether they are one of us, and
/// as what, is said here at each request.
/// </summary>
internal static class TokenScheme
{
    public const string Name = "Token";

    // Signatures by a provider's private key alone: never none, never a shared secret.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>Does a header hold a token? Ours are keys and have no dots.</summary>
    public static bool IsToken(string authorization) => authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && authorization.Contains('.', StringComparison.Ordinal);

    public static void Add(AuthenticationBuilder known, TokenSettings settings, WebHouse house) => known.AddJwtBearer(Name, options =>
    {
        options.MapInboundClaims = false;
        options.IncludeErrorDetails = false;
        options.Authority = settings.Authority;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = settings.Issuer,
            ValidAudience = settings.Audience,
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            RequireAudience = true,
            // By our own clock.
            LifetimeValidator = (from, until, _, _) => IsWithin(from, until, house.Time.GetUtcNow()),
            IssuerSigningKeys = settings.Keys is { } keys ? new JsonWebKeySet(keys).GetSigningKeys() : null,
        };
        options.Events = new JwtBearerEvents
        {
            OnTokenValidated = async token =>
            {
                if (await Whose(token.Principal!, settings, house) is { } caller) token.Principal = caller.ToPrincipal(Name);
                else token.Fail("nobody here");
            },
        };
    });

    private static bool IsWithin(DateTime? from, DateTime? until, DateTimeOffset now) =>
        until is { } end && now.UtcDateTime < end + TokenSettings.SkewMax && (from is not { } begin || now.UtcDateTime > begin - TokenSettings.SkewMax);

    // Who has a role of their own comes with it, also when they are a member somewhere.
    private static async Task<Caller?> Whose(ClaimsPrincipal token, TokenSettings settings, WebHouse house)
    {
        if (token.FindFirstValue("email_verified") is { } verified && !verified.Equals("true", StringComparison.OrdinalIgnoreCase)) return null;
        if (!EmailAddress.TryParse(token.FindFirstValue(settings.EmailClaim), out var address)) return null;
        if (house.People?.People.FirstOrDefault(p => p is { IsThere: true, HasOwnRole: true } && p.Email == address.Text) is { } person)
            return RoleOf(token, settings, person.Role) is { } role ? person.ToCaller() with { Role = role } : null;
        return (await house.Members.All()).FirstOrDefault(m => m.Email == address.Text) is { } member
            ? new Caller(member.Name, member.Role, member.Team, member.Member) { Kind = CallerKind.Person } : null;
    }

    private static Role? RoleOf(ClaimsPrincipal token, TokenSettings settings, Role ours)
    {
        if (settings.RoleClaim is not { } claim) return ours;
        foreach (var value in token.FindAll(claim))
            if (settings.Roles.TryGetValue(value.Value, out var role)) return role;
        return null;
    }
}
