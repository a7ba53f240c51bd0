using LeadGrains.Engine;
using LeadGrains.Web.Portal;

namespace LeadGrains.Web;

/// <summary>A demo's clock as programs see it.</summary>
/// <param name="PerSecondSeconds">How far it goes in a real second.</param>
/// <param name="LeftSeconds">How far it still has to go of a jump.</param>
public sealed record ClockView(Moment Now, string Order, double PerSecondSeconds, double LeftSeconds)
{
    public static ClockView Of(RunningClock clock) =>
        new(clock.Now, ClockOrder.Now(clock).Word, clock.PerSecond.TotalSeconds, clock.Left.TotalSeconds);
}

/// <summary><c>/portal/clock</c>: what time it is in the demo, and the clock's buttons. Only in a demo.</summary>
internal static class ClockPages
{
    public const string Path = "/clock", OrderField = "do", BackField = "back";

    public static void Map(IEndpointRouteBuilder portal, DemoStage stage)
    {
        portal.MapGet(Path, () => Results.Json(ClockView.Of(stage.Clock), ApiJson.Options)).Needs(Right.Enter);
        portal.MapPost(Path, async (HttpContext http) =>
        {
            var form = await Form.Of(http);
            if (ClockOrder.Of(form.One(OrderField)) is not { } order)
                return ApiProblem.BadInput($"do is one of {string.Join(", ", ClockOrder.All.Select(o => o.Word))}.");
            order.Tell(stage.Clock);
            return form.One(BackField) is { Length: > 0 } back ? http.Done(OfPortal(back), "clock") : Results.Json(ClockView.Of(stage.Clock), ApiJson.Options);
        }).Needs(Right.Enter);
    }

    // Only to a page of ours.
    private static string OfPortal(string back) =>
        back.StartsWith("/portal/", StringComparison.Ordinal) && !back.Contains("//", StringComparison.Ordinal) && back.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-') ? back : "/portal";
}
