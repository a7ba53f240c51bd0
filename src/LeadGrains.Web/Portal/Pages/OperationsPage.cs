using System.Globalization;
using System.Reflection;
using LeadGrains.Engine;
using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Web.Portal.Pages;

/// <summary>How the house is, without anybody's name.</summary>
/// <param name="Overdue">Alarms that should have rung; counted up to <see cref="OperationsPage.CountedMax"/>, as the others.</param>
/// <param name="Doubts">Touches in doubt, as they are now.</param>
/// <param name="FileBytes">With its log.</param>
/// <param name="Sweeping">Due times are computed anew after an activation.</param>
public sealed record OperationsModel(
    int Overdue, int DueSoon, int DueToday, Moment? FirstDueAt, OutboxCount Outbox, bool IsHeld, string? MailGoesTo, int CommandsWaiting, long Entries,
    long FileBytes, string FileName, string Version, bool Sweeping, IReadOnlyList<OpenDoubt> Doubts, SurveyLook Survey);

/// <summary><c>/portal/operations</c>: what is due, what waits, what is in doubt, whether mail arrives, and the switch of all sending (L7).</summary>
internal static class OperationsPage
{
    /// <summary>Alarms that are counted.</summary>
    public const int CountedMax = 10_000;

    /// <summary>Touches in doubt that are shown.</summary>
    public const int DoubtsMax = 50;

    /// <summary>An alarm that is this late is overdue; before, it is only about to ring.</summary>
    public static readonly TimeSpan OverdueAfter = TimeSpan.FromMinutes(1);

    private const string Here = "/portal/operations";

    private static readonly string Version = typeof(OperationsPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "?";

    public static void Map(IEndpointRouteBuilder portal, ApiContext context, PortalRooms rooms)
    {
        portal.MapGet("/operations", (HttpContext http) => Show(http, context, rooms)).Needs(Right.Operate);
        portal.MapPost("/operations/hold", (HttpContext http) => Hold(http, context, true)).Needs(Right.Operate);
        portal.MapPost("/operations/release", (HttpContext http) => Hold(http, context, false)).Needs(Right.Operate);
        portal.MapPost("/operations/doubts", (HttpContext http) => Settle(http, context, rooms)).Needs(Right.Operate);
    }

    private static async Task<IResult> Hold(HttpContext http, ApiContext context, bool held)
    {
        await context.House.Engine.HoldSending(held, http.RequestAborted);
        return http.Done(Here, held ? "held" : "flowing");
    }

    private static async Task<IResult> Settle(HttpContext http, ApiContext context, PortalRooms rooms)
    {
        var form = await FormFields.Of(http);
        if (!LeadId.TryParse(form.Text("lead") ?? "", out var lead) || form.Number("touch", "The touch", 1, int.MaxValue) is not { } touch || form.Text("sent") is not ("yes" or "no"))
            return await Show(http, context, rooms, "Say of which touch, and whether it was sent.", StatusCodes.Status400BadRequest);
        var answer = await context.Desk.Settle(http.Caller(), lead, new SettleTouch(touch, form.Text("sent") == "yes"));
        return answer.Trouble() is var (words, status) ? await Show(http, context, rooms, words, status) : http.Done(Here, "settled");
    }

    private static async Task<IResult> Show(HttpContext http, ApiContext context, PortalRooms rooms, string? trouble = null, int status = StatusCodes.Status200OK) =>
        http.Page<OperationsView, OperationsModel>(context, await Read(context, rooms), trouble, status);

    private static async Task<OperationsModel> Read(ApiContext context, PortalRooms rooms)
    {
        var (house, now, survey) = (context.House, context.House.Now, rooms.Surveys.Look());
        var doubts = await Doubts(survey.Latest, house);
        using var views = context.Read();
        var (name, bytes) = views.Kept();
        return new OperationsModel(
            views.DueCount(now - OverdueAfter, CountedMax), views.DueCount(now + TimeSpan.FromHours(1), CountedMax), views.DueCount(now + TimeSpan.FromDays(1), CountedMax),
            views.FirstDueAt(), views.Outbox(now), views.Setting(Sending.Setting) == Sending.Held, house.MailGoesTo, house.CommandsWaiting(), views.LastSeq(),
            bytes, name, Version, !string.IsNullOrEmpty(views.Setting(AgreementBook.SweptSetting)), doubts, survey);
    }

    // The survey knows where to look; whether it is still so, the leads say.
    private static async Task<IReadOnlyList<OpenDoubt>> Doubts(Survey? survey, WebHouse house)
    {
        var doubts = new List<OpenDoubt>();
        foreach (var lead in survey?.Doubts.Select(d => d.Lead).Distinct().Take(DoubtsMax) ?? [])
            if (await house.Engine.Find(lead) is { } found) doubts.AddRange(SurveyReader.DoubtsOf(found.Id, found.State));
        return doubts;
    }

    /// <summary>A count that stops at the bound.</summary>
    public static string Counted(int count) => count >= CountedMax ? CountedMax.ToString("N0", CultureInfo.InvariantCulture) + "+" : Say.Number(count);
}
