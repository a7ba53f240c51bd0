using System.Diagnostics;
using LeadGrains.Contract;
using Npgsql;

namespace LeadGrains.Orleans.Tests;

/// <summary>
/// A real PostgreSQL of the tests' own: made in a temporary folder, on a free port of loopback, with fsync on; stopped by its
/// process id and deleted at the end.
/// </summary>
public sealed class Postgres : IAsyncLifetime
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(30);
    private readonly string _folder = Directory.CreateTempSubdirectory("leadgrains-pg-").FullName;
    private readonly int _port = Ports.Free();
    private Process? _server;
    private int _databases;

    /// <summary>Why there is none, or null.</summary>
    public static string? Missing => Bin is null ? "There is no PostgreSQL server (initdb) on this machine; tests/postgres.sh install brings Debian's." : null;

    public async Task InitializeAsync()
    {
        if (Bin is null) return; // the tests are skipped
        // The server refuses to run as root.
        if (Environment.IsPrivilegedProcess) await Run("chown", "postgres", _folder);
        await Run(Path.Combine(Bin, "initdb"), "-D", Path.Combine(_folder, "data"), "-A", "trust", "-U", "leadgrains", "--no-instructions", "-E", "UTF8", "--locale", "C");
        await Begin();
    }

    /// <summary>Ends it and starts it again over the same data; ends when it takes connections.</summary>
    /// <param name="crash">As <c>pg_ctl restart -m immediate</c>: it drops everything and reads its log anew. Else as <c>-m fast</c>.</param>
    public async Task Restart(bool crash)
    {
        await End(crash);
        await Begin();
    }

    /// <summary>Starts it; ends when it takes connections.</summary>
    public async Task Begin()
    {
        _server = Start(Path.Combine(Bin!, "postgres"), "-D", Path.Combine(_folder, "data"), "-p", $"{_port}", "-h", "127.0.0.1", "-k", _folder, "-c", "max_connections=200", "-c", "shared_buffers=512MB", "-c", "max_wal_size=4GB");
        for (var since = Stopwatch.StartNew(); ; await Task.Delay(50))
            try
            {
                await using var connection = new NpgsqlConnection(Connection("postgres"));
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (since.Elapsed < StartWithin)
            {
            }
    }

    /// <summary>A new database with our tables.</summary>
    public async Task<string> Database()
    {
        var name = $"house{Interlocked.Increment(ref _databases)}";
        await using (var server = NpgsqlDataSource.Create(Connection("postgres")))
        {
#pragma warning disable CA2100 // our own name
            await using var create = server.CreateCommand($"CREATE DATABASE {name}");
#pragma warning restore CA2100
            await create.ExecuteNonQueryAsync();
        }
        await using var database = NpgsqlDataSource.Create(Connection(name));
        await Tables.Make(database);
        return Connection(name);
    }

    public async Task DisposeAsync()
    {
        await End();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Ends it; nothing answers until it begins again.</summary>
    public async Task End(bool crash = false)
    {
        if (_server is not { } server) return;
        using var stop = Process.Start("kill", [crash ? "-QUIT" : "-INT", $"{server.Id}"]);
        await server.WaitForExitAsync();
        server.Dispose();
        _server = null;
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>For programs that don't take a connection string.</summary>
    public int Port => _port;

    /// <summary>Where the server's own programs are.</summary>
    public static string? Bin { get; } = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(d => Path.Combine(d, "bin")).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb"))) : null;

    private string Connection(string database) => $"Host=127.0.0.1;Port={_port};Username=leadgrains;Database={database};Timeout=15";

    private static async Task Run(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await process.StandardError.ReadToEndAsync()}");
    }

    private static Process Start(string program, params string[] arguments)
    {
        var asPostgres = Environment.IsPrivilegedProcess && program.Contains("postgresql", StringComparison.Ordinal);
        var start = new ProcessStartInfo(asPostgres ? "setpriv" : program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        if (asPostgres) foreach (var argument in (string[])["--reuid=postgres", "--regid=postgres", "--init-groups", program]) start.ArgumentList.Add(argument);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} doesn't start.");
        if (arguments.Contains("-p"))
        {
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
        }
        return process;
    }
}

/// <summary>Tests of the cluster share one server, and each has a database of its own.</summary>
[CollectionDefinition(Name)]
public sealed class OnPostgres : ICollectionFixture<Postgres>
{
    public const string Name = "PostgreSQL";
}

/// <summary>A server that is restarted and crashed is nobody else's; what waits for it goes on beside the others.</summary>
[CollectionDefinition(Name)]
public sealed class OnPostgresOfItsOwn : ICollectionFixture<Postgres>
{
    public const string Name = "PostgreSQL that goes away";
}
