using System.Text;
using LeadGrains.Web.Tests.Portal;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace LeadGrains.Web.Tests;

/// <summary>Somebody of a role, and how they come to an address.</summary>
internal sealed class Visitor
{
    private HttpClient? _api, _portal;

    private Visitor(Site site, Role role, string? team, string? member) => (Site, Role, Team, Member) = (site, role, team, member);

    public Site Site { get; }
    public Role Role { get; }
    public string? Team { get; }
    public string? Member { get; }

    /// <summary>Of a role, with the member that the house of <see cref="ApiSite"/> has for it.</summary>
    public static Visitor Of(Site site, Role role) => role switch
    {
        Role.SalesRep => new(site, role, "sales", "ines"),
        Role.PartnerUser => new(site, role, "partners", "pia"),
        Role.CallCentre => new(site, role, "callers", "kim"),
        _ => new(site, role, null, null),
    };

    /// <summary>One partner of two.</summary>
    public static Visitor Partner(Site site, string member) => new(site, Role.PartnerUser, "partners", member);

    /// <summary>With a key to the API and the doors, with a session in the portal; null where nobody can sign in.</summary>
    public async Task<HttpClient?> To(RouteEndpoint route) => IsPortal(route)
        ? _portal ??= await SignedIn(Site, this)
        : _api ??= await Site.As(Role, Team, Member);

    // Forms and ad platforms have keys; a browser of theirs there is none.
    private static async Task<HttpClient?> SignedIn(Site site, Visitor visitor) =>
        visitor.Role == Role.Intake ? null : await site.Reader(visitor.Role, visitor.Team, visitor.Member);

    /// <summary>The browser was closed: the next look needs another session.</summary>
    public void Leave() => _portal = null;

    public static bool IsPortal(RouteEndpoint route) => route.Pattern().StartsWith("/portal", StringComparison.Ordinal);

    /// <summary>Looks at an address.</summary>
    public static Task<HttpResponseMessage> Get(HttpClient http, string path) => Patiently(() => http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead));

    /// <summary>Asks for an address, with a body that would do where one is wanted.</summary>
    public static Task<HttpResponseMessage> Send(HttpClient http, RouteEndpoint route, string method, LeadId lead, string? key = null, Role? role = null, int version = 1) =>
        Patiently(() => http.SendAsync(Request(http, route, method, lead, key, role, version), HttpCompletionOption.ResponseHeadersRead)); // streams never end; that they begin is enough

    // A key is bounded, and that is no answer to what was asked.
    private static async Task<HttpResponseMessage> Patiently(Func<Task<HttpResponseMessage>> ask)
    {
        while (true)
        {
            var answer = await ask();
            if (answer.StatusCode != System.Net.HttpStatusCode.TooManyRequests) return answer;
            answer.Dispose();
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private static HttpRequestMessage Request(HttpClient http, RouteEndpoint route, string method, LeadId lead, string? key, Role? role, int version)
    {
        var path = route.PathOf(lead, PortalForms.TeamOf(role));
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (method is "GET" or "HEAD" or "OPTIONS") return request;
        if (IsPortal(route))
        {
            request.Content = PortalForms.Of(http, path, version, role);
            return request;
        }
        // A manager of sales assigns within sales.
        var body = role == Role.SalesManager && path.EndsWith("/assign", StringComparison.Ordinal) ? """{"team":"sales","member":"ines"}""" : ApiRoutes.BodyOf(path);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return request;
    }

    /// <summary>Does anybody need to be somebody here?</summary>
    public static bool IsOpen(RouteEndpoint route) => route.Metadata.GetMetadata<IAllowAnonymous>() is not null;
}
