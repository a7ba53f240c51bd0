namespace LeadGrains.Web.Portal.Pages;

/// <summary>A team as those see it who watch it.</summary>
/// <param name="IsStaffed">The reader decides who is in it.</param>
/// <param name="Free">Offers that its members can take now.</param>
/// <param name="Waiting">Leads that wait for a free hand, counted up to <see cref="OfferLine.WaitingMax"/>.</param>
public sealed record TeamBlock(TeamRule Rule, TeamState State, bool IsStaffed, int Free, int Waiting, IReadOnlyList<OfferLine> Offers);

/// <summary>What the page of teams shows.</summary>
public sealed record TeamsModel(IReadOnlyList<TeamBlock> Teams);

/// <summary><c>/portal/teams</c>: who holds what, what runs out next, and who is there; a manager changes the teams of their kind.</summary>
internal static class TeamsPage
{
    private const string Here = "/portal/teams";

    public static void Map(IEndpointRouteBuilder portal, ApiContext context, PortalRooms rooms)
    {
        portal.MapGet("/teams", (HttpContext http) => Show(http, context)).Needs(Right.SeeTeams);
        Post("/teams/{team}/members", "added", (form, rule, state, _) =>
            form.Text("name") is { } name ? new AddMember(SeatForm.Read(form, new Member(name), rule, whole: true)) : Named(form));
        Post("/teams/{team}/members/{member}/change", "saved", (form, rule, state, member) =>
            state.Seat(member) is { } seat ? new ChangeMember(SeatForm.Read(form, seat.Member, rule, whole: true)) : null);
        Post("/teams/{team}/members/{member}/pause", "paused", (form, rule, state, member) => SeatForm.Pause(form, member, state, rule));
        Post("/teams/{team}/members/{member}/resume", "resumed", (_, _, _, member) => new ResumeMember(member));
        Post("/teams/{team}/members/{member}/remove", "removed", (_, _, _, member) => new RemoveMember(member));

        void Post(string path, string done, Func<FormFields, TeamRule, TeamState, string, TeamCommand?> make) =>
            portal.MapPost(path, async (HttpContext http, string team) =>
            {
                var form = await FormFields.Of(http);
                var member = http.Request.RouteValues["member"] as string ?? "";
                var answer = await rooms.Teams.Tell(http.Caller(), team, state =>
                    context.House.Program().Team(team) is { } rule && make(form, rule, state, member) is { } command && form.Trouble is null ? command : null);
                if (form.Trouble is { } fault) return Show(http, context, fault, StatusCodes.Status400BadRequest);
                return answer.Trouble() is var (words, status) ? Show(http, context, words, status) : http.Done(Here, done);
            }).Needs(Right.Staff);
    }

    private static AddMember? Named(FormFields form)
    {
        form.Fault("A member needs a short name, such as ines.");
        return null;
    }

    private static IResult Show(HttpContext http, ApiContext context, string? trouble = null, int status = StatusCodes.Status200OK) =>
        http.Page<Teams, TeamsModel>(context, Read(http.Caller(), context), trouble, status);

    private static TeamsModel Read(Caller caller, ApiContext context)
    {
        var (program, now) = (context.House.Program(), context.House.Now);
        using var views = context.Read();
        var states = views.Teams().ToDictionary(t => t.Name);
        return new TeamsModel([.. TeamDesk.Seen(caller, program).Select(rule =>
        {
            var state = states.GetValueOrDefault(rule.Name) ?? TeamState.Empty with { Name = rule.Name };
            return new TeamBlock(rule, state, TeamDesk.Staffs(caller, rule), TeamLifecycle.FreeHands(state, now, program),
                views.WaitingCount(rule.Name, OfferLine.WaitingMax), OfferLine.Of(views, state));
        })]);
    }
}
