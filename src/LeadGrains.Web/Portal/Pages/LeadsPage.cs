using System.Globalization;
using LeadGrains.Store;

namespace LeadGrains.Web.Portal.Pages;

/// <summary>
/// <c>GET /portal/leads</c>: the leads that the reader reaches, as a list or a board. A member's own, a manager's of their kind,
/// for marketing all. To be read and not to be carried away: nothing here exports (C5).
/// </summary>
internal static class LeadsPage
{
    public const string Path = "/portal/leads";

    /// <summary>Leads on a page of the list, and in a column of the board.</summary>
    public const int PageLeads = 50, ColumnLeads = 20;

    private static readonly string[] Names = ["q", "stage", "team", "owner", "route", "source", "score", "sort", "view"];

    public static void Map(IEndpointRouteBuilder portal, ApiContext context) =>
        portal.MapGet("/leads", (HttpContext http, string? after) => Show(http, after, context)).Needs(Right.SeeLeads);

    private static IResult Show(HttpContext http, string? after, ApiContext context)
    {
        var (caller, program) = (http.Caller(), context.House.Program());
        var asked = Names.Select(n => (Name: n, Value: http.Request.Query[n].ToString().Trim())).Where(a => a.Value.Length > 0).ToDictionary(a => a.Name, a => a.Value);
        var query = QueryOf(asked, after, out var fault);
        var reading = query.Read(caller, program);
        List<string> faults = fault is null ? reading.Faults : [fault, .. reading.Faults];
        var teams = caller.Role.IsOfMember() ? [] : program.Teams.Where(t => caller.Role.KindOf() is not { } kind || t.Kind == kind).Select(t => t.Name).ToList();
        if (faults.Count > 0)
            return http.Page<LeadList, LeadsModel>(context, new LeadsModel(asked, [], null, null, teams), string.Join(' ', faults), StatusCodes.Status400BadRequest);

        using var views = context.Read();
        if (asked.TryGetValue("q", out var text))
        {
            var (found, trouble) = Find(views, text, caller, reading.Filter, reading.Teams, program);
            return http.Page<LeadList, LeadsModel>(context, new LeadsModel(asked, [.. found.Select(Of)], null, null, teams), trouble);
        }
        if (asked.GetValueOrDefault("view") == "board")
            return http.Page<LeadList, LeadsModel>(context, new LeadsModel(asked, [], null, LeadBoard.Read(views, caller, reading.Filter, reading.Teams), teams));
        var (lines, next) = views.Page(reading.Filter, reading.Teams, reading.Sort, reading.After, PageLeads);
        return http.Page<LeadList, LeadsModel>(context, new LeadsModel(asked, [.. lines.Select(Of)], next is null ? null : Address(asked, next), null, teams));
    }

    /// <summary>A lead as it is shown.</summary>
    public static LeadShown Of(LeadLine line) => new(line.Id, LeadReading.NameOf(line.State), line.State.Person.Name is null ? null : line.State.Person.Company, line.Stage,
        line.State.Work?.Step, line.State.Owner.ToString(), line.Score, line.State.Handoff?.Route ?? line.Route, line.Source,
        LeadLifecycle.DeadlineAt(line.State) ?? line.DueAt, LeadLifecycle.DeadlineAt(line.State) is not null);

    // What somebody types is looked for as it is; whether the API's index has it, is its own business.
    private static LeadQuery QueryOf(Dictionary<string, string> asked, string? after, out string? fault)
    {
        int? score = null;
        fault = null;
        if (asked.TryGetValue("score", out var typed))
        {
            if (int.TryParse(typed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) score = number;
            else fault = "A score is a whole number.";
        }
        return new LeadQuery
        {
            Stage = asked.GetValueOrDefault("stage"),
            Team = asked.GetValueOrDefault("team"),
            Owner = asked.GetValueOrDefault("owner"),
            Route = asked.GetValueOrDefault("route"),
            Source = asked.GetValueOrDefault("source"),
            ScoreMin = score,
            Sort = asked.GetValueOrDefault("sort") ?? "-created",
            After = after,
        };
    }

    // A name is looked for by reading one after the other: among a member's or a manager's at most LeadViews.PageMax, among all
    // where they aren't too many.
    private static (IReadOnlyList<LeadLine> Found, string? Trouble) Find(LeadViews views, string text, Caller caller, LeadFilter filter, IReadOnlyList<string>? teams, Program program)
    {
        if (LeadQuery.IsIndexed(text) && Reached(views.Find(text, PageLeads)) is { Count: > 0 } found) return (found, null);
        if (caller.Role.KindOf() is not null)
            return ([.. views.Page(filter, teams, LeadSort.CreatedLast, null, LeadViews.PageMax).Leads.Where(l => IsNamed(l.State.Person, text)).Take(PageLeads)], null);
        return views.Stages().Sum(s => s.Count) <= views.NamesReadMax ? (Reached(views.Find(text, PageLeads)), null)
            : ([], "Among so many leads, look for an e-mail address, a telephone number with +, or the first digits of an id.");

        List<LeadLine> Reached(IReadOnlyList<LeadLine> lines) => [.. lines.Where(l => Reaches.Of(caller, l.State, program) == Reach.Whole)];
    }

    private static bool IsNamed(Person person, string text) =>
        $"{person.Name} {person.Company}".Contains(text, StringComparison.OrdinalIgnoreCase);

    private static string Address(Dictionary<string, string> asked, string after) =>
        Path + "?" + string.Join('&', asked.Append(new("after", after)).Select(a => $"{a.Key}={Uri.EscapeDataString(a.Value)}"));
}
