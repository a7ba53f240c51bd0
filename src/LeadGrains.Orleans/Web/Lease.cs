using Npgsql;

namespace LeadGrains.Orleans;

/// <summary>
/// What one process of the cluster does at a time, such as telling webhooks: it is whose connection holds the lock. When that
/// process ends, or the database sees no more of it, another one gets it. Thread-safe.
/// </summary>
public sealed class Lease : IAsyncDisposable
{
    /// <summary>Whoever has it looks so often whether it still does, and all others whether it is free.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    // A machine that is gone without a word is noticed after 10 s + 3 × 5 s, and not after two hours.
    private const string Watchful = "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";

    private readonly string _connection, _what;
    private readonly Rounds _looks;
    private volatile bool _isHeld;

    /// <summary>Begins to look.</summary>
    /// <param name="what">Those who name the same share one lease.</param>
    public Lease(string connection, string what)
    {
        (_connection, _what) = (new NpgsqlConnectionStringBuilder(connection) { Pooling = false, ApplicationName = $"leadgrains {what}" }.ConnectionString, what);
        _looks = new Rounds(LookEvery, TimeProvider.System, Look, isPassing: e => e is NpgsqlException or OperationCanceledException or TimeoutException);
    }

    /// <summary>Is it this process's now? May be wrong for as long as a look takes, so that what it allows must be harmless twice.</summary>
    public bool IsHeld => _isHeld;

    /// <summary>Gives it back.</summary>
    public ValueTask DisposeAsync() => _looks.DisposeAsync();

    // Ends with the connection, and the lease with it.
    private async Task Look(CancellationToken cancel)
    {
        try
        {
            await using var connection = new NpgsqlConnection(_connection);
            await connection.OpenAsync(cancel);
            await using (var watchful = new NpgsqlCommand(Watchful, connection)) await watchful.ExecuteNonQueryAsync(cancel);
            while (true)
            {
                // The same session may say it again: it has it once more, and loses all of it with the connection.
                await using var take = new NpgsqlCommand(_isHeld ? "SELECT true" : $"SELECT pg_try_advisory_lock({Locks.Leases}, hashtext($1))", connection);
                if (!_isHeld) take.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _what });
                _isHeld = (bool)(await take.ExecuteScalarAsync(cancel))!;
                await Task.Delay(LookEvery, cancel);
            }
        }
        finally
        {
            _isHeld = false;
        }
    }
}
