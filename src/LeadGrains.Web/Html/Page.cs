using System.Text;

namespace LeadGrains.Web;

/// <summary>A page for a person without an account: plain HTML, no cookie, nothing fetched from elsewhere.</summary>
/// <param name="Title">Of the window and above the text.</param>
/// <param name="Company">Whose page it is.</param>
internal sealed record Page(string Title, Markup Body, string Company, string Language = "en", int Status = StatusCodes.Status200OK) : IResult
{
    private static readonly string Policy =
        $"default-src 'none'; style-src {Sheet.Allow(Sheet.Css)}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>The one script that a page may have; without it the page works as well. Ours: never a value of anybody.</summary>
    public string? Script { get; init; }

    /// <summary>For 503: when to try again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Script is null ? Policy
            : $"{Policy}; script-src {Sheet.Allow(Script)}; connect-src 'self'";
        if (RetryAfter is { } wait) response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString("D", null);
        var html = Encoding.UTF8.GetBytes(ToString());
        response.ContentLength = html.Length;
        if (!HttpMethods.IsHead(httpContext.Request.Method)) await response.Body.WriteAsync(html, httpContext.RequestAborted);
    }

    /// <summary>The whole document.</summary>
    public override string ToString()
    {
        var head = Markup.Of($"""
            <!DOCTYPE html>
            <html lang="{Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{Title} – {Company}</title>
            """);
        var body = Markup.Of($"""
            </head>
            <body>
            <main>
            <h1>{Title}</h1>
            {Body}
            </main>
            <footer>{Company}</footer>
            """);
        var script = Script is null ? "" : $"<script>{Script}</script>\n";
        return $"{head}\n<style>{Sheet.Css}</style>\n{body}\n{script}</body>\n</html>\n";
    }
}

/// <summary>After an act, look again: 303 to the same address, relative, so that it holds behind any proxy.</summary>
/// <param name="Query">Such as <c>?done=1</c>.</param>
internal sealed record LookAgain(string Query) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = Query;
        return Task.CompletedTask;
    }
}
