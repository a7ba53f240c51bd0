using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using LeadGrains.Contract;

namespace LeadGrains.Silo.Tests;

/// <summary>A real process of the cluster; killed with the test if it still runs.</summary>
internal sealed partial class SiloUnderTest : IAsyncDisposable
{
    /// <summary>Several processes start at once on a machine of two cores.</summary>
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly List<string> _said = [], _complained = [];
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false, UseCookies = false };

    private SiloUnderTest(IEnumerable<string> arguments, IEnumerable<(string Name, string Value)>? variables = null)
    {
        // As for development: webhooks of tests are told on this machine.
        var start = new ProcessStartInfo("dotnet") { Environment = { ["LEADGRAINS_WEBHOOK_ALLOW_PRIVATE"] = "1" }, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var (name, value) in variables ?? []) start.Environment[name] = value;
        foreach (var argument in (string[])["exec", Path.Combine(AppContext.BaseDirectory, "leadgrains-silo.dll"), .. arguments]) start.ArgumentList.Add(argument);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data, _said);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data, _complained);
        _process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException($"It ended with {_process.ExitCode}: {string.Join('\n', Complained)}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;
    public Uri Address => _listening.Task.Result;
    public IReadOnlyList<string> Said { get { lock (_said) return [.. _said]; } }
    public IReadOnlyList<string> Complained { get { lock (_complained) return [.. _complained]; } }

    /// <summary>Starts one on loopback, at free ports, and waits until it listens.</summary>
    public static async Task<SiloUnderTest> Start(string database, string role = "all", params IEnumerable<string> further)
    {
        var silo = new SiloUnderTest([
            "--database", database, "--role", role, "--urls", "http://127.0.0.1:0", "--address", "127.0.0.1",
            "--silo-port", $"{Ports.Free()}", "--gateway-port", $"{Ports.Free()}", .. further]);
        try
        {
            await silo._listening.Task.WaitAsync(StartWithin);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs one to its end.</summary>
    public static Task<(int ExitCode, IReadOnlyList<string> Said, IReadOnlyList<string> Complained)> Run(params IEnumerable<string> arguments) => RunWith([], arguments);

    /// <summary>The same in another environment.</summary>
    public static async Task<(int ExitCode, IReadOnlyList<string> Said, IReadOnlyList<string> Complained)> RunWith(IEnumerable<(string Name, string Value)> variables, params IEnumerable<string> arguments)
    {
        await using var silo = new SiloUnderTest(arguments, variables);
        await silo._process.WaitForExitAsync().WaitAsync(StartWithin);
        return (silo._process.ExitCode, silo.Said, silo.Complained);
    }

    /// <summary>A browser with a session, or without one.</summary>
    public HttpClient Browser(string? session)
    {
        var http = new HttpClient(_handler, disposeHandler: false) { BaseAddress = Address };
        http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        if (session is not null) http.DefaultRequestHeaders.Add("Cookie", $"leadgrains={session}");
        return http;
    }

    public HttpClient WithKey(string key)
    {
        var http = new HttpClient(_handler, disposeHandler: false) { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    /// <summary>Ends it without a word, as a power failure would.</summary>
    public Task Kill()
    {
        _process.Kill();
        return _process.WaitForExitAsync();
    }

    /// <summary>Tells it to stop, and waits for its end: the exit code and how long it took.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> Stop()
    {
        var since = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-TERM", $"{Id}"])) await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(StartWithin);
        return (_process.ExitCode, since.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _handler.Dispose();
    }

    private void Hear(string? line, List<string> heard)
    {
        if (line is null) return;
        lock (heard) heard.Add(line);
        if (heard == _said && Listening().Match(line) is { Success: true } at) _listening.TrySetResult(new Uri(at.Groups[1].Value));
    }

    [GeneratedRegex(@"(?:API are|health is) at (http://[0-9.]+:[0-9]+)")]
    private static partial Regex Listening();
}
