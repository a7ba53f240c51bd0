using System.Diagnostics;
using LeadGrains.Store;

namespace LeadGrains.Benchmarks;

/// <summary>The product as a process: <c>leadgrains serve</c> on a file, watched from outside.</summary>
internal sealed class Served : IAsyncDisposable
{
    private readonly Process _process;

    private Served(Process process) => _process = process;

    public double FirstEntrySeconds { get; private init; }

    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>The client's assembly beside this one.</summary>
    public static string Client => Path.Combine(AppContext.BaseDirectory, "leadgrains.dll");

    /// <summary>Starts it and waits for the first entry it writes.</summary>
    public static async Task<Served> Start(string file)
    {
        using var views = LeadViews.Open(file);
        var before = views.LastSeq();
        var clock = Stopwatch.StartNew();
        var process = Run("serve", "--file", file, "--outbox", file + "-mail", "--urls", "http://127.0.0.1:0");
        while (views.LastSeq() == before)
        {
            if (process.HasExited) throw new InvalidOperationException($"serve ended with {process.ExitCode}.");
            if (clock.Elapsed > TimeSpan.FromMinutes(1)) throw new TimeoutException("serve rang no alarm within a minute.");
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
        return new Served(process) { FirstEntrySeconds = clock.Elapsed.TotalSeconds };
    }

    public static Process Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Client);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
