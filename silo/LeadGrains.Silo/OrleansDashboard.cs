using LeadGrains.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Dashboard;

namespace LeadGrains.Silo;

/// <summary>
/// The dashboard of Orleans at <c>/orleans</c>, for operators. It can show what any grain answers to <c>GetState</c>; of a lead that
/// would be the person, whom an operator doesn't see, so here it shows the stages' grains and no others.
/// </summary>
internal sealed class OrleansDashboard(IGrainFactory grains) : IAnnex
{
    /// <summary>What its page may do: its own script, style, fonts and pictures, from this address, and nothing inline.</summary>
    public const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self' data:; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public string Path => "/orleans";

    public string Text => "Orleans";

    public Right Right => Right.Operate;

    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton(grains);
        new Client(services).AddDashboard(Quiet);
    }

    public void Map(IEndpointRouteBuilder web)
    {
        var dashboard = web.MapOrleansDashboard(Path);
        dashboard.RequireAuthorization(Right.ToString());
        dashboard.ExcludeFromDescription();
        dashboard.AddEndpointFilter(async (call, next) =>
        {
            var http = call.HttpContext;
            http.Response.Headers.ContentSecurityPolicy = Policy;
            if (http.Request.Path.StartsWithSegments(Path + "/GrainState", StringComparison.OrdinalIgnoreCase) && !IsOfStage(http.Request.Query["grainType"].ToString()))
                return Results.StatusCode(StatusCodes.Status403Forbidden);
            return await next(call);
        });
    }

    /// <summary>How it is set up, on silos and here: what is logged is nobody's to read in a browser.</summary>
    public static void Quiet(DashboardOptions options) => options.HideTrace = true;

    private static bool IsOfStage(string grainType) => grainType == typeof(LifecycleStageGrain).FullName;

    // The web's container takes in what a client of the cluster would: the dashboard asks the cluster through its grains.
    private sealed class Client(IServiceCollection services) : IClientBuilder
    {
        public IServiceCollection Services => services;
        public IConfiguration Configuration { get; } = new ConfigurationBuilder().Build();
    }
}
