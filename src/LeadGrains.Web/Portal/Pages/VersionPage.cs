using LeadGrains.Mail;
using LeadGrains.Reports;

namespace LeadGrains.Web.Portal.Pages;

/// <summary>One version of the program.</summary>
/// <param name="Read">Null when its text has faults.</param>
/// <param name="Against">The version that it is compared with.</param>
/// <param name="Changes">Null when the two can't be compared.</param>
/// <param name="Replay">The latest replay beside the version at work, under way or done.</param>
public sealed record VersionModel(Agreement Agreement, ProgramVersion Version, Program? Read, int Against, IReadOnlyList<ProgramChange>? Changes, Chore? Replay, bool CanChange);

/// <summary><c>/portal/program/{number}</c>: what a version would change, its replay over past leads, its signatures, and its activation.</summary>
internal static class VersionPage
{
    public static void Map(IEndpointRouteBuilder portal, ApiContext context, PortalRooms rooms)
    {
        portal.MapGet("/program/{number:int}", (HttpContext http, int number, int? against) => Show(http, context, rooms, number, against)).Needs(Right.SeeProgram);
        portal.MapPost("/program/{number:int}/replay", (HttpContext http, int number) => Replay(http, context, rooms, number)).Needs(Right.Agree);
        portal.MapPost("/program/{number:int}/sign/marketing", (HttpContext http, int number) => Tell(http, number, _ => new Sign(number, Side.Marketing, http.Caller().By), "signed")).Needs(Right.SignMarketing);
        portal.MapPost("/program/{number:int}/sign/sales", (HttpContext http, int number) => Tell(http, number, _ => new Sign(number, Side.Sales, http.Caller().By), "signed")).Needs(Right.SignSales);
        portal.MapPost("/program/{number:int}/activate", (HttpContext http, int number) => Tell(http, number, read => new Activate(number, http.Caller().By, read.Program), "activated")).Needs(Right.Agree);

        async Task<IResult> Tell(HttpContext http, int number, Func<ReadProgram, AgreementCommand> make, string done)
        {
            if (context.House.Agreements is not { } agreements) return Show(http, context, rooms, number, null, "This house takes no signatures.", StatusCodes.Status409Conflict);
            ReadProgram? read;
            using (var views = context.Read()) read = rooms.Programs.Read(ProgramBook.Versions(views), number);
            if (read is null) return Missing(http, context, rooms, number);
            var reply = await agreements.Tell(make(read), http.RequestAborted);
            return reply.Trouble() is var (words, status) ? Show(http, context, rooms, number, null, words, status) : http.Done($"/portal/program/{number}", done);
        }
    }

    /// <summary>There is no such version: the ones there are.</summary>
    public static IResult Missing(HttpContext http, ApiContext context, PortalRooms rooms, int number)
    {
        using var views = context.Read();
        return http.Page<ProgramView, ProgramModel>(context, new ProgramModel(ProgramBook.Versions(views).Agreement, context.House.Program(), context.House.Agreements is not null),
            $"There is no version {number}.", StatusCodes.Status404NotFound);
    }

    private static IResult Show(HttpContext http, ApiContext context, PortalRooms rooms, int number, int? against, string? trouble = null, int status = StatusCodes.Status200OK)
    {
        using var views = context.Read();
        var versions = ProgramBook.Versions(views);
        if (versions.Agreement.Version(number) is not { } version) return Missing(http, context, rooms, number);
        var other = against ?? versions.Agreement.Active;
        var read = rooms.Programs.Read(versions, number);
        var changes = read is not null && versions.Find(other) is { } before && rooms.Programs.Read(versions, other) is not null
            ? ProgramVersions.Compare(before, versions.Find(number)!) : null;
        return http.Page<VersionView, VersionModel>(context, new VersionModel(versions.Agreement, version, read?.Program, other, changes,
            rooms.Back.Latest("replay", Key(versions.Agreement.Active, number)), context.House.Agreements is not null), trouble, status);
    }

    private static IResult Replay(HttpContext http, ApiContext context, PortalRooms rooms, int number)
    {
        using var views = context.Read();
        var versions = ProgramBook.Versions(views);
        var active = versions.Agreement.Active;
        if (rooms.Programs.Read(versions, number) is not { } after || rooms.Programs.Read(versions, active) is not { } before) return Missing(http, context, rooms, number);
        var leads = Math.Max(1, views.Stages().Sum(s => s.Count));
        var chore = rooms.Back.Begin("replay", Key(active, number), http.Caller().By, (tell, cancel) =>
        {
            using var reading = context.Read();
            var (replay, seen) = (new VerdictReplay(before.Program, after.Program, context.House.Now), 0L);
            foreach (var lead in reading.AllLeads())
            {
                cancel.ThrowIfCancellationRequested();
                replay.Read(lead.State);
                if (++seen % 1_000 == 0) tell((double)seen / leads);
            }
            return Task.FromResult<object>(replay.Report());
        });
        return chore is null ? Show(http, context, rooms, number, null, "Too much is under way in the background; try again in a while.", StatusCodes.Status503ServiceUnavailable)
            : http.Done($"/portal/program/{number}", "begun");
    }

    private static string Key(int active, int number) => $"{active} {number}";
}
