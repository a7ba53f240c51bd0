using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeadGrains.Engine;
using LeadGrains.Store;

namespace LeadGrains.Web.Portal.Pages;

/// <summary>What waits until somebody has looked at it.</summary>
/// <param name="Reason">Only these; null for all.</param>
/// <param name="Before">For the next page; null on the last.</param>
public sealed record QuarantineModel(IReadOnlyList<Quarantined> Items, IReadOnlyList<(string Reason, long Count)> Counts, string? Reason, long? Before, string Purged, bool CanJudge);

/// <summary>One of them, with all it says as text.</summary>
public sealed record QuarantinedModel(Quarantined Item, string Raw, bool CanJudge);

/// <summary><c>/portal/quarantine</c>: inquiries that are no leads yet: look, release, purge (I8).</summary>
internal static class QuarantinePages
{
    /// <summary>On a page, and thrown away in one go.</summary>
    public const int PageMax = 50, PurgedAtOnceMax = 10_000;

    private const string Here = "/portal/quarantine";

    private static readonly JsonSerializerOptions Raw = new(JournalJson.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Map(IEndpointRouteBuilder portal, ApiContext context)
    {
        portal.MapGet("/quarantine", (HttpContext http, string? reason, long? before) => List(http, context, reason, before)).Needs(Right.Judge);
        portal.MapGet("/quarantine/{number:long}", (HttpContext http, long number) => Show(http, context, number)).Needs(Right.Judge);
        portal.MapPost("/quarantine/{number:long}/release", (HttpContext http, long number) => Release(http, context, number)).Needs(Right.Judge);
        portal.MapPost("/quarantine/{number:long}/purge", (HttpContext http, long number) => Purge(http, context, [number])).Needs(Right.Judge);
        portal.MapPost("/quarantine/purge", async (HttpContext http) =>
            (await FormFields.Of(http)).Text("reason") is { } reason ? await Purge(http, context, Numbers(context, reason)) : List(http, context, null, null, "Say of which reason.", StatusCodes.Status400BadRequest)).Needs(Right.Judge);
    }

    private static IResult List(HttpContext http, ApiContext context, string? reason, long? before, string? trouble = null, int status = StatusCodes.Status200OK)
    {
        using var views = context.Read();
        var wanted = string.IsNullOrEmpty(reason) ? null : reason;
        var items = views.Quarantine(PageMax, before ?? long.MaxValue, wanted);
        return http.Page<QuarantineView, QuarantineModel>(context, new QuarantineModel(items, views.QuarantineCounts(), wanted, items.Count == PageMax ? items[^1].Number : null,
            views.Setting(QuarantineLimits.PurgedSetting) ?? "0", context.House.Quarantine is not null), trouble, status);
    }

    private static IResult Show(HttpContext http, ApiContext context, long number, string? trouble = null, int status = StatusCodes.Status200OK)
    {
        using var views = context.Read();
        if (views.Quarantined(number) is not { } item) return List(http, context, null, null, $"There is no inquiry {number.ToString(CultureInfo.InvariantCulture)} in quarantine any more.", StatusCodes.Status404NotFound);
        return http.Page<QuarantinedView, QuarantinedModel>(context, new QuarantinedModel(item, JsonSerializer.Serialize(item, Raw), context.House.Quarantine is not null), trouble, status);
    }

    private static async Task<IResult> Release(HttpContext http, ApiContext context, long number)
    {
        if (context.House.Quarantine is not { } quarantine) return ApiProblem.NotFound;
        var form = await FormFields.Of(http);
        Identity? better = null;
        if (form.Text("email") is { } email)
        {
            if (!EmailAddress.TryParse(email, out var address)) return Show(http, context, number, "That is no e-mail address; one such as ines@example.com is meant.", StatusCodes.Status400BadRequest);
            better = Identity.Email(address.Text);
        }
        using (var views = context.Read())
            if (views.Quarantined(number) is null) return Show(http, context, number);
        var reply = await quarantine.Release(number, better, http.Caller().By, http.RequestAborted);
        return reply.Trouble() is var (words, status) ? Show(http, context, number, words, status) : http.Done(Here, "released");
    }

    private static async Task<IResult> Purge(HttpContext http, ApiContext context, IReadOnlyCollection<long> numbers)
    {
        if (context.House.Quarantine is not { } quarantine) return ApiProblem.NotFound;
        var reply = await quarantine.Purge(numbers, http.RequestAborted);
        return reply.Trouble() is var (words, status) ? List(http, context, null, null, words, status) : http.Done(Here, "purged");
    }

    private static List<long> Numbers(ApiContext context, string reason)
    {
        using var views = context.Read();
        return [.. views.QuarantineNumbers(reason, PurgedAtOnceMax)];
    }
}
