using System.Collections.Concurrent;
using LeadGrains.Contract;
using LeadGrains.Engine;
using LeadGrains.Lifecycle;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.TestingHost;

namespace LeadGrains.Orleans.Tests;

/// <summary>Two silos over one PostgreSQL; the leads' clock is moved by hand, Orleans' own goes on.</summary>
public sealed class OrleansHouse : House
{
    private static readonly ConcurrentDictionary<string, OrleansHouse> Houses = new();
    private readonly VirtualTime _time;
    private readonly string _connection;
    private readonly NpgsqlDataSource _database;
    private Lifecycle.Program _program;
    private TestCluster _cluster = null!;
    private OrleansLeadEngine _engine = null!;

    private OrleansHouse(string connection, Lifecycle.Program program, Moment start)
    {
        (_program, _time) = (program, new VirtualTime(start));
        _connection = connection;
        _database = NpgsqlDataSource.Create(connection);
        Houses[connection] = this;
    }

    public override ILeadEngine Engine => _engine;
    public override Moment Now => _time.Now;
    public VirtualTime Time => _time;
    public NpgsqlDataSource Database => _database;
    public IGrainFactory Grains => _cluster.GrainFactory;

    public static async Task<OrleansHouse> Open(Postgres postgres, Lifecycle.Program? program = null, Moment? start = null) => await Over(await postgres.Database(), program, start);

    /// <summary>Over a database in which something may have happened already.</summary>
    public static async Task<OrleansHouse> Over(string connection, Lifecycle.Program? program = null, Moment? start = null)
    {
        var house = new OrleansHouse(connection, program ?? SmallProgram.Program, start ?? SmallProgram.Monday);
        await house.Begin();
        return house;
    }

    /// <summary>What the silos know of the house.</summary>
    public IEnumerable<ClusterHouse> Silos => _cluster.Silos.OfType<InProcessSiloHandle>().Select(s => s.SiloHost.Services.GetRequiredService<ClusterHouse>());

    /// <summary>From now on all silos work by it, also those that start later.</summary>
    public void Use(Lifecycle.Program program)
    {
        _program = program;
        foreach (var silo in Silos) silo.Program = program;
    }

    /// <summary>In steps, and in each until nothing is due any more, so that what an alarm leads to is done before the clock goes on.</summary>
    public override async Task Advance(TimeSpan span)
    {
        var end = _time.Now + span;
        while (_time.Now < end)
        {
            _time.MoveTo(_time.Now + TimeSpan.FromHours(6) < end ? _time.Now + TimeSpan.FromHours(6) : end);
            for (var turn = 0; turn < 20; turn++)
            {
                var woken = await Again(() => Grains.GetGrain<ISweepGrain>(0).Sweep());
                await Again(async () => { await Grains.GetGrain<IPostOfficeGrain>(0).HandOut(); return true; });
                if (woken == 0) break;
            }
        }
    }

    /// <summary>Moves the clock on to an instant; what is due by then happens.</summary>
    public async Task MoveTo(Moment at)
    {
        if (at <= _time.Now) return;
        await Quiet();
        _time.MoveTo(at);
        while (await Again(() => Grains.GetGrain<ISweepGrain>(0).Sweep()) > 0) await Quiet();
    }

    /// <summary>Moves the clock on from one instant to the next at which something is due.</summary>
    public async Task Live(TimeSpan span)
    {
        var end = _time.Now + span;
        for (var more = true; more;)
        {
            await Quiet();
            await using var query = _database.CreateCommand("""
                SELECT least((SELECT min(due_at) FROM lead_row WHERE due_at > $1), (SELECT min(due_at) FROM team_row WHERE due_at > $1), (SELECT min(ready_at) FROM outbox WHERE ready_at > $1))
                """);
            query.Parameters.Add(new NpgsqlParameter<long> { TypedValue = _time.Now.Milliseconds });
            var next = await query.ExecuteScalarAsync() as long?;
            more = next < end.Milliseconds;
            _time.MoveTo(more ? new Moment(next!.Value) : end);
            for (var woken = 1; woken > 0;)
            {
                woken = await Again(() => Grains.GetGrain<ISweepGrain>(0).Sweep());
                await Quiet();
                await Again(async () => { await Grains.GetGrain<IPostOfficeGrain>(0).HandOut(); return true; });
            }
        }
    }

    /// <summary>Until all messages between actors have arrived.</summary>
    public async Task Quiet()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            await using var query = _database.CreateCommand("SELECT (SELECT count(*) FROM lead_row WHERE messages > 0) + (SELECT count(*) FROM team_row WHERE messages > 0)");
            if ((long)(await query.ExecuteScalarAsync())! == 0) return;
            Assert.False(patience.IsCancellationRequested, "messages between actors don't arrive");
            await Task.Yield();
        }
    }

    public override Task Restart() => CloseFor(TimeSpan.Zero);

    public override async Task CloseFor(TimeSpan span)
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        _time.Advance(span);
        await Begin();
    }

    public override async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        await _database.DisposeAsync();
        NpgsqlConnection.ClearAllPools(); // the providers' own would stay for minutes, and the next houses find the server full
        Houses.TryRemove(_connection, out _);
    }

    // Their timers would come again: after the database was away, each pool finds out that a connection has ended when it uses it.
    private static async Task<T> Again<T>(Func<Task<T>> turn)
    {
        for (var left = 10; ; left--)
            try
            {
                return await turn();
            }
            catch (Exception e) when (left > 0 && Passing.Is(e))
            {
            }
    }

    private async Task Begin()
    {
        var builder = new TestClusterBuilder(2);
        builder.Options.UseTestClusterMembership = false;
        (builder.Options.ServiceId, builder.Options.ClusterId) = (Orleans.Silos.ServiceId, Orleans.Silos.ServiceId);
        builder.Properties["house"] = _connection;
        builder.AddSiloBuilderConfigurator<Silo>();
        builder.AddClientBuilderConfigurator<Client>();
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        _engine = new OrleansLeadEngine(_cluster.GrainFactory, new ClusterHouse(_database, _program, _time));
    }

    private static OrleansHouse Of(IConfiguration configuration) => Houses[configuration["house"]!];

    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            var house = Of(siloBuilder.Configuration);
            siloBuilder.UseLeadGrains(house._connection, _ => house._program, _ => house.Courier, house._time);
        }
    }

    private sealed class Client : IClientBuilderConfigurator
    {
        public void Configure(IConfiguration configuration, IClientBuilder clientBuilder)
        {
            clientBuilder.UseLeadGrains(Of(configuration)._connection);
        }
    }
}
