using Npgsql;

namespace LeadGrains.Orleans;

/// <summary>Whoever changes something that several processes keep waits until nobody else does. Lost with the process that has it. Thread-safe.</summary>
public sealed class OneAtATime(NpgsqlDataSource database)
{
    /// <summary>Waits for its turn, which lasts until the answer is disposed.</summary>
    /// <param name="what">Those who name the same wait for each other.</param>
    public async Task<IAsyncDisposable> Alone(string what)
    {
        var connection = await database.OpenConnectionAsync();
        try
        {
            var transaction = await connection.BeginTransactionAsync();
            await using var wait = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({Locks.Turns}, hashtext($1))", connection);
            wait.Parameters.Add(new NpgsqlParameter<string> { TypedValue = what });
            await wait.ExecuteNonQueryAsync();
            return new Turn(connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private sealed class Turn(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
