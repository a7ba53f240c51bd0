using System.Diagnostics;
using System.Text.Json;
using LeadGrains.Store;

namespace LeadGrains.Benchmarks;

/// <summary>The product as a process: <c>leadgrains serve</c> on a file, watched from outside.</summary>
internal sealed class Served : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Set to 1 for the askers alone, before their first socket: what they do when an answer comes is nothing that waits, and handing it
    /// to another thread takes cores that the server shares.
    /// </summary>
    public const string InlineSockets = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private readonly Process _process;

    private Served(Process process) => _process = process;

    public double FirstEntrySeconds { get; private init; }

    /// <summary>Where it listens, when it was started for that.</summary>
    public Uri Address { get; private init; } = new("http://localhost");

    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    public double CpuSeconds
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime.TotalSeconds;
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
            if (clock.Elapsed > StartWithin) throw new TimeoutException("serve rang no alarm within a minute.");
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }
        return new Served(process) { FirstEntrySeconds = clock.Elapsed.TotalSeconds };
    }

    /// <summary>Starts it, or the baseline, and waits until it listens.</summary>
    public static async Task<Served> Listen(string? file)
    {
        var told = new TaskCompletionSource<Uri>();
        var process = file is null ? Run("dotnet", [typeof(Served).Assembly.Location, BareWeb.Argument], Heard)
            : Run("dotnet", [Client, "serve", "--json", "--hold-sending", "--file", file, "--outbox", file + "-mail", "--urls", "http://127.0.0.1:0"], Heard);
        return new Served(process) { Address = await told.Task.WaitAsync(StartWithin) };

        void Heard(string? line)
        {
            if (line?.Contains("\"listening\"", StringComparison.Ordinal) is not true) return;
            using var document = JsonDocument.Parse(line);
            told.TrySetResult(new Uri(document.RootElement.GetProperty("listening")[0].GetString()!));
        }
    }

    /// <summary>What a command of the product says.</summary>
    public static async Task<string> Said(params string[] arguments)
    {
        var said = new List<string>();
        using var process = Run("dotnet", [Client, .. arguments], line => { if (line is not null) said.Add(line); });
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? string.Join('\n', said) : throw new InvalidOperationException($"{arguments[0]} ended with {process.ExitCode}.");
    }

    public static Process Run(params string[] arguments) => Run("dotnet", [Client, .. arguments], _ => { });

    private static Process Run(string program, string[] arguments, Action<string?> heard)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove(InlineSockets);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, said) => heard(said.Data);
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
