using LeadGrains.Reports;

namespace LeadGrains.Web.Portal.Pages;

/// <summary>The closed loop as far as the reader sees it.</summary>
/// <param name="Teams">Whose members' figures are shown; empty for who sees no person.</param>
public sealed record ReportsModel(SurveyLook Survey, IReadOnlyList<string> Teams)
{
    /// <summary>Members of the reader's teams.</summary>
    public IReadOnlyList<Scorecard> Scorecards => [.. Survey.Latest?.Loop.Scorecards.Where(c => Teams.Contains(c.Team)) ?? []];

    /// <summary>Wins by owner, of the same teams.</summary>
    public IReadOnlyList<WonOf> ByOwner => [.. Survey.Latest?.Loop.ByOwner.Where(o => Teams.Any(t => o.Name.StartsWith($"{t}/", StringComparison.Ordinal))) ?? []];
}

/// <summary><c>/portal/reports</c>: the closed loop (L1–L3), from the latest look through the file.</summary>
internal static class ReportsPage
{
    private const string Here = "/portal/reports";

    // Where a survey can be asked for, and what is shown again after it.
    private static readonly string[] Asking = [Here, "/portal/stages", "/portal/content", "/portal/operations"];

    public static void Map(IEndpointRouteBuilder portal, ApiContext context, PortalRooms rooms)
    {
        portal.MapGet("/reports", (HttpContext http) => http.Page<ReportsView, ReportsModel>(context, new ReportsModel(rooms.Surveys.Look(), Teams(http.Caller(), context)))).Needs(Right.SeeStages);
        portal.MapPost("/reports/again", async (HttpContext http) =>
        {
            var back = (await FormFields.Of(http)).Text("back");
            rooms.Surveys.Again();
            return http.Done(Asking.Contains(back) ? back! : Here, "begun");
        }).Needs(Right.SeeStages);
    }

    private static IReadOnlyList<string> Teams(Caller caller, ApiContext context) =>
        caller.May(Right.SeeLeads) ? [.. TeamDesk.Seen(caller, context.House.Program()).Select(t => t.Name)] : [];
}
