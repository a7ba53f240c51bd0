namespace LeadGrains.Web;

/// <summary><c>GET /api/stages</c>: how many leads are where; as fast for a million as for one.</summary>
internal static class Stages
{
    public static void Map(IEndpointRouteBuilder api, ApiContext context) =>
        api.MapGet("/stages", () =>
        {
            using var views = context.Read();
            return Results.Json(views.Stages(), ApiJson.Options);
        }).Needs(Right.SeeStages).WithTags("overview").WithSummary("Leads in each stage now, ever entered, ever left.");
}

/// <summary><c>GET /api/teams</c>: who takes leads, and how much they have.</summary>
internal static class Teams
{
    public static void Map(IEndpointRouteBuilder api, ApiContext context) =>
        api.MapGet("/teams", (HttpContext http) =>
        {
            var (caller, program) = (http.Caller(), context.House.Program());
            using var views = context.Read();
            return Results.Json(views.Teams().Where(t => caller.Role.KindOf() is not { } kind || program.Team(t.Name)?.Kind == kind).Select(t => new
            {
                t.Name,
                program.Team(t.Name)?.Kind,
                Members = t.Seats.Select(s => new { s.Member.Name, s.Member.DisplayName, s.Open, s.Given, s.PausedUntilAt }),
                t.WaitingSinceAt,
            }), ApiJson.Options);
        }).Needs(Right.SeeTeams).WithTags("overview").WithSummary("Teams with their members and what they hold.");
}

/// <summary><c>GET /api/program</c>: what marketing and sales have agreed on.</summary>
internal static class ProgramAtWork
{
    public static void Map(IEndpointRouteBuilder api, ApiContext context) =>
        api.MapGet("/program", () => Results.Json(context.House.Program(), ApiJson.Options)).Needs(Right.SeeProgram)
            .WithTags("overview").WithSummary("The program at work.");
}
