using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;

namespace LeadGrains.Web;

/// <summary>The thin API: who asks, how often, and all its resources.</summary>
internal static class ApiServer
{
    /// <summary>Requests a second of one caller who hands inquiries in, of any other, and of all who show no key.</summary>
    public const int IntakePerSecond = 20_000, OthersPerSecond = 200, StrangersPerSecond = 200;

    public static void AddServices(IServiceCollection services, WebHouse house)
    {
        services.AddSingleton(house.Keys);
        Schemes.Add(services, house);
        services.AddAuthorization(options =>
        {
            foreach (var right in Enum.GetValues<Right>())
                options.AddPolicy(right.ToString(), policy => policy.RequireAuthenticatedUser().RequireAssertion(a => Caller.Of(a.User)?.May(right) is true));
        });
        services.AddRateLimiter(Limit);
        services.ConfigureHttpJsonOptions(json => ApiJson.ApplyToBodies(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddOpenApi("v1", OpenApiText.Apply);
    }

    /// <summary>Who forgets to say what an endpoint needs has closed it. After routing.</summary>
    public static Task ClosedUnlessSaid(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint() is not RouteEndpoint endpoint || HasPolicy(endpoint)) return next(http);
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>Does the endpoint say who may use it?</summary>
    public static bool HasPolicy(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    public static void Map(WebApplication app, ApiContext context)
    {
        var api = app.MapGroup("/api").RequireRateLimiting(Limiter);
        Inquiries.Map(api, context);
        Leads.Map(api, context);
        LeadActionsResource.Map(api, context);
        Offers.Map(api, context);
        Stages.Map(api, context);
        Teams.Map(api, context);
        ProgramAtWork.Map(api, context);
        Events.Map(api, context);
        KeysResource.Map(api, context);
        Webhooks.Map(api, context);
        if (context.House.Intake is { } door) QuarantineResource.Map(api, context, door.Quarantine);
        Health.Map(app, context.House);
        OpenApiText.Map(app);
    }

    private const string Limiter = "per-key";

    private static void Limit(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = "1";
            return ValueTask.CompletedTask;
        };
        options.AddPolicy(Limiter, http =>
        {
            var caller = Caller.Of(http.User);
            return RateLimitPartition.GetTokenBucketLimiter(caller?.Name ?? "", _ => Bucket(caller is null ? StrangersPerSecond
                : caller.Role is Role.Intake or Role.Admin ? IntakePerSecond : OthersPerSecond));
        });
    }

    private static TokenBucketRateLimiterOptions Bucket(int perSecond) => new()
    {
        TokenLimit = perSecond,
        TokensPerPeriod = Math.Max(1, perSecond / 10),
        ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
        QueueLimit = 0,
    };
}
