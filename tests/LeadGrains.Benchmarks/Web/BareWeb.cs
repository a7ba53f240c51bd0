using System.Text.Json;
using LeadGrains.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadGrains.Benchmarks;

/// <summary>The baseline, as a process of its own: Kestrel that reads the same JSON, keeps nothing, and answers 201.</summary>
internal static class BareWeb
{
    /// <summary>The argument that starts it.</summary>
    public const string Argument = "bare-web";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task Run()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Run(async http =>
        {
            var body = await JsonSerializer.DeserializeAsync<InquiryBody>(http.Request.Body, Json);
            http.Response.StatusCode = body?.Email is null ? StatusCodes.Status400BadRequest : StatusCodes.Status201Created;
            http.Response.ContentLength = 0;
        });
        await app.StartAsync();
        Console.WriteLine(JsonSerializer.Serialize(new { listening = app.Urls }));
        await Task.Delay(Timeout.Infinite); // whoever started it ends it
    }
}
