using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Runtime.Placement;

namespace LeadGrains.Orleans;

/// <summary>
/// A silo that alone can't reach the database is alive for the others, and its leads answer nobody. So each silo looks, and
/// one that has missed the database several times while another silo sees it ends itself, as one that was declared dead does:
/// its leads are activated elsewhere, and its host starts it again. While nobody sees the database all of them wait for it.
/// </summary>
public sealed partial class DatabaseWatch : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    /// <summary>Between two looks, and how long one look waits for an answer.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5), AnswersWithin = TimeSpan.FromSeconds(5);

    /// <summary>After so many looks in vain, 15 to 20 s, the others are asked.</summary>
    public const int MissedMax = 3;

    private readonly string _connection;
    private readonly ClusterHouse _house;
    private readonly IGrainFactory _grains;
    private readonly ISiloStatusOracle _silos;
    private readonly ILogger<DatabaseWatch> _log;
    private readonly CancellationTokenSource _closing = new();
    private Task _looking = Task.CompletedTask;

    /// <param name="connection">Each look opens a connection of its own: work can't use it up, and none is left over from before.</param>
    public DatabaseWatch(string connection, ClusterHouse house, IGrainFactory grains, ISiloStatusOracle silos, ILogger<DatabaseWatch> log)
    {
        (_house, _grains, _silos, _log) = (house, grains, silos, log);
        _connection = new NpgsqlConnectionStringBuilder(connection)
        {
            ApplicationName = "leadgrains watch",
            Pooling = false,
            Timeout = (int)AnswersWithin.TotalSeconds,
            CommandTimeout = (int)AnswersWithin.TotalSeconds,
        }.ConnectionString;
    }

    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(DatabaseWatch), ServiceLifecycleStage.Active, Begin, End);

    public void Dispose() => _closing.Dispose();

    /// <summary>Does the database answer now?</summary>
    public async Task<bool> SeesDatabase()
    {
        try
        {
            // Not by a token: a query that is cancelled asks the server to, and waits for that as well.
            return await Asked().WaitAsync(AnswersWithin);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.TooManyConnections)
        {
            return true; // it is there, and another silo would fare no better
        }
        catch (Exception e) when (Passing.Is(e))
        {
            return false;
        }
    }

    private async Task<bool> Asked()
    {
        await using var connection = new NpgsqlConnection(_connection);
        await connection.OpenAsync();
        await using var look = new NpgsqlCommand("SELECT 1", connection);
        return await look.ExecuteScalarAsync() is 1;
    }

    private Task Begin(CancellationToken cancel)
    {
        _looking = Task.Run(Look, CancellationToken.None);
        return Task.CompletedTask;
    }

    private async Task End(CancellationToken cancel)
    {
        await _closing.CancelAsync();
        await _looking.WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Look()
    {
        // By the clock, and no Rounds with a pause after each: a look in vain takes as long as the pause, and the others would be asked twice as late.
        using var timer = new PeriodicTimer(LookEvery);
        for (var missed = 0; await timer.WaitForNextTickAsync(_closing.Token);)
        {
            if (await SeesDatabase())
            {
                if (missed < MissedMax || await IsOpenAgain()) missed = 0;
                continue;
            }
            Misses(_log, ++missed);
            if (missed < MissedMax) continue;
            _house.DatabaseIsAway();
            // It may have come back for everybody meanwhile.
            if (await AnotherSees() is { } other && !await SeesDatabase()) EndItself(other);
        }
    }

    // How long nobody could answer is granted, also when silos were up.
    private async Task<bool> IsOpenAgain()
    {
        try
        {
            await _house.Open(_closing.Token);
            return true;
        }
        catch (Exception e) when (Passing.Is(e) && !_closing.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<SiloAddress?> AnotherSees()
    {
        foreach (var (silo, _) in _silos.GetApproximateSiloStatuses(onlyActive: true))
            if (!silo.Equals(_silos.SiloAddress) && await Sees(silo)) return silo;
        return null;
    }

    private async Task<bool> Sees(SiloAddress silo)
    {
        try
        {
            RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
            return await _grains.GetGrain<IWitnessGrain>(Guid.NewGuid()).SeesDatabase().WaitAsync(AnswersWithin + AnswersWithin);
        }
        catch (Exception e) when (Passing.Is(e))
        {
            return false;
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }

    // As Orleans does with a silo that was declared dead: what it would do in good order, it can't write.
    private void EndItself(SiloAddress other)
    {
        Ends(_log, other);
        Environment.FailFast($"This silo doesn't reach the database and {other} does. It ends, so that its leads are found elsewhere.");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database didn't answer, {Missed} times in a row.")]
    private static partial void Misses(ILogger log, int missed);

    [LoggerMessage(Level = LogLevel.Critical, Message = "This silo doesn't reach the database and {Other} does. It ends itself, so that its leads are found elsewhere.")]
    private static partial void Ends(ILogger log, SiloAddress other);
}
