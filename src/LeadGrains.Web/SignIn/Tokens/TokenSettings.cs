namespace LeadGrains.Web;

/// <summary>Whose tokens the API takes: those of an OpenID Connect provider, as <c>access.yaml</c> says.</summary>
/// <param name="Issuer">Exactly as the token's <c>iss</c>.</param>
/// <param name="Audience">One of the token's <c>aud</c>: that it was meant for us.</param>
public sealed record TokenSettings(string Issuer, string Audience)
{
    /// <summary>The provider's keys as a JSON Web Key Set (RFC 7517); null: they are fetched from <see cref="Authority"/>.</summary>
    public string? Keys { get; init; }

    /// <summary>Where the provider says its keys, below <c>/.well-known/openid-configuration</c>; https.</summary>
    public string? Authority { get; init; }

    /// <summary>The claim that says the person's address.</summary>
    public string EmailClaim { get; init; } = "email";

    /// <summary>The claim that says their role; null: the role is the one that we keep.</summary>
    public string? RoleClaim { get; init; }

    /// <summary>What the values of that claim mean.</summary>
    public IReadOnlyDictionary<string, Role> Roles { get; init; } = new Dictionary<string, Role>();

    /// <summary>Clocks may differ by so much.</summary>
    public static readonly TimeSpan SkewMax = TimeSpan.FromMinutes(1);
}
