using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LeadGrains.ClusterCrash;

namespace LeadGrains.Orleans.Tests;

/// <summary>A silo as a process of its own, on loopback.</summary>
/// <param name="startAfter">From an inquiry to its alarm; that of <see cref="Haste"/> when null.</param>
internal sealed class SiloProcess(string connection, TimeSpan? startAfter = null) : IDisposable
{
    private readonly (int Silo, int Gateway) _ports = FreePorts();
    private Process? _process;

    public bool IsUp => _process is { HasExited: false };

    /// <summary>Ends when it takes commands.</summary>
    public async Task Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "LeadGrains.ClusterCrash.dll"), connection, $"{_ports.Silo}", $"{_ports.Gateway}", $"{(startAfter ?? Haste.StartAfter).TotalSeconds}" })
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_gcServer"] = "0";
        _process = Process.Start(start)!;
        var heard = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "up")
            {
                _ = _process.StandardOutput.ReadToEndAsync();
                return;
            }
            heard.Add(line);
        }
        throw new InvalidOperationException($"The silo ended: {string.Join('\n', heard)}");
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
        using var stop = Process.Start("kill", ["-TERM", $"{_process!.Id}"]);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (_process is { HasExited: false }) _process.Kill();
        _process?.Dispose();
    }

    private static (int, int) FreePorts()
    {
        using var a = new TcpListener(IPAddress.Loopback, 0);
        using var b = new TcpListener(IPAddress.Loopback, 0);
        a.Start();
        b.Start();
        return (((IPEndPoint)a.LocalEndpoint).Port, ((IPEndPoint)b.LocalEndpoint).Port);
    }
}
