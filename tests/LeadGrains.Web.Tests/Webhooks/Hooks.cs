using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace LeadGrains.Web.Tests;

/// <summary>What tests of webhooks say all the time.</summary>
internal static class Hooks
{
    // What is told at all is told long before this; a look that finds something and tells nothing would go on for ever.
    private const int LooksMax = 1_000;

    /// <summary>A webhook by the API.</summary>
    public static async Task<(int Number, string Secret)> Hook(this HttpClient http, string url, params string[] events)
    {
        using var answer = await http.PostAsJsonAsync("/api/webhooks", new { name = "our CRM", url, events });
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var made = await answer.Json();
        return (made.GetProperty("number").GetInt32(), made.GetProperty("secret").GetString()!);
    }

    public static async Task<HttpResponseMessage> Say(this HttpClient http, int hook, string command, object? body = null) =>
        await http.PostAsync($"/api/webhooks/{hook}{(command.Length > 0 ? "/" : "")}{command}", body is null ? null : JsonContent.Create(body));

    public static Task<JsonElement> Hook(this HttpClient http, int number) => http.Json($"/api/webhooks/{number}");

    /// <summary>Everything that can be told now is told.</summary>
    public static async Task Tell(this Site site)
    {
        for (var looks = 0; await site.WebhookPost.Work(); looks++) Assert.True(looks < LooksMax, $"After {LooksMax} looks there is still something to do.");
    }

    /// <summary>Time passes, and what has come due meanwhile is told.</summary>
    public static async Task Later(this Site site, TimeSpan span)
    {
        site.Time.Advance(span);
        await site.WebhookPost.Work();
    }
}
