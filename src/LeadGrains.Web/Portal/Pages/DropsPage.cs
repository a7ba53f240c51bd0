using System.Globalization;
using LeadGrains.Engine;
using LeadGrains.Reports;

namespace LeadGrains.Web.Portal.Pages;

/// <summary>Drops that were begun here, and the one that is being thought of.</summary>
/// <param name="Piece">Null before one is chosen.</param>
/// <param name="Forecast">Whom it would reach, under way or done.</param>
/// <param name="Drop">Its own latest drop.</param>
/// <param name="Name">Proposed for this drop: under the same name nobody hears it twice.</param>
public sealed record DropsModel(IReadOnlyList<Piece> Pieces, Piece? Piece, Chore? Forecast, Chore? Drop, IReadOnlyList<Chore> Drops, string Name, TimeSpan Spread);

/// <summary><c>/portal/drops</c>: an unscheduled piece to everybody who wants its topic, inside everybody's budget (N4).</summary>
internal static class DropsPage
{
    /// <summary>Characters of a drop's name.</summary>
    public const int NameCharsMax = 60;

    /// <summary>Commands of a drop under way: few, so that others are answered in between.</summary>
    public const int UnderWayMax = 256;

    private const string Forecasting = "forecast", Dropping = "drop", Here = "/portal/drops";

    /// <summary>What goes to everybody: pieces of the drip, and those written for it.</summary>
    public static bool CanDrop(Piece piece) => piece.Kind is PieceKind.Drip or PieceKind.Drop;

    public static void Map(IEndpointRouteBuilder portal, ApiContext context, PortalRooms rooms)
    {
        portal.MapGet("/drops", (HttpContext http, string? piece) => Show(http, context, rooms, piece)).Needs(Right.Judge);
        portal.MapPost("/drops/forecast", (HttpContext http) => Begin(http, context, rooms, Forecasting)).Needs(Right.Judge);
        portal.MapPost("/drops", (HttpContext http) => Begin(http, context, rooms, Dropping)).Needs(Right.Judge);
    }

    private static async Task<IResult> Begin(HttpContext http, ApiContext context, PortalRooms rooms, string kind)
    {
        var form = await FormFields.Of(http);
        if (context.House.Program().Piece(form.Text("piece") ?? "") is not { } piece || !CanDrop(piece))
            return Show(http, context, rooms, null, "Choose a piece that can be dropped.", StatusCodes.Status400BadRequest);
        var name = form.Text("name") ?? Today(context);
        if (name.Length > NameCharsMax || name.Any(char.IsControl)) return Show(http, context, rooms, piece.Id, $"A drop's name has at most {NameCharsMax} characters.", StatusCodes.Status400BadRequest);
        var by = http.Caller().By;
        var chore = rooms.Back.Begin(kind, piece.Id, by, kind == Forecasting ? (tell, cancel) => Forecast(tell, piece, context, cancel) : (tell, cancel) => Drop(tell, piece, name, by, context, cancel));
        return chore is null ? Show(http, context, rooms, piece.Id, "Too much is under way in the background; try again in a while.", StatusCodes.Status503ServiceUnavailable)
            : http.Done($"{Here}?piece={Uri.EscapeDataString(piece.Id)}", "begun");
    }

    private static Task<object> Forecast(BackRoom.Telling tell, Piece piece, ApiContext context, CancellationToken cancel)
    {
        using var views = context.Read();
        var leads = Math.Max(1, views.Stages().Sum(s => s.Count));
        return Task.FromResult<object>(DropForecast.Of(views.AllLeads().Select(l => l.State), piece, context.House.Program(), context.House.Now, seen => tell((double)seen / leads), cancel));
    }

    private static async Task<object> Drop(BackRoom.Telling tell, Piece piece, string name, string by, ApiContext context, CancellationToken cancel)
    {
        using var views = context.Read();
        var leads = Math.Max(1, views.Stages().Sum(s => s.Count));
        var sum = await DropRun.Tell(context.House.Engine, views, context.House.Program(), piece, DropRun.TicketOf(piece.Id, name, by), UnderWayMax, Room,
            so => tell((double)so.Leads / leads, $"{Say.Count(so.Told, "person gets", "people get")} it so far."), cancel);
        cancel.ThrowIfCancellationRequested();
        return sum;

        // By the clock on the wall, since others make the room.
        async Task<bool> Room(Reply reply)
        {
            await Task.Delay(reply.RetryAfter ?? TimeSpan.FromSeconds(1), TimeProvider.System, cancel);
            return true;
        }
    }

    private static IResult Show(HttpContext http, ApiContext context, PortalRooms rooms, string? id, string? trouble = null, int status = StatusCodes.Status200OK)
    {
        var program = context.House.Program();
        var piece = id is null ? null : program.Piece(id) is { } found && CanDrop(found) ? found : null;
        if (id is { Length: > 0 } && piece is null && trouble is null) (trouble, status) = ("There is no such piece to drop.", StatusCodes.Status404NotFound);
        return http.Page<DropsView, DropsModel>(context, new DropsModel([.. program.Content.Where(CanDrop).DistinctBy(p => p.Id)], piece,
            piece is null ? null : rooms.Back.Latest(Forecasting, piece.Id), piece is null ? null : rooms.Back.Latest(Dropping, piece.Id),
            rooms.Back.All(Dropping), Today(context), program.Cadence.DropSpread), trouble, status);
    }

    private static string Today(ApiContext context) => context.House.Now.UtcDate.ToString("O", CultureInfo.InvariantCulture);
}
