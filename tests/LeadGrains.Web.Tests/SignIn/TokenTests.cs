using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LeadGrains.Web.Tests;

/// <summary>People at the API by a token of their own provider.</summary>
public sealed class TokenTests : IDisposable
{
    private const string Issuer = "https://login.kestrel.example/realms/works", Audience = "leadgrains", Owned = "/api/leads";
    private readonly RSA _key = RSA.Create(2048), _other = RSA.Create(2048);

    private TokenSettings Settings => new(Issuer, Audience) { Keys = Set(_key) };

    [Fact]
    public async Task A_known_person_has_the_role_that_we_keep_and_a_member_that_of_their_team()
    {
        await using var site = await ApiSite.Open(tokens: Settings);
        await site.People.Add("Ada Byron", "ada@kestrel.example", Role.Operator, site.Time.Now);
        var ada = With(site, Token(site, "Ada@Kestrel.Example", claims: ("role", "admin")));
        Assert.Equal((200, 403), (await Status(ada, "/api/stages"), await Status(ada, Owned)));
        var ines = With(site, Token(site, "ines@kestrel.example"));
        Assert.Equal((403, 200), (await Status(ines, "/api/stages"), await Status(ines, Owned)));
        await site.People.ChangeRole(1, Role.Marketing);
        Assert.Equal(200, await Status(ada, Owned));
        await site.People.Add("Boss", "boss@kestrel.example", Role.Admin, site.Time.Now);
        await site.People.Remove(1, site.Time.Now);
        Assert.Equal(401, await Status(ada, Owned));
    }

    [Fact]
    public async Task A_role_comes_from_the_token_only_where_that_is_set_up()
    {
        await using var site = await ApiSite.Open(tokens: Settings with { RoleClaim = "groups", Roles = new Dictionary<string, Role> { ["lead-ops"] = Role.Operator } });
        await site.People.Add("Ada Byron", "ada@kestrel.example", Role.Admin, site.Time.Now);
        Assert.Equal(403, await Status(With(site, Token(site, "ada@kestrel.example", claims: ("groups", "lead-ops"))), Owned));
        Assert.Equal(401, await Status(With(site, Token(site, "ada@kestrel.example", claims: ("groups", "others"))), Owned));
        Assert.Equal(401, await Status(With(site, Token(site, "stranger@kestrel.example", claims: ("groups", "lead-ops"))), "/api/stages"));
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_token_lets_nobody_in()
    {
        await using var site = await ApiSite.Open(tokens: Settings);
        await site.People.Add("Ada Byron", "ada@kestrel.example", Role.Admin, site.Time.Now);
        var (good, now) = (Token(site, "ada@kestrel.example"), site.Time.GetUtcNow().UtcDateTime);
        Assert.Equal(200, await Status(With(site, good), Owned));
        var parts = good.Split('.');
        var wrong = new Dictionary<string, string>
        {
            ["issuer"] = Token(site, "ada@kestrel.example", issuer: "https://login.evil.example"),
            ["audience"] = Token(site, "ada@kestrel.example", audience: "another-app"),
            ["another's key"] = Token(site, "ada@kestrel.example", key: _other),
            ["expired"] = Token(site, "ada@kestrel.example", until: now.AddMinutes(-2)),
            ["not yet"] = Token(site, "ada@kestrel.example", from: now.AddMinutes(5), until: now.AddMinutes(10)),
            ["unknown person"] = Token(site, "eve@kestrel.example"),
            ["no address"] = Token(site, null),
            ["unverified address"] = Token(site, "ada@kestrel.example", claims: ("email_verified", "false")),
            ["no algorithm"] = $"{Encoded("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.",
            ["no algorithm, signed"] = $"{Encoded("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.{parts[2]}",
            ["the public key as a shared secret"] = Hmac(parts[1]),
            ["changed claims"] = $"{parts[0]}.{Encoded($$"""{"iss":"{{Issuer}}","aud":"{{Audience}}","exp":9999999999,"email":"ada@kestrel.example"}""")}.{parts[2]}",
            ["cut signature"] = good[..^4],
            ["no signature"] = $"{parts[0]}.{parts[1]}.",
            ["rubbish"] = "a.b.c",
            ["dots"] = "..",
            ["very long"] = new string('a', 8_000) + ".b.c",
        };
        foreach (var (why, token) in wrong) Assert.True(401 == await Status(With(site, token), Owned), why);
        Assert.Equal(302, await Status(With(site, good), "/portal/stages"));
    }

    [Fact]
    public async Task Without_settings_no_token_is_looked_at()
    {
        await using var site = await ApiSite.Open();
        await site.People.Add("Ada Byron", "ada@kestrel.example", Role.Admin, site.Time.Now);
        Assert.Equal(401, await Status(With(site, Token(site, "ada@kestrel.example")), Owned));
    }

    [Fact]
    public void The_file_is_read_with_its_keys()
    {
        var reading = AccessYaml.Read("""
            tokens:
              issuer: https://login.kestrel.example/realms/works
              audience: leadgrains
              keys: provider.json
              roleClaim: groups
              roles: { lead-admins: admin, field: sales-manager }
            """, "access.yaml", name => name == "provider.json" ? Set(_key) : null);
        Assert.Empty(reading.Faults);
        Assert.Equal((Issuer, Audience, "email", "groups"), (reading.Tokens!.Issuer, reading.Tokens.Audience, reading.Tokens.EmailClaim, reading.Tokens.RoleClaim));
        Assert.Equal(Role.SalesManager, reading.Tokens.Roles["field"]);
        Assert.Null(AccessYaml.Read("# nothing yet\n", "access.yaml", _ => null).Tokens);
    }

    [Theory]
    [InlineData("tokens: {}", "'issuer' is missing", "'audience' is missing", "say either keys")]
    [InlineData("tokens: { issuer: i, audience: a, keys: gone.json }", "gone.json can't be read")]
    [InlineData("tokens: { issuer: i, audience: a, keys: text.json }", "text.json is no JSON Web Key Set")]
    [InlineData("tokens: { issuer: i, audience: a, keys: empty.json }", "empty.json has no keys")]
    [InlineData("tokens: { issuer: i, audience: a, keys: secret.json }", "public keys alone")]
    [InlineData("tokens: { issuer: i, audience: a, keys: shared.json }", "public keys alone")]
    [InlineData("tokens: { issuer: i, audience: a, authority: 'http://login.kestrel.example' }", "must be an https address")]
    [InlineData("tokens: { issuer: i, audience: a, keys: good.json, authority: 'https://login.kestrel.example' }", "say either keys")]
    [InlineData("tokens: { issuer: i, audience: a, keys: good.json, roleClaim: r, roles: { x: king, y: sales-rep, z: intake } }", "x must be one of", "y must be one of", "z must be one of")]
    [InlineData("tokens: { issuer: i, audience: a, keys: good.json, roles: { x: admin } }", "there is no roleClaim")]
    [InlineData("tokens: { issuer: i, audience: a, keys: good.json, roleClaim: r }", "say with roles")]
    [InlineData("tokens: { issuer: i, audience: a, keys: good.json, emialClaim: e }", "did you mean 'emailClaim'")]
    [InlineData("token: {}", "did you mean 'tokens'")]
    public void Every_fault_of_the_file_is_told_with_its_line(string yaml, params string[] faults)
    {
        var reading = AccessYaml.Read(yaml, "access.yaml", name => name switch
        {
            "good.json" => Set(_key),
            "text.json" => "no json",
            "empty.json" => """{"keys":[]}""",
            "secret.json" => Set(_key, isPrivate: true),
            "shared.json" => """{"keys":[{"kty":"oct","k":"c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0"}]}""",
            _ => null,
        });
        Assert.Null(reading.Tokens);
        Assert.Equal(faults.Length, reading.Faults.Count);
        Assert.All(reading.Faults, fault => Assert.StartsWith("access.yaml:1: ", fault, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.Contains(reading.Faults, f => f.Contains(fault, StringComparison.Ordinal)));
    }

    public void Dispose()
    {
        _key.Dispose();
        _other.Dispose();
    }

    private string Token(Site site, string? email, string issuer = Issuer, string audience = Audience, RSA? key = null, DateTime? from = null, DateTime? until = null,
        params (string Name, string Value)[] claims)
    {
        var now = site.Time.GetUtcNow().UtcDateTime;
        var all = claims.ToDictionary(c => c.Name, c => (object)c.Value);
        if (email is not null) all["email"] = email;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = from ?? now.AddMinutes(-10),
            Expires = until ?? now.AddMinutes(10),
            Claims = all,
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(key ?? _key) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256),
        });
    }

    // The oldest trick: the public key, which everybody has, taken for a shared secret.
    private string Hmac(string claims)
    {
        var text = $"{Encoded("""{"alg":"HS256","typ":"JWT","kid":"k1"}""")}.{claims}";
        return $"{text}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(_key.ExportSubjectPublicKeyInfoPem()), Encoding.UTF8.GetBytes(text)))}";
    }

    private static string Encoded(string json) => Base64UrlEncoder.Encode(json);

    private static string Set(RSA rsa, bool isPrivate = false)
    {
        var p = rsa.ExportParameters(isPrivate);
        var key = new Dictionary<string, string> { ["kty"] = "RSA", ["kid"] = "k1", ["use"] = "sig", ["n"] = Base64UrlEncoder.Encode(p.Modulus), ["e"] = Base64UrlEncoder.Encode(p.Exponent) };
        if (isPrivate)
            foreach (var (name, bytes) in new[] { ("d", p.D), ("p", p.P), ("q", p.Q), ("dp", p.DP), ("dq", p.DQ), ("qi", p.InverseQ) }) key[name] = Base64UrlEncoder.Encode(bytes);
        return JsonSerializer.Serialize(new { keys = new[] { key } });
    }

    private static HttpClient With(Site site, string token)
    {
        var http = site.Browser(null);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private static async Task<int> Status(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path);
        return (int)answer.StatusCode;
    }
}
