using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Storage;

namespace LeadGrains.Orleans;

/// <summary>How a silo and a client of this house are set up.</summary>
public static class Silos
{
    /// <summary>The name of the storage of leads and teams.</summary>
    public const string Storage = "leads";

    /// <summary>
    /// Connections of one silo: grains' states read and written, reminders, membership, our own queries, and the watch's. Three silos take 84 of the 100
    /// that PostgreSQL allows by default. Membership has its own, so that a silo at full load can still say that it is alive.
    /// </summary>
    public const int StorageConnectionsMax = 10, CommitConnectionsMax = GroupCommit.FirstLanes + GroupCommit.NextLanes, ReminderConnectionsMax = 4, MemberConnectionsMax = 3, OwnConnectionsMax = 6, WatchConnectionsMax = 1;

    /// <summary>
    /// A silo that doesn't answer is asked again after this; three times in vain, by two others where there are two, and it is
    /// declared dead: ten to fifteen seconds after it was killed. Orleans' own figure of 5 s makes 15 to 25 of it.
    /// </summary>
    public static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(3);

    /// <summary>
    /// A probe waits for no longer, however slow the answers have become; and a silo is not declared dead while something of it
    /// arrived within three times as long: so one that stands still with its connections open is dead within 15 s too, and not after 36.
    /// </summary>
    public static readonly TimeSpan ProbeMax = TimeSpan.FromSeconds(4);

    /// <summary>
    /// A client learns of new silos within this; and a silo that the others can't reach any more reads within this that it was
    /// declared dead, and ends. By Orleans' own figure of 60 s it would go on taking commands that it can't write.
    /// </summary>
    public static readonly TimeSpan GatewaysEvery = TimeSpan.FromSeconds(10), MembersEvery = TimeSpan.FromSeconds(10);

    /// <summary>Part of the key of every grain's state, so it never changes.</summary>
    public const string ServiceId = "leadgrains";

    private const string Invariant = "Npgsql";
    private const string Unbounded = "leads-unbounded";

    /// <summary>A silo: storage, reminders and membership in one PostgreSQL database.</summary>
    /// <param name="connection">Without pooling settings of its own; <see cref="Pooled"/> adds what was measured.</param>
    /// <param name="time">Of the leads; Orleans' own timers go by the system's.</param>
    public static ISiloBuilder UseLeadGrains(this ISiloBuilder silo, string connection, Func<IServiceProvider, Program> program, Func<IServiceProvider, ICourier> courier, TimeProvider? time = null)
    {
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, Pooled(connection, "members", MemberConnectionsMax)));
        silo.UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (Invariant, Pooled(connection, "reminders", ReminderConnectionsMax)));
        silo.AddAdoNetGrainStorage(Unbounded, options =>
            (options.Invariant, options.ConnectionString, options.GrainStorageSerializer) = (Invariant, Pooled(connection, "states", StorageConnectionsMax), new JournalStorageSerializer()));
        silo.Services.AddKeyedSingleton<IGrainStorage>(Storage, (services, _) => new GroupCommit(
            new BoundedStorage(services.GetRequiredKeyedService<IGrainStorage>(Unbounded), StorageConnectionsMax), Pooled(connection, "commits", CommitConnectionsMax)));
        silo.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (ServiceId, ServiceId));
        silo.Configure<ClusterMembershipOptions>(options => (options.ProbeTimeout, options.MaxProbeTimeout, options.TableRefreshTimeout) = (ProbeEvery, ProbeMax, MembersEvery));
        silo.Services.AddLeadGrains();
        silo.Services.AddSingleton(_ => NpgsqlDataSource.Create(Pooled(connection, "house", OwnConnectionsMax)));
        silo.Services.AddSingleton(courier);
        silo.Services.AddSingleton<OutboxTable>();
        silo.Services.AddSingleton(services => new ClusterHouse(services.GetRequiredService<NpgsqlDataSource>(), program(services), time ?? TimeProvider.System));
        silo.Services.AddSingleton(services => new ViewPool(services.GetRequiredService<NpgsqlDataSource>()));
        silo.Services.AddSingleton<OneAtATime>();
        silo.Services.AddSingleton<StageTable>();
        silo.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<DatabaseWatch>(services, connection));
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<DatabaseWatch>());
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, OpenHouse>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, StageMeter>();
        return silo;
    }

    /// <summary>A client of the silos over the same database, such as a gateway or a tool.</summary>
    public static IClientBuilder UseLeadGrains(this IClientBuilder client, string connection)
    {
        client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, Pooled(connection, "members", MemberConnectionsMax)));
        client.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (ServiceId, ServiceId));
        client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = GatewaysEvery);
        client.Services.AddLeadGrains();
        return client;
    }

    /// <summary>
    /// Connections aren't reset when they go back to the pool and statements are prepared: measured, twice the throughput of
    /// single-row updates.
    /// </summary>
    /// <param name="part">Named to the server, and a pool of its own.</param>
    public static string Pooled(string connection, string part, int connectionsMax) => new NpgsqlConnectionStringBuilder(connection)
    {
        ApplicationName = $"leadgrains {part}",
        NoResetOnClose = true,
        MaxAutoPrepare = 64,
        AutoPrepareMinUsages = 2,
        MaxPoolSize = connectionsMax,
        Enlist = false,
    }.ConnectionString;

    internal static bool IsOurs(Type type) => type.Namespace is "LeadGrains.Lifecycle" or "LeadGrains.Engine" or "LeadGrains.Store";

    // How commands travel: in the journal's own form. What the database says of itself travels too, or whoever asked would learn
    // that an exception couldn't be serialised, and not that it can try again.
    private static void AddLeadGrains(this IServiceCollection services)
    {
        services.AddSerializer(serializer => serializer.AddJsonSerializer(IsOurs, null, json => json.Configure(options => options.SerializerOptions = JournalJson.Options)));
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add(nameof(Npgsql)));
        services.AddSingleton<IGeneralizedCopier, SharedCopies>();
    }
}
