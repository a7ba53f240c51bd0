using LeadGrains.Reports;
using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary><c>GET /api/leads</c>, and one lead with its timeline and the reasons for its verdict.</summary>
internal static class Leads
{
    /// <summary>Leads on a page, and without a wish.</summary>
    public const int PageMax = 200, PageDefault = 50;

    public static void Map(IEndpointRouteBuilder api, ApiContext context)
    {
        var leads = api.MapGroup("/leads").WithTags("leads");
        leads.MapGet("", (HttpContext http, [AsParameters] LeadQuery query) => List(http, query, context)).Needs(Right.SeeLeads)
            .WithSummary("The leads that the key reaches, a page at a time. A page may be short and not the last: go on while there is 'next'.").Produces<LeadPageView>().ProducesProblem(400);
        leads.MapGet("/{id}", (HttpContext http, string id) => Show(http, id, context)).Needs(Right.SeeLeads)
            .WithSummary("One lead; its ETag is its version. Of an open offer only what it is worth.").Produces<LeadView>().ProducesProblem(404);
        leads.MapGet("/{id}/timeline", (HttpContext http, string id, long? from, int? size) => Timeline(http, id, from ?? 0, size ?? PageDefault, context)).Needs(Right.SeeLeads)
            .WithSummary("What happened, latest first.").Produces<TimelineView>().ProducesProblem(403).ProducesProblem(404);
        leads.MapGet("/{id}/why", (HttpContext http, string id) => Why(http, id, context)).Needs(Right.SeeLeads)
            .WithSummary("What the latest verdict was made of, what it would be now, and the question that could change it.").ProducesProblem(403).ProducesProblem(404);
    }

    private static IResult List(HttpContext http, LeadQuery query, ApiContext context)
    {
        var reading = query.Read(http.Caller(), context.House.Program());
        if (reading.Faults.Count > 0) return ApiProblem.BadInput(reading.Faults);
        using var views = context.Read();
        if (query.Q is { Length: > 0 } text)
            return Results.Json(new LeadPageView([.. views.Find(text, PageMax)
                .Where(l => Reaches.Of(http.Caller(), l.State, context.House.Program()) == Reach.Whole).Select(LeadItem.Of)], null), ApiJson.Options);
        var size = Math.Clamp(query.Size ?? PageDefault, 1, PageMax);
        var (lines, next) = views.Page(reading.Filter, reading.Teams, reading.Sort, reading.After, size);
        return Results.Json(new LeadPageView([.. lines.Select(LeadItem.Of)], next), ApiJson.Options);
    }

    private static async Task<IResult> Show(HttpContext http, string id, ApiContext context)
    {
        if (await Found(http, id, context) is not var (lead, reach)) return ApiProblem.NotFound;
        http.SetVersion(lead.Version);
        return Results.Json(LeadView.Of(lead, reach, context.House.Program()), ApiJson.Options);
    }

    private static async Task<IResult> Timeline(HttpContext http, string id, long from, int size, ApiContext context)
    {
        if (await Found(http, id, context) is not var (lead, reach)) return ApiProblem.NotFound;
        if (reach != Reach.Whole) return ApiProblem.Forbidden;
        using var views = context.Read();
        if (views.Lead(lead.Id) is not { } line) return ApiProblem.NotFound;
        var page = views.Timeline(line.Row, Math.Clamp(size, 1, PageMax), Math.Max(0, from));
        var next = page.Count > 0 && page[^1].Previous > 0 ? page[^1].Previous : (long?)null;
        return Results.Json(new TimelineView([.. page.Select(e => Histories.For(http.Caller(), e, lead.Id)).OfType<EntryView>()], next), ApiJson.Options);
    }

    private static async Task<IResult> Why(HttpContext http, string id, ApiContext context)
    {
        if (await Found(http, id, context) is not var (lead, reach)) return ApiProblem.NotFound;
        if (reach != Reach.Whole) return ApiProblem.Forbidden;
        var (program, now) = (context.House.Program(), context.House.Now);
        using var views = context.Read();
        var history = views.Lead(lead.Id) is { } line ? History(views, line.Row) : [];
        var verdict = Scoring.Judge(lead.State, now, program);
        return Results.Json(new
        {
            Latest = Explanation.Of(history, number => number == program.Version ? program : context.House.Versions(number), program),
            Now = new { verdict.Score, verdict.Potential, verdict.Route, verdict.Because, verdict.Trace },
            NextQuestion = Scoring.NextQuestion(lead.State, now, program),
        }, ApiJson.Options);
    }

    // From the first entry on: a verdict is made of what was known before it.
    private static List<Entry> History(LeadViews views, long row)
    {
        var entries = views.Timeline(row).ToList();
        while (entries.Count > 0 && entries[^1].Previous > 0 && entries.Count < WebLimits.HistoryEntriesMax)
            entries.AddRange(views.Timeline(row, LeadViews.PageMax, entries[^1].Previous));
        entries.Reverse();
        return entries;
    }

    private static async Task<(Engine.LeadSnapshot Lead, Reach Reach)?> Found(HttpContext http, string id, ApiContext context) =>
        LeadId.TryParse(id, out var lead) ? await context.Desk.Find(http.Caller(), lead) : null;
}

/// <summary>What a list is asked for.</summary>
public sealed record LeadQuery
{
    public string? Stage { get; init; }

    /// <summary>A member's name.</summary>
    public string? Owner { get; init; }
    public string? Team { get; init; }
    public string? Route { get; init; }
    public string? Source { get; init; }
    public int? ScoreMin { get; init; }

    /// <summary>An id or its first digits, an e-mail address, a phone number, or system:id; found by an index.</summary>
    public string? Q { get; init; }

    /// <summary>created, -created or due.</summary>
    public string? Sort { get; init; }

    /// <summary>What <c>next</c> of the page before said.</summary>
    public string? After { get; init; }

    /// <summary>1 to 200.</summary>
    public int? Size { get; init; }

    internal (LeadFilter Filter, IReadOnlyList<string>? Teams, LeadSort Sort, string? After, List<string> Faults) Read(Caller caller, Program program)
    {
        var faults = new List<string>();
        if (!ApiResource.TryWord<Stage>(Stage, out var stage)) faults.Add($"'{Stage}' is no stage.");
        if (!ApiResource.TryWord<Route>(Route, out var route)) faults.Add($"'{Route}' is no route.");
        LeadSort? sort = Sort switch { null or "created" => LeadSort.Created, "-created" => LeadSort.CreatedLast, "due" => LeadSort.Due, _ => null };
        if (sort is null) faults.Add("sort is created, -created or due.");
        if (After is not null && !LeadCursor.IsOne(After)) faults.Add("after is what 'next' of the page before said.");
        if (Q is { Length: > 0 } text && !IsIndexed(text.Trim())) faults.Add("q is an id or its first digits, an e-mail address, a phone number with +, or system:id.");
        var filter = new LeadFilter { Stage = stage, Team = Team, Owner = Owner, Route = route, Source = Source, ScoreMin = ScoreMin };
        // What the key doesn't reach isn't even asked for.
        if (caller.Role.IsOfMember())
        {
            var others = (Team is not null && Team != caller.Team) || (Owner is not null && Owner != caller.Member);
            filter = filter with { Team = caller.Team, Owner = others ? "" : caller.Member };
        }
        var teams = caller.Role.KindOf() is { } kind && !caller.Role.IsOfMember()
            ? program.Teams.Where(t => t.Kind == kind && (Team is null || t.Name == Team)).Select(t => t.Name).ToList() : null;
        return (filter, teams, sort ?? LeadSort.Created, After, faults);
    }

    // A part of a name would read every lead.
    internal static bool IsIndexed(string text) => text.Contains('@') || text.StartsWith('+') || text.Contains(':')
        || (text.Length is >= LeadViews.IdPrefixMin and <= LeadId.TextLength && text.All(char.IsAsciiHexDigit));
}
