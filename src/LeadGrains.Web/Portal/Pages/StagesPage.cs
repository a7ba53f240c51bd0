using LeadGrains.Store;

namespace LeadGrains.Web.Portal.Pages;

/// <summary>One column of the board.</summary>
/// <param name="Leads">The newest of the stage; empty for readers who may see no person.</param>
public sealed record StageColumn(StageCount Count, IReadOnlyList<LeadItem> Leads);

/// <summary>What the stage board shows.</summary>
/// <param name="OffersOpen">Offers that wait for an answer, of the teams that the reader sees.</param>
/// <param name="OffersSoon">Of these, so many run out within <see cref="StagesPage.Soon"/>.</param>
/// <param name="Waiting">Leads that wait for a free hand.</param>
public sealed record StagesModel(IReadOnlyList<StageColumn> Columns, long Alive, int OffersOpen, int OffersSoon, int Waiting, SurveyLook Survey);

/// <summary><c>GET /portal/stages</c>: how many leads are where, moving while one looks.</summary>
internal static class StagesPage
{
    /// <summary>Leads named in a column.</summary>
    public const int NamedMax = 5;

    /// <summary>An offer that runs out within this time is about to.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromHours(2);

    /// <summary>The columns of every board, in the order of a lead's life.</summary>
    public static readonly IReadOnlyList<Stage> Shown = [Stage.Inquiry, Stage.Nurturing, Stage.Qualified, Stage.SalesOwned, Stage.PartnerOwned, Stage.Won, Stage.Lost];

    public static void Map(IEndpointRouteBuilder portal, ApiContext context, PortalRooms rooms) =>
        portal.MapGet("/stages", (HttpContext http) => http.Page<Stages, StagesModel>(context, Read(http.Caller(), context, rooms))).Needs(Right.SeeStages);

    private static StagesModel Read(Caller caller, ApiContext context, PortalRooms rooms)
    {
        using var views = context.Read();
        var counts = views.Stages().ToDictionary(s => s.Stage);
        var columns = Shown.Select(stage => new StageColumn(counts.GetValueOrDefault(stage) ?? new StageCount(stage, 0, 0, 0), Named(views, caller, stage, context))).ToList();
        var (teams, states) = (TeamDesk.Seen(caller, context.House.Program()).ToList(), views.Teams().ToDictionary(t => t.Name));
        var offers = teams.SelectMany(t => states.TryGetValue(t.Name, out var state) ? OfferLine.Of(views, state) : []).ToList();
        return new StagesModel(columns, columns.Sum(c => c.Count.Count), offers.Count, offers.Count(o => o.DueAt <= context.House.Now + Soon),
            teams.Sum(t => views.WaitingCount(t.Name, OfferLine.WaitingMax)), rooms.Surveys.Look());
    }

    private static IReadOnlyList<LeadItem> Named(LeadViews views, Caller caller, Stage stage, ApiContext context)
    {
        if (!caller.May(Right.SeeLeads)) return [];
        var reading = new LeadQuery().Read(caller, context.House.Program());
        return [.. views.Page(reading.Filter with { Stage = stage }, reading.Teams, LeadSort.CreatedLast, null, NamedMax).Leads.Select(LeadItem.Of)];
    }
}
