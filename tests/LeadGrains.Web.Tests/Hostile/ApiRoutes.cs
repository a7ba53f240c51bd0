using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace LeadGrains.Web.Tests;

/// <summary>The endpoints of the running app, whatever was added to it, and a body that each would take.</summary>
internal static partial class ApiRoutes
{
    private const string Nothing = "9999";

    /// <summary>All of them, a method each.</summary>
    public static IReadOnlyList<(RouteEndpoint Route, string Method)> Of(Site site) =>
    [
        .. from route in site.Server.Endpoints.OfType<RouteEndpoint>()
           from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
           where method != "HEAD"
           select (route, method),
    ];

    /// <summary>What an endpoint needs; null where anybody may.</summary>
    public static Right? RightOf(this RouteEndpoint route) =>
        route.Metadata.GetMetadata<IAuthorizeData>()?.Policy is { } policy && Enum.TryParse<Right>(policy, out var right) ? right : null;

    public static string Pattern(this RouteEndpoint route) => route.RoutePattern.RawText!.TrimEnd('/');

    /// <summary>The address with a lead where it wants an id, a team where it wants one, and a number that nothing has where it wants another thing.</summary>
    public static string PathOf(this RouteEndpoint route, LeadId lead, string team = Nothing) =>
        Parameter().Replace(route.Pattern(), found => found.Groups[1].Value switch { "id" or "lead" => lead.ToString(), "team" => team, _ => Nothing });

    /// <summary>A body that the command takes, by the last word of its address.</summary>
    public static string BodyOf(string path) => path.Split('/')[^1] switch
    {
        "decline" => """{"reason":"no-capacity"}""",
        "lost" => """{"reason":"no-budget","competitor":"Wren Ltd"}""",
        "recycle" => """{"reason":"timing","notBefore":"2026-06-01T00:00:00Z"}""",
        "contacted" => """{"channel":"call","note":"hello"}""",
        "disposition" => """{"step":"meeting","note":"on Monday"}""",
        "won" or "purchased" => """{"value":1200,"currency":"EUR"}""",
        "answer" or "correct" => """{"facts":{"budget":"approved"}}""",
        "opt-out" => """{"topic":"planning","channel":"email"}""",
        "assign" => """{"team":"partners","member":"paul"}""",
        "qualify" => """{"because":"I know them","route":"hot","team":"sales","member":"ines"}""",
        "merge" => $$"""{"into":"{{new LeadId(7)}}"}""",
        "pause" => """{"until":"2026-06-01T00:00:00Z"}""",
        "drop" => """{"piece":"planning-1"}""",
        "release" => """{"email":"eve@example.com"}""",
        "inquiries" => """
            {"email":"eve@example.com","phone":"+4930123456","firstName":"Eve","lastName":"E","company":"Example","jobTitle":"Head","country":"DE","source":"web","campaign":"spring","offer":"List","page":"https://www.example.com/",
             "referrer":"https://www.example.org/","interests":["planning"],"facts":{"budget":"approved"},"consent":{"words":"Yes, write to me.","form":"contact","address":"192.0.2.7","channels":["email"]},"externalId":"f-1","wish":"call","at":"2026-03-01T08:00:00Z"}
            """,
        "keys" => """{"name":"more","role":"admin"}""",
        _ => "{}",
    };

    [GeneratedRegex(@"\{\**([a-zA-Z]+)[^}]*\}")]
    private static partial Regex Parameter();
}
