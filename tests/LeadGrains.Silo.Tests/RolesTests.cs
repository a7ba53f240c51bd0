using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadGrains.Mail;
using LeadGrains.Store;
using LeadGrains.Web;
using Npgsql;

namespace LeadGrains.Silo.Tests;

/// <summary>Silos that come and go, and a gateway before them.</summary>
[Collection(OneServer.Name)]
public sealed class RolesTests(Postgres postgres)
{
    [Fact]
    public async Task A_gateway_takes_inquiries_for_silos_and_a_silo_that_is_told_to_stop_loses_none()
    {
        var connection = await postgres.Database();
        await using var one = await SiloUnderTest.Start(connection, "silo");
        await using var other = await SiloUnderTest.Start(connection, "silo");
        await using var gateway = await SiloUnderTest.Start(connection, "gateway");
        using (var health = one.Browser(null))
        {
            Assert.Equal(HttpStatusCode.OK, (await health.GetAsync("/health/ready")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await health.GetAsync("/api/stages")).StatusCode);
        }
        using var http = gateway.WithKey(await Key(connection));
        using var over = new CancellationTokenSource();
        var taken = new ConcurrentBag<string>();
        var refused = new ConcurrentBag<string>();
        var asking = Task.WhenAll(Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var i = 0; !over.IsCancellationRequested; i++)
            {
                using var answer = await http.PostAsJsonAsync("/api/inquiries", new { email = $"p{writer}-{i}@example.com", source = "web" });
                var text = await answer.Content.ReadAsStringAsync();
                if (answer.IsSuccessStatusCode) taken.Add(JsonSerializer.Deserialize<JsonElement>(text).GetProperty("lead").GetString()!);
                else refused.Add($"{answer.StatusCode} {text}");
            }
        }));
        while (taken.Count < 50 && !asking.IsCompleted) await Task.Delay(50);
        var (code, took) = await one.Stop();
        var before = taken.Count;
        while (taken.Count < before + 50 && !asking.IsCompleted) await Task.Delay(50);
        await over.CancelAsync();
        await asking;
        Assert.Equal(0, code);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(40));
        Assert.Contains(one.Said, line => line.StartsWith("Stopped; everything", StringComparison.Ordinal));
        Assert.Empty(refused);
        await using var database = NpgsqlDataSource.Create(connection);
        using var views = new ViewPool(database).Take();
        Assert.All(taken, id => Assert.NotNull(views.Find(id) is [var lead] ? lead : null));
    }

    [Fact]
    public async Task A_gateway_without_silos_says_so()
    {
        // Said after it was asked for a while: the cluster may be starting beside it.
        var connection = await postgres.Database();
        var starting = SiloUnderTest.Start(connection, "gateway");
        await using var silo = await SiloUnderTest.Start(connection, "silo");
        await using var gateway = await starting;
        using var http = gateway.Browser(null);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready")).StatusCode);
        await silo.Stop();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await http.GetAsync("/health/ready")).StatusCode);
    }

    private static async Task<string> Key(string connection)
    {
        await using var database = await Database.Open(connection, new SettingFiles(new MailSettings(), new Intake.IntakeSettings(), null, ProgramText.Default), default);
        using var keys = database.Keys();
        return (await keys.Add(new Caller("site", Role.Intake, null, null), TwoSilos.Now)).Text;
    }
}
