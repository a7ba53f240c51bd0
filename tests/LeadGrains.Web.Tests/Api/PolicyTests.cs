using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace LeadGrains.Web.Tests;

/// <summary>Who may what, asked of the running app.</summary>
public sealed class PolicyTests
{
    private static readonly Role[] Roles = Enum.GetValues<Role>();

    [Fact]
    public async Task Every_endpoint_says_who_may_use_it()
    {
        await using var site = await ApiSite.Open();
        Assert.Empty(Routes(site).Where(r => !ApiServer.HasPolicy(r)).Select(r => r.RoutePattern.RawText));
        Assert.All(Routes(site).Where(r => r.RoutePattern.RawText!.StartsWith("/api", StringComparison.Ordinal)), r => Assert.NotNull(RightOf(r)));
    }

    [Fact]
    public async Task All_of_it_is_as_policies_txt_says()
    {
        await using var site = await ApiSite.Open();
        var table = new StringBuilder();
        foreach (var route in Routes(site).OrderBy(r => r.RoutePattern.RawText, StringComparer.Ordinal).ThenBy(r => MethodsOf(r)[0], StringComparer.Ordinal))
            table.Append($"{string.Join(',', MethodsOf(route)),-9} {route.RoutePattern.RawText,-32} {(RightOf(route) is { } right ? string.Join(", ", Rights.RolesOf(right)) : "anybody")}\n");
        var file = Path.Combine(Path.GetDirectoryName(Here())!, "policies.txt");
        if (Environment.GetEnvironmentVariable("LEADGRAINS_ACCEPT") == "1") await File.WriteAllTextAsync(file, table.ToString());
        Assert.Equal(await File.ReadAllTextAsync(file), table.ToString());
    }

    [Fact]
    public async Task Who_may_not_is_refused_at_every_endpoint_and_nothing_changes()
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Offered("ann", "partners", "pia", accepted: true);
        var clients = new Dictionary<Role, HttpClient>();
        foreach (var role in Roles) clients[role] = await site.As(role, TeamOf(role), MemberOf(role));
        var browsers = new Dictionary<Role, HttpClient>();
        foreach (var role in Roles.Where(r => r != Role.Intake)) browsers[role] = await site.SignedIn(role, TeamOf(role), MemberOf(role));
        var before = site.Content();
        foreach (var route in Routes(site).Where(r => RightOf(r) is not null))
            foreach (var method in MethodsOf(route))
            {
                var (known, stranger) = IsOfPortal(route) ? (browsers, method == "GET" ? 302 : 401) : (clients, 401);
                foreach (var role in known.Keys.Where(r => !Rights.RolesOf(RightOf(route)!.Value).Contains(r)))
                    await Refused(known[role], route, method, lead, 403);
                await Refused(site.Http, route, method, lead, stranger);
                await Refused(site.WithKey("lg_1_" + new string('A', 43)), route, method, lead, stranger);
                await Refused(site.Browser(new string('A', 43)), route, method, lead, stranger);
                // What opens one of the two doors doesn't open the other.
                await Refused(IsOfPortal(route) ? clients[Role.Admin] : browsers[Role.Admin], route, method, lead, stranger);
            }
        Assert.Equal(before, site.Content());
    }

    [Fact]
    public async Task A_foreign_lead_answers_like_a_missing_one_at_every_endpoint()
    {
        await using var site = await ApiSite.Open();
        var lead = await site.Offered("ann", "partners", "pia", accepted: true);
        HttpClient[] others = [await site.As(Role.PartnerUser, "partners", "paul"), await site.As(Role.SalesRep, "sales", "ines"),
            await site.As(Role.CallCentre, "callers", "kim"), await site.As(Role.SalesManager), await site.As(Role.SalesRep, "sales", "pia")];
        var before = site.Content();
        foreach (var route in Routes(site).Where(r => r.RoutePattern.RawText!.StartsWith("/api/leads/{id}", StringComparison.Ordinal)))
            foreach (var method in MethodsOf(route))
                foreach (var other in others)
                {
                    using var foreign = await Send(other, route, method, lead);
                    using var missing = await Send(other, route, method, new LeadId(42));
                    Assert.True(foreign.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest, $"{route.RoutePattern.RawText}: {foreign.StatusCode}");
                    Assert.Equal(missing.StatusCode, foreign.StatusCode);
                    Assert.Equal(await missing.Content.ReadAsStringAsync(), await foreign.Content.ReadAsStringAsync());
                }
        foreach (var other in others)
        {
            Assert.Equal(0, (await other.Json("/api/leads")).GetProperty("leads").GetArrayLength());
            Assert.Equal(0, (await other.Json("/api/leads?team=partners&owner=pia")).GetProperty("leads").GetArrayLength());
            Assert.Equal(0, (await other.Json("/api/leads?q=ann@example.com")).GetProperty("leads").GetArrayLength());
            Assert.Equal(0, (await other.Json("/api/offers")).GetArrayLength());
        }
        Assert.Equal(before, site.Content());
    }

    [Fact]
    public void Every_command_that_a_caller_may_say_needs_a_right_and_the_engines_own_have_none()
    {
        Type[] inner = [typeof(Offer), typeof(Wait), typeof(SeekAgain), typeof(HandOn), typeof(Absorb), typeof(Part), typeof(BeginTouch), typeof(ReportTouch), typeof(Wake)];
        foreach (var type in typeof(LeadCommand).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(LeadCommand)) && inner.Contains(t)))
            Assert.Null(Rights.Needed((LeadCommand)RuntimeHelpers.GetUninitializedObject(type)));
    }

    private static List<RouteEndpoint> Routes(Site site) => [.. site.Server.Endpoints.OfType<RouteEndpoint>()];

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint route) => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    private static Right? RightOf(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IAuthorizeData>()?.Policy is { } policy ? Enum.Parse<Right>(policy) : null;

    private static string? TeamOf(Role role) => role switch { Role.SalesRep => "sales", Role.PartnerUser => "partners", Role.CallCentre => "callers", _ => null };

    private static string? MemberOf(Role role) => role switch { Role.SalesRep => "ines", Role.PartnerUser => "paul", Role.CallCentre => "kim", _ => null };

    // With a body that fits some endpoint or other: what must be refused is refused before anybody looks at it.
    private static Task<HttpResponseMessage> Send(HttpClient http, RouteEndpoint route, string method, LeadId lead)
    {
        var path = route.PathOf(lead);
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        if (method == "POST") request.Content = new StringContent(BodyOf(path), Encoding.UTF8, "application/json");
        return http.SendAsync(request);
    }

    // The API tells problems as JSON, the portal in words or by the way to sign in.
    private static async Task Refused(HttpClient http, RouteEndpoint route, string method, LeadId lead, int status)
    {
        using var answer = await Send(http, route, method, lead);
        if (IsOfPortal(route)) Assert.Equal(status, (int)answer.StatusCode);
        else await answer.Problem(status);
    }

    private static bool IsOfPortal(RouteEndpoint route) => route.RoutePattern.RawText!.StartsWith("/portal", StringComparison.Ordinal);

    private static string BodyOf(string path) => path.Split('/')[^1] switch
    {
        "decline" => """{"reason":"no-capacity"}""",
        "lost" => """{"reason":"no-budget"}""",
        "recycle" => """{"reason":"timing"}""",
        "contacted" => """{"channel":"call"}""",
        "disposition" => """{"step":"meeting"}""",
        "answer" or "correct" => """{"facts":{"budget":"approved"}}""",
        "assign" => """{"team":"partners","member":"paul"}""",
        "qualify" => """{"because":"I know them"}""",
        "merge" => $$"""{"into":"{{new LeadId(7)}}"}""",
        "pause" => """{"until":"2026-06-01T00:00:00Z"}""",
        "drop" => """{"piece":"planning-1"}""",
        "inquiries" => """{"email":"eve@example.com"}""",
        "keys" => """{"name":"more","role":"admin"}""",
        "webhooks" => """{"name":"more","url":"https://example.com/hook"}""",
        _ => "{}",
    };

    private static string Here([CallerFilePath] string file = "") => file;
}
