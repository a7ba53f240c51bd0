using System.Net;
using LeadGrains.Web.Portal;

namespace LeadGrains.Web;

/// <summary><c>/portal/demo</c>: who would you like to be? Only in a demo, and only for visitors from this machine.</summary>
internal static class DemoPages
{
    public const string Path = "/demo", Whole = "/portal" + Path, WhoField = "who";

    public static void Map(IEndpointRouteBuilder portal, WebHouse house, DemoDoor door)
    {
        portal.MapGet(Path, async (HttpContext http) => IsFromHere(http) ? Show(await door.People(), house.Company) : Results.NotFound()).AllowAnonymous();
        portal.MapPost(Path, async (HttpContext http) => !IsFromHere(http) ? Results.NotFound()
            : await door.SignIn(http, (await Form.Of(http)).One(WhoField)) ? http.Done("/portal", "saved")
            : ApiProblem.BadInput("There is nobody of that name in this demo.")).AllowAnonymous();
    }

    // The name that the browser used counts as well: another site's name may have been made to point here (DNS rebinding).
    private static bool IsFromHere(HttpContext http) => http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
        && (http.Request.Host.Host is "localhost" || (IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out var here) && IPAddress.IsLoopback(here)))
        && http.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "none" or "same-origin";

    private static Page Show(IReadOnlyList<DemoPerson> people, string company) => new("Who would you like to be?", Markup.Of($"""
        <p>This is a demo: nobody needs to sign in. Be one after the other, each in a browser window of its own if you like.</p>
        <form method="post">{Markup.All(people, Button)}</form>
        """), company);

    private static Markup Button(DemoPerson person) => Markup.Of(
        $"""<p><button name="{WhoField}" value="{person.Who}">{person.Name}</button> {Words.Role(person.Role)}{(person.Of is null ? "" : $", {person.Of}")}</p>""");
}
