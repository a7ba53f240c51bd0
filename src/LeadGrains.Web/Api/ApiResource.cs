using System.Globalization;
using LeadGrains.Store;

namespace LeadGrains.Web;

/// <summary>What the resources of the API have in common.</summary>
internal sealed record ApiContext(WebHouse House, LeadDesk Desk, KeyBook Keys)
{
    public LeadViews Read() => House.Views.Take();
}

/// <summary>Small helps for endpoints.</summary>
internal static class ApiResource
{
    /// <summary>This endpoint needs a right.</summary>
    public static T Needs<T>(this T endpoint, Right right) where T : IEndpointConventionBuilder => endpoint.RequireAuthorization(right.ToString());

    /// <summary>Who asks; the policy of the endpoint has seen to it that there is somebody.</summary>
    public static Caller Caller(this HttpContext http) =>
        LeadGrains.Web.Caller.Of(http.User) ?? throw new InvalidOperationException("An endpoint without a caller asked for one.");

    /// <summary>A version as its tag.</summary>
    public static void SetVersion(this HttpContext http, int version) => http.Response.Headers.ETag = $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>The version of <c>If-Match</c>: of one strong tag, or any for <c>*</c>.</summary>
    /// <returns>False when there is no such header, or it names no version.</returns>
    public static bool TryVersion(this HttpContext http, out int? version)
    {
        version = null;
        var text = http.Request.Headers.IfMatch.ToString();
        if (text == "*") return true;
        if (!int.TryParse(text.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        version = number;
        return true;
    }

    /// <summary>A word with hyphens as the value of an enum.</summary>
    public static bool TryWord<T>(string? text, out T? value) where T : struct, Enum
    {
        value = null;
        if (text is null) return true;
        // Only letters: a parser of enums takes numbers, lists and blanks as well.
        var ok = text.All(c => char.IsAsciiLetter(c) || c == '-') & Enum.TryParse<T>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var parsed) && Enum.IsDefined(parsed);
        if (ok) value = parsed;
        return ok;
    }
}
