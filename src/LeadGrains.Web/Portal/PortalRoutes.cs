namespace LeadGrains.Web.Portal;

/// <summary>
/// Endpoints that answer later. The framework's own overload would take these for plain middleware and throw their
/// answer away.
/// </summary>
internal static class PortalRoutes
{
    public static RouteHandlerBuilder MapGet(this IEndpointRouteBuilder portal, string path, Func<HttpContext, Task<IResult>> handle) => portal.MapGet(path, (Delegate)handle);

    public static RouteHandlerBuilder MapPost(this IEndpointRouteBuilder portal, string path, Func<HttpContext, Task<IResult>> handle) => portal.MapPost(path, (Delegate)handle);
}
