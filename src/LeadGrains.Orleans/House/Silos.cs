using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Serialization;

namespace LeadGrains.Orleans;

/// <summary>How a silo and a client of this house are set up.</summary>
public static class Silos
{
    /// <summary>The name of the storage of leads and teams.</summary>
    public const string Storage = "leads";

    private const string Invariant = "Npgsql";

    /// <summary>A silo: storage, reminders and membership in one PostgreSQL database.</summary>
    /// <param name="connection">Without pooling settings of its own; <see cref="Pooled"/> adds what was measured.</param>
    /// <param name="time">Of the leads; Orleans' own timers go by the system's.</param>
    public static ISiloBuilder UseLeadGrains(this ISiloBuilder silo, string connection, Func<IServiceProvider, Program> program, Func<IServiceProvider, ICourier> courier, TimeProvider? time = null)
    {
        var pooled = Pooled(connection);
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, pooled));
        silo.AddAdoNetGrainStorage(Storage, options => (options.Invariant, options.ConnectionString, options.GrainStorageSerializer) = (Invariant, pooled, new JournalStorageSerializer()));
        silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Invariant, pooled));
        silo.Services.AddLeadGrains();
        silo.Services.AddSingleton(NpgsqlDataSource.Create(pooled));
        silo.Services.AddSingleton(courier);
        silo.Services.AddSingleton<OutboxTable>();
        silo.Services.AddSingleton(services => new ClusterHouse(services.GetRequiredService<NpgsqlDataSource>(), program(services), time ?? TimeProvider.System));
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, OpenHouse>();
        return silo;
    }

    /// <summary>What silos and clients have in common: how commands travel.</summary>
    public static IServiceCollection AddLeadGrains(this IServiceCollection services) =>
        services.AddSerializer(serializer => serializer.AddJsonSerializer(IsOurs, JournalJson.Options));

    /// <summary>
    /// Connections aren't reset when they go back to the pool and statements are prepared: measured, twice the throughput of
    /// single-row updates.
    /// </summary>
    public static string Pooled(string connection) => new NpgsqlConnectionStringBuilder(connection)
    {
        NoResetOnClose = true,
        MaxAutoPrepare = 64,
        AutoPrepareMinUsages = 2,
        MaxPoolSize = ConnectionsMax,
        Enlist = false,
    }.ConnectionString;

    /// <summary>Connections of one silo; PostgreSQL allows 100 in all by default.</summary>
    public const int ConnectionsMax = 24;

    private static bool IsOurs(Type type) => type.Namespace is "LeadGrains.Lifecycle" or "LeadGrains.Engine" or "LeadGrains.Store";
}
