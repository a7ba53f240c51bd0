namespace LeadGrains.Web;

/// <summary>
/// Nothing here unpacks anything, so that no small body becomes a large one. A packed body is refused (RFC 9110, 8.4 and
/// 15.5.16) rather than read as if it were text: as a form it would be noise with a person's inquiry lost in it.
/// </summary>
internal static class PlainBodies
{
    private const string Plain = "identity";

    public static Task Only(HttpContext http, RequestDelegate next)
    {
        var coding = http.Request.Headers.ContentEncoding.ToString();
        if (coding.Length == 0 || coding.Equals(Plain, StringComparison.OrdinalIgnoreCase)) return next(http);
        http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        http.Response.Headers.AcceptEncoding = Plain;
        http.Items[ApiProblem.DetailItem] = "Nothing is unpacked here; send it without Content-Encoding.";
        return Task.CompletedTask;
    }
}
