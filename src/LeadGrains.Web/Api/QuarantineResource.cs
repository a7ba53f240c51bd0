using LeadGrains.Engine;
using LeadGrains.Intake;
using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary>An inquiry that is no lead yet.</summary>
/// <param name="Reason"><c>unreachable</c>, <c>disposable</c>, <c>trap</c> or <c>too-many</c>; <paramref name="Because"/> says it for people.</param>
/// <param name="Lead">Which lead it would be.</param>
/// <param name="Refused">Channels that the person doesn't want to be reached by.</param>
public sealed record QuarantinedView(long Number, Moment At, string Door, string Reason, string Because, string? Sender, LeadId Lead,
    Person Person, Origin Origin, IReadOnlyDictionary<string, string> Facts, IReadOnlyList<ConsentGiven> Consents, IReadOnlyList<Channel> Refused)
{
    internal static QuarantinedView Of(Quarantined one) => new(one.Number, one.At, one.Door, one.Reason, Suspicions.Say(one.Reason), one.Sender, one.Lead,
        one.Inquiry.Person, one.Inquiry.Origin, one.Inquiry.Facts.DistinctBy(f => f.Name).ToDictionary(f => f.Name, f => f.Value), one.Inquiry.Consents, one.Refused);
}

/// <summary>What waits, latest first.</summary>
/// <param name="Counts">How many wait for each reason.</param>
/// <param name="Purged">Thrown away since the file was made, by hand or for their age.</param>
/// <param name="Next">For <c>before</c> of the next page; null on the last.</param>
public sealed record QuarantinePage(IReadOnlyList<QuarantinedView> List, IReadOnlyDictionary<string, long> Counts, long Purged, long? Next);

/// <summary>How the person can be reached, where that was found out.</summary>
public sealed record ReleaseBody(string? Email = null);

/// <summary>Which to throw away.</summary>
public sealed record PurgeBody(string Reason);

/// <summary>How many were thrown away.</summary>
public sealed record PurgeAnswer(int Purged);

/// <summary><c>/api/quarantine</c>: look, let go as a lead, throw away (I8).</summary>
internal static class QuarantineResource
{
    /// <summary>Inquiries on a page, and without a wish.</summary>
    public const int PageMax = 200, PageDefault = 50;

    private static readonly string[] Reasons = [.. Enum.GetValues<Suspicion>().Select(Suspicions.WordOf)];

    public static void Map(IEndpointRouteBuilder api, ApiContext context, IQuarantine quarantine)
    {
        var all = api.MapGroup("/quarantine").WithTags("quarantine");
        all.MapGet("", (string? reason, long? before, int? size) => List(reason, before ?? long.MaxValue, Math.Clamp(size ?? PageDefault, 1, PageMax), context)).Needs(Right.Judge)
            .WithSummary("Inquiries that somebody should look at before they are leads, latest first.").Produces<QuarantinePage>().ProducesProblem(400);
        all.MapGet("/{number:long}", (long number) => Show(number, context)).Needs(Right.Judge).WithSummary("One of them.").Produces<QuarantinedView>().ProducesProblem(404);
        all.MapPost("/{number:long}/release", (HttpContext http, long number, ReleaseBody? body) => Release(http, number, body?.Email, context, quarantine)).Needs(Right.Judge)
            .WithSummary("Let it become a lead, asked when it arrived.").Produces<InquiryAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        all.MapDelete("/{number:long}", (long number) => Purge(number, context, quarantine)).Needs(Right.Judge).WithSummary("Throw one away for good.").Produces(204).ProducesProblem(404);
        all.MapPost("/purge", (PurgeBody body) => Purge(body.Reason, context, quarantine)).Needs(Right.Judge)
            .WithSummary("Throw all of a reason away for good.").Produces<PurgeAnswer>().ProducesProblem(400);
    }

    private static IResult List(string? reason, long before, int size, ApiContext context)
    {
        if (reason is not null && !Reasons.Contains(reason)) return NoReason(reason);
        using var views = context.Read();
        var list = views.Quarantine(size, before, reason);
        var purged = long.Parse(views.Setting(QuarantineLimits.PurgedSetting) ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        return Results.Json(new QuarantinePage([.. list.Select(QuarantinedView.Of)], views.QuarantineCounts().ToDictionary(c => c.Reason, c => c.Count), purged,
            list.Count == size ? list[^1].Number : null), ApiJson.Options);
    }

    private static IResult Show(long number, ApiContext context)
    {
        using var views = context.Read();
        return views.Quarantined(number) is { } one ? Results.Json(QuarantinedView.Of(one), ApiJson.Options) : ApiProblem.NotFound;
    }

    private static async Task<IResult> Release(HttpContext http, long number, string? email, ApiContext context, IQuarantine quarantine)
    {
        Identity? better = null;
        if (email is not null)
        {
            if (!EmailAddress.TryParse(email, out var address)) return ApiProblem.BadInput("email is no e-mail address.");
            better = Identity.Email(address.Text);
        }
        LeadId lead;
        using (var views = context.Read())
        {
            if (views.Quarantined(number) is not { } kept) return ApiProblem.NotFound;
            lead = better is { } found ? LeadId.Of(found) : kept.Lead;
        }
        var reply = await quarantine.Release(number, better, http.Caller().By, CancellationToken.None);
        return reply.IsFine ? Results.Json(new InquiryAnswer(lead, reply.Kind, reply.Version), ApiJson.Options) : ApiProblem.Of(reply);
    }

    private static async Task<IResult> Purge(long number, ApiContext context, IQuarantine quarantine)
    {
        using (var views = context.Read())
            if (views.Quarantined(number) is null) return ApiProblem.NotFound;
        var reply = await quarantine.Purge([number], CancellationToken.None);
        return reply.IsFine ? Results.NoContent() : ApiProblem.Of(reply);
    }

    private static async Task<IResult> Purge(string reason, ApiContext context, IQuarantine quarantine)
    {
        if (!Reasons.Contains(reason)) return NoReason(reason);
        IReadOnlyList<long> numbers;
        using (var views = context.Read()) numbers = views.QuarantineNumbers(reason);
        var reply = await quarantine.Purge([.. numbers], CancellationToken.None);
        return reply.IsFine ? Results.Json(new PurgeAnswer(reply.Version), ApiJson.Options) : ApiProblem.Of(reply);
    }

    private static ApiProblem NoReason(string reason) => ApiProblem.BadInput($"'{(reason.Length <= 40 ? reason : reason[..40])}' is no reason; there are {string.Join(", ", Reasons)}.");
}
