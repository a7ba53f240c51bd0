using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGrains.Web;

/// <summary>
/// By what somebody is known where: the portal looks at sessions alone, everything else at keys and, where they are set up, at tokens. So a page of another
/// site can't use a session at the API, and a key that leaks opens no page.
/// </summary>
internal static class Schemes
{
    private const string ByPlace = "ByPlace";

    public static void Add(IServiceCollection services, WebHouse house)
    {
        var known = services.AddAuthentication(ByPlace)
            .AddPolicyScheme(ByPlace, null, options => options.ForwardDefaultSelector = http => For(http, house))
            .AddScheme<AuthenticationSchemeOptions, KeyHandler>(KeyHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.SchemeName, null);
        if (house.Tokens is { } tokens) TokenScheme.Add(known, tokens, house);
    }

    private static string For(HttpContext http, WebHouse house) =>
        http.Request.Path.StartsWithSegments(PortalPath.Root) || (house.Annex is { } annex && http.Request.Path.StartsWithSegments(annex.Path)) ? SessionHandler.SchemeName
        : house.Tokens is not null && TokenScheme.IsToken(http.Request.Headers.Authorization.ToString()) ? TokenScheme.Name : KeyHandler.SchemeName;
}
