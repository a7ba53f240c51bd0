namespace LeadGrains.Web;

/// <summary>A key to be made.</summary>
/// <param name="Member">For the roles of one member, as <c>sales/ines</c>.</param>
public sealed record KeyBody(string Name, Role Role, string? Member = null);

/// <summary>A key as it is listed; itself it is shown once, when it is made.</summary>
public sealed record KeyView(int Number, string Name, Role Role, string? Team, string? Member, Moment MadeAt, Moment? RevokedAt, string? Key = null)
{
    internal static KeyView Of(ApiKey key, string? text = null) => new(key.Number, key.Name, key.Role, key.Team, key.Member, key.MadeAt, key.RevokedAt, text);
}

/// <summary><c>/api/keys</c>: make, list, revoke.</summary>
internal static class KeysResource
{
    public static void Map(IEndpointRouteBuilder api, ApiContext context)
    {
        var keys = api.MapGroup("/keys").WithTags("keys");
        keys.MapGet("", () => Results.Json(context.Keys.Keys.Select(k => KeyView.Of(k)), ApiJson.Options)).Needs(Right.Keys).WithSummary("All keys, without themselves.");
        keys.MapPost("", async (KeyBody body) =>
        {
            var place = body.Member?.Split('/') ?? [];
            if (place.Length is not (0 or 2)) return ApiProblem.BadInput("member is a team and a member, such as sales/ines.");
            var caller = new Caller(body.Name ?? "", body.Role, place.ElementAtOrDefault(0), place.ElementAtOrDefault(1));
            if (ApiKey.Fault(caller, context.House.Program()) is { } fault) return ApiProblem.BadInput(fault);
            if (context.Keys.Keys.Count >= ApiKey.NumberMax) return new ApiProblem(409, "Refused", $"A file has at most {ApiKey.NumberMax} keys.");
            var (key, text) = await context.Keys.Add(caller, context.House.Now);
            return Results.Json(KeyView.Of(key, text), ApiJson.Options, statusCode: StatusCodes.Status201Created);
        }).Needs(Right.Keys).WithSummary("Make a key; it is shown in this answer and never again.");
        keys.MapDelete("/{number:int}", async (int number) => await context.Keys.Revoke(number, context.House.Now) ? Results.NoContent() : ApiProblem.NotFound)
            .Needs(Right.Keys).WithSummary("End a key at once and for good.");
    }
}
