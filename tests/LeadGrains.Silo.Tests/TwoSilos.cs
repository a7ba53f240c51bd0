using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using LeadGrains.Mail;
using LeadGrains.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LeadGrains.Silo.Tests;

/// <summary>Two real silos with API and portal over one database, and a gateway in the tests' own process.</summary>
public sealed class TwoSilos : IAsyncLifetime
{
    private readonly Postgres _postgres = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("leadgrains-silo-").FullName;
    private IHost _gateway = null!;

    internal SiloUnderTest One { get; private set; } = null!;
    internal SiloUnderTest Other { get; private set; } = null!;
    internal Database Database { get; private set; } = null!;

    /// <summary>Where links to sign in go.</summary>
    public string Outbox => Path.Combine(_folder, "mail");

    public string Connection { get; private set; } = "";

    /// <summary>The cluster as the gateway reaches it.</summary>
    public ILeadEngine Engine { get; private set; } = null!;

    public static Moment Now => Moment.From(TimeProvider.System.GetUtcNow());

    public async Task InitializeAsync()
    {
        if (Postgres.Missing is not null) return; // the tests are skipped
        await _postgres.InitializeAsync();
        Connection = await _postgres.Database();
        string[] further = ["--outbox", Outbox, "--admin", "ada@kestrel.example"];
        One = await SiloUnderTest.Start(Connection, "all", further);
        Other = await SiloUnderTest.Start(Connection, "all", further);
        Database = await Database.Open(Connection, new SettingFiles(new MailSettings(), new Intake.IntakeSettings(), null, ProgramText.Default), default);
        var program = new ProgramAtWork(Database);
        _gateway = ClusterHost.Build(new SiloOptions { Database = Connection, Role = HouseRole.Gateway }, () => program.Current, null!);
        await _gateway.StartAsync();
        Engine = new LeadGrains.Orleans.OrleansLeadEngine(_gateway.Services.GetRequiredService<IGrainFactory>(), new LeadGrains.Orleans.ClusterHouse(Database.Source, program.Current, TimeProvider.System));
    }

    public async Task DisposeAsync()
    {
        if (Postgres.Missing is null) await Close();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A key as another process of the cluster makes it.</summary>
    public async Task<string> Key(Role role, string? team = null, string? member = null)
    {
        using var keys = Database.Keys();
        return (await keys.Add(new Caller(member ?? role.ToString(), role, team, member), Now)).Text;
    }

    /// <summary>A session as another process of the cluster begins it.</summary>
    public async Task<string> Session(Role role)
    {
        using var people = Database.People();
        var person = people.People.FirstOrDefault(p => p.IsThere && p.Role == role) ?? (await people.Add($"{role}", $"{role}@kestrel.example", role, Now)).Person;
        return (await people.Begin(person!.Number, Now))!;
    }

    private async Task Close()
    {
        await _gateway.StopAsync();
        _gateway.Dispose();
        await One.DisposeAsync();
        await Other.DisposeAsync();
        await Database.DisposeAsync();
        await _postgres.DisposeAsync();
    }
}
