using LeadGrains.Intake;
using Microsoft.Extensions.Logging;

namespace LeadGrains.Web;

/// <summary>
/// <c>/portal/sign-in</c>: an address is asked for, a link is mailed, a button redeems it. GET and HEAD change nothing, so that a scanner that
/// follows the link uses nothing up.
/// </summary>
internal sealed class SignInPages(WebHouse house, PeopleBook people, Sessions sessions, FirstAdmin first, SignInMailer? mailer, ILogger log)
{
    public const string Path = PortalPath.Root + "/sign-in", OutPath = PortalPath.Root + "/sign-out", FirstPath = Path + "/first";
    private const string EmailField = "email", NameField = "name", Sent = "sent";
    private readonly Crowd _addresses = new(), _clients = new(), _misses = new();

    public void Map(IEndpointRouteBuilder web)
    {
        var door = web.MapGroup(Path).AllowAnonymous().ExcludeFromDescription();
        door.MapMethods("", PeoplePages.Looking, (HttpContext http) => house.Demo?.Door is null ? Ask(http) : Results.LocalRedirect(DemoPages.Whole));
        door.MapPost("", (Func<HttpContext, Task<IResult>>)Asked);
        door.MapMethods("/{token}", PeoplePages.Looking, (HttpContext http, string token) => Offer(http, token));
        door.MapPost("/{token}", (HttpContext http, string token) => Redeem(http, token));
        door.MapMethods("/first/{token}", PeoplePages.Looking, (HttpContext http, string token) => First(token, null, "", ""));
        door.MapPost("/first/{token}", (HttpContext http, string token) => BeFirst(http, token));
        web.MapPost(OutPath, (Func<HttpContext, Task<IResult>>)Out).Needs(Right.Enter).ExcludeFromDescription();
    }

    /// <summary>A page of one paragraph, and where to go on.</summary>
    public static Page Told(string title, string text, string onward, int status, string company = "LeadGrains") =>
        new(title, Markup.Of($"""<p>{text}</p><p><a class="button" href="{onward}">Go on</a></p>"""), company, Status: status);

    private Page Ask(HttpContext http)
    {
        var onward = PortalPath.Safe(http.Request.Query[PortalPath.Field]);
        if (http.Request.Query.ContainsKey(Sent))
            return Show("Look into your mail", Markup.Of($"""
                <p>If this address may sign in here, a link is on its way to it. It works once, within {(int)SignInLimits.LinkFor.TotalMinutes} minutes.</p>
                <p class="soft">Nothing there? Look among the unwanted mail, or <a href="{Path}{PortalPath.Query(onward)}">ask again</a>. Whoever runs LeadGrains here can say which address of yours is known.</p>
                """));
        return Show("Sign in", Markup.Of($"""
            <p>Tell us your e-mail address, and we send you a link. There is no password.</p>
            <form method="post" action="{Path}">
            <label class="field"><span>E-mail address</span><input type="email" name="{EmailField}" autocomplete="email" maxlength="{EmailAddress.OctetsMax}" required autofocus></label>
            <input type="hidden" name="{PortalPath.Field}" value="{onward}">
            <button type="submit">Send me a link</button>
            </form>
            """));
    }

    // The same answer, and as soon, whoever is known: who that is is found out afterwards.
    private async Task<IResult> Asked(HttpContext http)
    {
        if (!SessionCookie.IsSafe(http)) return Unsafe;
        var form = await Form.Of(http);
        if (!EmailAddress.TryParse(form.One(EmailField), out var address))
            return Told("That is no e-mail address", "An address looks like ines@example.com.", Path, StatusCodes.Status400BadRequest, house.Company);
        if (mailer is null) return Told("No mail leaves here", "This house sends no links; whoever runs it can make one for you.", Path, StatusCodes.Status503ServiceUnavailable, house.Company);
        if (IsOften(_clients, ClientAddress.Of(http), SignInLimits.PerClientMax) | IsOften(_addresses, Secrets.HashOf(address.Text), SignInLimits.PerAddressMax))
            return TooOften;
        var onward = PortalPath.Safe(form.One(PortalPath.Field));
        if (!mailer.Ask(address, onward))
            return Told("Just a moment", "Many people are signing in just now. Please try again in a minute.", Path, StatusCodes.Status503ServiceUnavailable, house.Company) with { RetryAfter = TimeSpan.FromMinutes(1) };
        return Onward($"{Path}?{Sent}=1{PortalPath.Query(onward).Replace('?', '&')}");
    }

    private Page Offer(HttpContext http, string token)
    {
        if (people.HolderOfLink(token, house.WallNow) is not { } person) return Stale;
        return Show($"Hello {person.Name}", Markup.Of($"""
            <form method="post">
            <input type="hidden" name="{PortalPath.Field}" value="{PortalPath.Safe(http.Request.Query[PortalPath.Field])}">
            <button type="submit">Sign in</button>
            </form>
            """));
    }

    private async Task<IResult> Redeem(HttpContext http, string token)
    {
        if (!SessionCookie.IsSafe(http)) return Unsafe;
        var onward = PortalPath.Safe((await Form.Of(http)).One(PortalPath.Field));
        if (await people.Redeem(token, house.WallNow) is not var (person, session))
            return Missed(http, "the link wasn't good, or not any more");
        SignInLog.SignedIn(log, person.Number, person.Role);
        SessionCookie.Set(http, session);
        return Onward(onward);
    }

    private Page First(string token, string? fault, string name, string email) => !first.IsGood(token, house.WallNow) ? Stale
        : Show("Welcome", Markup.Of($"""
            {(fault is null ? Markup.Empty : Markup.Of($"""<p class="note bad">{fault}</p>"""))}
            <p>Nobody runs LeadGrains here yet. Say who you are, and you are its first admin.</p>
            <form method="post">
            <label class="field"><span>Your name</span><input type="text" name="{NameField}" value="{name}" autocomplete="name" maxlength="{PortalUser.NameCharsMax}" required></label>
            <label class="field"><span>Your e-mail address, for links to sign in</span><input type="email" name="{EmailField}" value="{email}" autocomplete="email" maxlength="{EmailAddress.OctetsMax}" required></label>
            <button type="submit">Be the first admin</button>
            </form>
            """)) with
        { Status = fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest };

    private async Task<IResult> BeFirst(HttpContext http, string token)
    {
        if (!SessionCookie.IsSafe(http)) return Unsafe;
        var form = await Form.Of(http);
        var (name, email) = (form.One(NameField), form.One(EmailField));
        var (answer, session) = await first.Redeem(token, name, email, house.WallNow);
        if (answer is null) return Missed(http, "the link to the first admin wasn't good, or not any more");
        if (session is null) return First(token, answer.Fault, name, email);
        SignInLog.FirstAdmin(log, answer.Person!.Number);
        SessionCookie.Set(http, session);
        return Onward(PortalPath.Root);
    }

    private async Task<IResult> Out(HttpContext http)
    {
        if (SignedInRequest.Token(http) is { } token) await sessions.SignOut(token);
        SessionCookie.Clear(http);
        return Onward(Path);
    }

    private Page Missed(HttpContext http, string why)
    {
        if (IsOften(_misses, ClientAddress.Of(http), SignInLimits.MissesMax)) return TooOften;
        SignInLog.Failed(log, why);
        return Stale;
    }

    private bool IsOften(Crowd crowd, string? who, int max) => crowd.Come(who ?? "", SignInLimits.Window, house.WallNow) > max;

    private Page TooOften => Told("That was often", "Please wait a quarter of an hour, and look into your mail meanwhile.", Path, StatusCodes.Status429TooManyRequests, house.Company)
        with
    { RetryAfter = SignInLimits.Window };

    private Page Stale => Told("This link is used up", "It works once, and only for a short while. Ask for a new one.", Path, StatusCodes.Status410Gone, house.Company);

    private Page Unsafe => Told("Not over an open line", "Signing in needs https here. Behind a proxy, let it say X-Forwarded-Proto: https.", Path, StatusCodes.Status403Forbidden, house.Company);

    private Page Show(string title, Markup body) => new(title, body, house.Company);

    private static LookAgain Onward(string path) => new(path);
}
