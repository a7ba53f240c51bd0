namespace LeadGrains.Web;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: the engine does, and the house says so too.</summary>
internal static class Health
{
    /// <summary>An engine that takes longer isn't ready.</summary>
    public static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(2);

    public static void Map(IEndpointRouteBuilder app, WebHouse house)
    {
        app.MapGet("/health/live", () => Results.Text("live\n")).AllowAnonymous().WithTags("health");
        app.MapGet("/health/ready", async () => await IsReady(house) ? Results.Text("ready\n")
            : new ApiProblem(503, "Not ready", "The engine doesn't answer.") { RetryAfter = ReadyWithin }).AllowAnonymous().WithTags("health");
    }

    private static async Task<bool> IsReady(WebHouse house)
    {
        try
        {
            await house.Engine.Find(default).WaitAsync(ReadyWithin);
            return await house.IsReady().WaitAsync(ReadyWithin);
        }
        catch (Exception e) when (e is TimeoutException or Engine.EngineStoppedException or System.Data.Common.DbException)
        {
            return false;
        }
    }
}
