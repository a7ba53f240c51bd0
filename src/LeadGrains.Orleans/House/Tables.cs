using Npgsql;

namespace LeadGrains.Orleans;

/// <summary>The tables in the database. Making them again changes nothing.</summary>
public static class Tables
{
    // What is one transaction: while tables are made, whoever writes waits, and to fill one may take a while.
    private static readonly string[][] Scripts = [["sql/1-orleans.sql", "sql/2-leadgrains.sql", "sql/3-web.sql"], ["sql/4-names.sql"]];

    /// <summary>Makes what is missing; several silos that start at once wait for one another.</summary>
    public static async Task Make(NpgsqlDataSource database, CancellationToken cancel = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        foreach (var scripts in Scripts)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await Run(connection, $"SELECT pg_advisory_xact_lock({Locks.Tables})", cancel);
            foreach (var script in scripts) await Run(connection, Read(script), cancel);
            await transaction.CommitAsync(cancel);
        }
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
#pragma warning disable CA2100 // our own text
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static string Read(string script)
    {
        using var reader = new StreamReader(typeof(Tables).Assembly.GetManifestResourceStream(script) ?? throw new InvalidOperationException($"{script} isn't in the assembly."));
        return reader.ReadToEnd();
    }
}
