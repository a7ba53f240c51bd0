using System.Collections.Concurrent;
using System.Diagnostics;
using LeadGrains.ClusterCrash;
using LeadGrains.Contract;
using Npgsql;

namespace LeadGrains.Orleans.Tests;

/// <summary>A silo as a process of its own, on loopback: the other silos reach it, and it reaches the database, by relays that can be cut.</summary>
internal sealed class SiloProcess : IDisposable
{
    private const int LinesMax = 12, LineLengthMax = 300;
    private readonly (int Silo, int Gateway) _ports = (Ports.Free(), Ports.Free());
    private readonly TimeSpan _startAfter;
    private readonly string _connection;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly string _mail;
    private Process? _process;

    /// <param name="mail">The folder in which it writes down what it hands over.</param>
    /// <param name="startAfter">From an inquiry to its alarm; that of <see cref="Haste"/> when null.</param>
    public SiloProcess(string connection, string mail, TimeSpan? startAfter = null)
    {
        _mail = mail;
        var database = new NpgsqlConnectionStringBuilder(connection);
        (_startAfter, Others, Database) = (startAfter ?? Haste.StartAfter, new Relay(_ports.Silo), new Relay(database.Port));
        database.Port = Database.Port;
        _connection = database.ConnectionString;
    }

    public bool IsUp => _process is { HasExited: false };

    /// <summary>From the other silos to this one; its port is the one that the cluster knows the silo by.</summary>
    public Relay Others { get; }

    /// <summary>From this silo to the database.</summary>
    public Relay Database { get; }

    /// <summary>What it said last, warnings and errors.</summary>
    public string LastWords => string.Join('\n', _said);

    /// <summary>Ends when it takes commands.</summary>
    public async Task Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "LeadGrains.ClusterCrash.dll"), _connection, $"{Others.Port}", $"{_ports.Silo}", $"{_ports.Gateway}", $"{_startAfter.TotalSeconds}", _mail })
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _said.Clear();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data, up);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data, up);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        if (await Task.WhenAny(up.Task, _process.WaitForExitAsync()) != up.Task) throw new InvalidOperationException($"The silo ended: {LastWords}");
    }

    /// <summary>SIGKILL.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; answers its exit code.</summary>
    public async Task<int> Stop()
    {
        await Signal("TERM");
        await _process!.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>SIGSTOP: it stands still, and its connections stay open.</summary>
    public Task Pause() => Signal("STOP");

    /// <summary>SIGCONT.</summary>
    public Task Continue() => Signal("CONT");

    /// <summary>Ends when it has ended by itself; false when it hasn't within this.</summary>
    public async Task<bool> Ends(TimeSpan within)
    {
        using var patience = new CancellationTokenSource(within);
        await _process!.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _process.HasExited;
    }

    /// <summary>Is it this process that a connection comes from?</summary>
    /// <param name="from">The port of loopback that it calls from.</param>
    /// <param name="to">The port that it calls.</param>
    public bool Calls(int from, int to)
    {
        // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode
        var socket = File.ReadLines("/proc/net/tcp").Concat(File.ReadLines("/proc/net/tcp6")).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(l => l[1].EndsWith($":{from:X4}", StringComparison.Ordinal) && l[2].EndsWith($":{to:X4}", StringComparison.Ordinal))?[9];
        return socket is not null && IsUp && Directory.EnumerateFiles($"/proc/{_process!.Id}/fd").Any(f => new FileInfo(f).LinkTarget == $"socket:[{socket}]");
    }

    public void Dispose()
    {
        if (_process is { HasExited: false }) _process.Kill();
        _process?.Dispose();
        Others.Dispose();
        Database.Dispose();
    }

    private async Task Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process!.Id}"]);
        await kill.WaitForExitAsync();
    }

    private void Hear(string? line, TaskCompletionSource up)
    {
        if (line == "up") up.TrySetResult();
        else if (line is not null) _said.Enqueue(line.Length > LineLengthMax ? line[..LineLengthMax] : line);
        while (_said.Count > LinesMax) _said.TryDequeue(out _);
    }
}
