using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LeadGrains.Web;

/// <summary>Knows people by the session of their browser. Who isn't known and only looks is sent to sign in, and comes back to where they were going.</summary>
internal sealed class SessionHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IServiceProvider services)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SessionCookie.Read(Context) is not { } token || services.GetService(typeof(Sessions)) is not Sessions sessions) return AuthenticateResult.NoResult();
        if (await sessions.Find(token, IsUse) is not { } caller) return AuthenticateResult.Fail("no such session");
        SignedInRequest.Remember(Context, token);
        return AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(Scheme.Name), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (!IsLooking)
            return SignInPages.Told("Please sign in", "You aren't signed in, or not any more. Nothing was changed.", SignInPages.Path, StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
        Response.StatusCode = StatusCodes.Status302Found;
        Response.Headers.Location = SignInPages.Path + PortalPath.Query(PortalPath.Safe(Request.Path + Request.QueryString));
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        SignInPages.Told("Not for you", "Your role may not see or do this.", PortalPath.Root, StatusCodes.Status403Forbidden).ExecuteAsync(Context);

    // What a page asks for by itself to stay up to date: a window that somebody forgot keeps nobody signed in.
    private bool IsUse => !Request.Headers.ContainsKey("X-Live") && Request.Path != PortalPath.Live;

    // A script that fetches has no use for a page (Fetch Metadata, W3C).
    private bool IsLooking => (HttpMethods.IsGet(Request.Method) || HttpMethods.IsHead(Request.Method))
        && Request.Headers["Sec-Fetch-Dest"].ToString() is "" or "document";
}
