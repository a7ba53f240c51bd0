namespace LeadGrains.Web.Portal.Pages;

/// <summary>A member's own seat.</summary>
/// <param name="Seat">Null when nobody has added them to their team yet.</param>
public sealed record SeatModel(TeamRule? Team, Seat? Seat);

/// <summary><c>/portal/seat</c>: what reaches me, how much of it, and when I am away (P4).</summary>
internal static class SeatPage
{
    private const string Here = "/portal/seat";

    public static void Map(IEndpointRouteBuilder portal, ApiContext context, PortalRooms rooms)
    {
        portal.MapGet("/seat", (HttpContext http) => Show(http, context)).Needs(Right.OwnSeat);
        Post("/seat/change", "saved", (form, rule, state, me) => state.Seat(me) is { } seat ? new ChangeMember(SeatForm.Read(form, seat.Member, rule, whole: false)) : null);
        Post("/seat/pause", "paused", (form, rule, state, me) => SeatForm.Pause(form, me, state, rule));
        Post("/seat/resume", "resumed", (_, _, _, me) => new ResumeMember(me));

        void Post(string path, string done, Func<FormFields, TeamRule, TeamState, string, TeamCommand?> make) =>
            portal.MapPost(path, async (HttpContext http) =>
            {
                var (form, me) = (await FormFields.Of(http), http.Caller());
                var answer = await rooms.Teams.Tell(me, me.Team ?? "", state =>
                    context.House.Program().Team(me.Team) is { } rule && make(form, rule, state, me.Member ?? "") is { } command && form.Trouble is null ? command : null);
                if (form.Trouble is { } fault) return await Show(http, context, fault, StatusCodes.Status400BadRequest);
                return answer.Trouble() is var (words, status) ? await Show(http, context, words, status) : http.Done(Here, done);
            }).Needs(Right.OwnSeat);
    }

    private static async Task<IResult> Show(HttpContext http, ApiContext context, string? trouble = null, int status = StatusCodes.Status200OK)
    {
        var me = http.Caller();
        var seat = me.Team is { } team && me.Member is { } member ? (await context.House.Engine.FindTeam(team))?.State.Seat(member) : null;
        return http.Page<SeatView, SeatModel>(context, new SeatModel(context.House.Program().Team(me.Team), seat), trouble, status);
    }
}
