using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadGrains.Mail;
using LeadGrains.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadGrains.Silo.Tests;

/// <summary>Webhooks are told by one process at a time, and by another when that is gone.</summary>
[Collection(OneServer.Name)]
public sealed class WebhookTests(Postgres postgres) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _heard = [];
    private WebApplication _receiver = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _receiver = builder.Build();
        _receiver.MapPost("/", (HttpRequest request) =>
        {
            _heard.Enqueue(request.Headers["webhook-id"].ToString());
            return Results.NoContent();
        });
        await _receiver.StartAsync();
    }

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Fact]
    public async Task All_that_happens_is_told_though_the_silo_that_tells_is_killed()
    {
        var connection = await postgres.Database();
        await using var one = await SiloUnderTest.Start(connection);
        await using var other = await SiloUnderTest.Start(connection);
        var (admin, intake) = (await Key(connection, Role.Admin), await Key(connection, Role.Intake));
        using (var http = one.WithKey(admin))
        {
            using var made = await http.PostAsJsonAsync("/api/webhooks", new { name = "crm", url = _receiver.Urls.First() + "/", events = new[] { "inquired" } });
            Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        }
        for (var i = 0; i < 20; i++) await Inquire(i % 2 == 0 ? one : other, intake, $"before{i}");
        await Until(() => _heard.Distinct().Count() == 20);
        Assert.Equal(20, _heard.Count); // by one alone

        var teller = await Tells(one, admin) ? one : other;
        Assert.NotEqual(await Tells(one, admin), await Tells(other, admin));
        var left = teller == one ? other : one;
        await teller.Kill();
        for (var i = 0; i < 10; i++) await Inquire(left, intake, $"after{i}");
        await Until(() => _heard.Distinct().Count() == 30);

        // A range that is asked for is told again.
        using var again = left.WithKey(admin);
        using var replay = await again.PostAsJsonAsync("/api/webhooks/1/replay", new { from = 1 });
        Assert.Equal(HttpStatusCode.Accepted, replay.StatusCode);
        await Until(() => _heard.GroupBy(id => id).Count(g => g.Count() > 1) == 30);
    }

    // Only the one that tells knows its latest tries.
    private static async Task<bool> Tells(SiloUnderTest silo, string admin)
    {
        using var http = silo.WithKey(admin);
        return (await http.GetFromJsonAsync<JsonElement>("/api/webhooks/1/deliveries")).GetArrayLength() > 0;
    }

    // While a silo is declared dead, a lead of its may take a while.
    private static async Task Inquire(SiloUnderTest silo, string intake, string name)
    {
        using var http = silo.WithKey(intake);
        http.Timeout = TimeSpan.FromSeconds(60);
        using var answer = await http.PostAsJsonAsync("/api/inquiries", new { email = $"{name}@example.com", source = "web" });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task Until(Func<bool> isSo)
    {
        for (var since = TimeProvider.System.GetTimestamp(); !isSo(); await Task.Delay(100))
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(45), "It never came to be.");
    }

    private static async Task<string> Key(string connection, Role role)
    {
        await using var database = await Database.Open(connection, new SettingFiles(new MailSettings(), new Intake.IntakeSettings(), null, ProgramText.Default), default);
        using var keys = database.Keys();
        return (await keys.Add(new Caller($"{role}", role, null, null), TwoSilos.Now)).Text;
    }
}
