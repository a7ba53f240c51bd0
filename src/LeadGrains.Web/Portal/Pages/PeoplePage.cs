namespace LeadGrains.Web.Portal.Pages;

/// <summary>What the page of people shows.</summary>
/// <param name="People">With a role of their own.</param>
/// <param name="Members">Of teams, who have an address.</param>
/// <param name="SignedIn">Browsers that each person is signed in with, by number.</param>
/// <param name="NewKey">A key that was made just now; it is shown this once.</param>
public sealed record PeopleModel(
    IReadOnlyList<PortalUser> People, IReadOnlyList<Standing> Members, IReadOnlyDictionary<int, int> SignedIn, IReadOnlyList<ApiKey> Keys, string? NewKey);

/// <summary><c>/portal/people</c>: who may sign in, and the keys of the API.</summary>
internal static class PeoplePage
{
    private const string Path = "/portal/people", Name = "name", Email = "email", RoleField = "role", Member = "member";

    public static void Map(IEndpointRouteBuilder portal, ApiContext context)
    {
        if (context.House.People is not { } people) return;
        var log = context.House.Logs.CreateLogger(SignInLog.Category);
        var page = portal.MapGroup("/people");
        page.MapGet("", (HttpContext http) => Show(http, context, people)).Needs(Right.People);
        page.MapPost("", (HttpContext http) => Changed(http, "added", form => Said(form, RoleField) is { } role
            ? people.Add(form.One(Name), form.One(Email), role, context.House.Now) : NoRole)).Needs(Right.People);
        page.MapPost("/{number:int}/role", (HttpContext http, int number) => Changed(http, "changed", form => Said(form, RoleField) is { } role
            ? people.ChangeRole(number, role) : NoRole)).Needs(Right.People);
        page.MapPost("/{number:int}/remove", (HttpContext http, int number) => Changed(http, "removed", _ => people.Remove(number, context.House.Now))).Needs(Right.People);
        page.MapPost("/keys", (HttpContext http) => MakeKey(http, context, people)).Needs(Right.Keys);
        page.MapPost("/keys/{number:int}/revoke", async (HttpContext http, int number) => await context.Keys.Revoke(number, context.House.Now)
            ? http.Done(Path, "removed") : await Show(http, context, people, trouble: "There is no such key.", status: StatusCodes.Status404NotFound)).Needs(Right.Keys);

        async Task<IResult> Changed(HttpContext http, string change, Func<Mail.FormValues, Task<PeopleAnswer>> act)
        {
            var answer = await act(await Form.Of(http));
            if (answer.Fault is { } fault) return await Show(http, context, people, trouble: fault, status: StatusCodes.Status409Conflict);
            SignInLog.Changed(log, answer.Person!.Number, change, http.Caller().By, answer.Person.Role);
            return http.Done(Path, change == "removed" ? "removed" : "saved");
        }
    }

    private static Task<PeopleAnswer> NoRole => Task.FromResult(new PeopleAnswer(null, "Say a role."));

    // Shown in this answer and never again; whoever reloads is asked by the browser first.
    private static async Task<IResult> MakeKey(HttpContext http, ApiContext context, PeopleBook people)
    {
        var form = await Form.Of(http);
        var place = form.One(Member).Trim() is { Length: > 0 } member ? member.Split('/') : [];
        var fault = place.Length is not (0 or 2) ? "Whose key it is: a team and a member, such as sales/ines." : null;
        if (Said(form, RoleField) is not { } role) fault = "Say a role.";
        else if (fault is null)
        {
            var caller = new Caller(form.One(Name).Trim(), role, place.ElementAtOrDefault(0), place.ElementAtOrDefault(1));
            fault = ApiKey.Fault(caller, context.House.Program()) ?? (context.Keys.Keys.Count >= ApiKey.NumberMax ? $"A file has at most {ApiKey.NumberMax} keys." : null);
            if (fault is null) return await Show(http, context, people, (await context.Keys.Add(caller, context.House.Now)).Text);
        }
        return await Show(http, context, people, trouble: fault, status: StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> Show(HttpContext http, ApiContext context, PeopleBook people, string? newKey = null, string? trouble = null, int status = StatusCodes.Status200OK)
    {
        var now = context.House.Now;
        var there = people.People.Where(p => p.IsThere).ToList();
        var model = new PeopleModel([.. there.Where(p => p.HasOwnRole)], await context.House.Members.All(),
            there.ToDictionary(p => p.Number, p => p.Sessions.Count(s => s.IsGood(now))), [.. context.Keys.Keys.Where(k => k.RevokedAt is null)], newKey);
        return http.Page<People, PeopleModel>(context, model, trouble, status);
    }

    private static Role? Said(Mail.FormValues form, string field) => ApiResource.TryWord<Role>(form.One(field), out var role) ? role : null;
}
