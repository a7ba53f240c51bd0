using System.Text.Json;
using LeadGrains.Engine;
using Microsoft.IdentityModel.Tokens;

namespace LeadGrains.Web;

/// <summary>
/// Reads <c>access.yaml</c>: whose tokens the API takes. Every fault is told, with its line and what to do.
/// <code>
/// tokens:
///   issuer: https://login.kestrel.example/realms/works
///   audience: leadgrains
///   keys: provider-keys.json      # a JSON Web Key Set beside this file; or authority: https://login.kestrel.example/realms/works
///   emailClaim: email             # the default
///   roleClaim: groups             # optional: roles from the token instead of our own
///   roles: { lead-admins: admin, marketing: marketing }
/// </code>
/// </summary>
public static class AccessYaml
{
    /// <summary>The file's usual name, beside the database.</summary>
    public const string FileName = "access.yaml";

    /// <summary>The settings; null when they ask for none; or all faults.</summary>
    /// <param name="read">A file's text, or null when it can't be read.</param>
    public static AccessReading Read(string text, string fileName, Func<string, string?> read)
    {
        var faults = new FaultBook(fileName);
        if (YamlTree.Read(text, faults, "docs/access.md") is not { } map) return new(null, Found(faults));
        var file = new Section(map, "", faults);
        var (asked, tokens) = (file.Keys.Contains("tokens"), file.Inner("tokens"));
        var settings = asked ? Tokens(tokens, read) : null;
        file.Done();
        return faults.Found.Count > 0 ? new(null, Found(faults)) : new(settings, []);
    }

    private static TokenSettings Tokens(Section section, Func<string, string?> read)
    {
        section.Need("issuer", "who signs the tokens, exactly as their iss says it");
        section.Need("audience", "what the tokens' aud says when they are meant for us");
        var settings = new TokenSettings(section.Text("issuer") ?? "", section.Text("audience") ?? "")
        {
            Authority = Authority(section),
            Keys = Keys(section, read),
            EmailClaim = section.Text("emailClaim") ?? "email",
            RoleClaim = section.Text("roleClaim"),
            Roles = Roles(section),
        };
        if (section.Text("authority") is not null == section.Text("keys") is not null)
            section.Fault("issuer", "say either keys: FILE, the provider's keys, or authority: ADDRESS, where they are fetched");
        if (settings.RoleClaim is null && section.Pairs("roles").Count > 0) section.Fault("roles", "there is no roleClaim whose values these are; write it, or leave roles out");
        if (settings.RoleClaim is not null && section.Pairs("roles").Count == 0) section.Fault("roleClaim", "say with roles: what its values mean, such as { lead-admins: admin }");
        section.Done();
        return settings;
    }

    private static string? Authority(Section section)
    {
        if (section.Text("authority") is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps) return text;
        section.Fault("authority", $"'{Words.Short(text)}' must be an https address; whoever could change the keys on their way could be anybody");
        return null;
    }

    private static string? Keys(Section section, Func<string, string?> read)
    {
        if (section.Text("keys") is not { } path) return null;
        if (read(path) is not { } text)
        {
            section.Fault("keys", $"{path} can't be read; it is the provider's JSON Web Key Set");
            return null;
        }
        try
        {
            var keys = new JsonWebKeySet(text).Keys;
            if (keys.Any(k => k.HasPrivateKey || k.Kty is not ("RSA" or "EC"))) section.Fault("keys", $"{path} must have public keys alone, of kind RSA or EC");
            else if (keys.Count == 0) section.Fault("keys", $"{path} has no keys; it must be a JSON Web Key Set such as {{\"keys\":[…]}}");
            else return text;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            section.Fault("keys", $"{path} is no JSON Web Key Set");
        }
        return null;
    }

    private static Dictionary<string, Role> Roles(Section section)
    {
        var roles = new Dictionary<string, Role>(StringComparer.Ordinal);
        foreach (var pair in section.Pairs("roles"))
        {
            if (pair.Value is YamlText { Value: var word } && ApiResource.TryWord<Role>(word, out var role) && role is { } known && PortalUser.OwnRoles.Contains(known)) roles[pair.Key] = known;
            else section.Fault("roles", $"{pair.Key} must be one of {string.Join(", ", PortalUser.OwnRoles.Select(Words.Of))}; members' roles are those of their teams");
        }
        return roles;
    }

    private static IReadOnlyList<string> Found(FaultBook faults) => [.. faults.Found.Select(f => f.ToString())];
}

/// <summary>What became of reading <c>access.yaml</c>.</summary>
/// <param name="Tokens">Null when none are asked for, or when there is a fault.</param>
/// <param name="Faults"><c>access.yaml:3: what is wrong; what to do</c>, in the order of lines.</param>
public sealed record AccessReading(TokenSettings? Tokens, IReadOnlyList<string> Faults);
