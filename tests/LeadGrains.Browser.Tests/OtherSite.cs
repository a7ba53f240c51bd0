using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace LeadGrains.Browser.Tests;

/// <summary>Somebody else's site: the company's own pages, or a mail program on the web. Another name and port, so another site to the browser.</summary>
public sealed class OtherSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _pages = new();

    private OtherSite(WebApplication app) => _app = app;

    public static async Task<OtherSite> Open()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var site = new OtherSite(app);
        app.Run(http =>
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            if (!site._pages.TryGetValue(http.Request.Path, out var page)) http.Response.StatusCode = StatusCodes.Status204NoContent; // a browser looks for an icon
            return page is null ? Task.CompletedTask : http.Response.WriteAsync(page);
        });
        await app.StartAsync();
        return site;
    }

    /// <summary>Puts a page there; its address.</summary>
    public Uri Put(string html)
    {
        var path = $"/{_pages.Count + 1}";
        _pages[path] = html;
        return new Uri($"http://localhost:{new Uri(_app.Urls.Single()).Port}{path}");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
