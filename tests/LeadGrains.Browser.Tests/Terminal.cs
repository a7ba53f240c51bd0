using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LeadGrains.Browser.Tests;

/// <summary>A command of the client in a terminal, as somebody at the keyboard has it: what is a secret is told there and nowhere else.</summary>
internal sealed partial class Terminal : IAsyncDisposable
{
    private const int Interrupt = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _terminal;
    private readonly string _pid;
    private readonly StringBuilder _said = new(); // locked: written by the reader, read by the test
    private readonly Task _reading;

    public Terminal(Place place, string command)
    {
        _pid = place[$"terminal-{Guid.NewGuid():N}.pid"];
        _terminal = Process.Start(new ProcessStartInfo("script", ["-qefc", $"echo $$ > '{_pid}'; exec dotnet '{Place.Client}' {command}", "/dev/null"])
        {
            WorkingDirectory = place.Folder,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            Environment = { ["NO_COLOR"] = "1", ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" },
        })!;
        _reading = Read();
    }

    /// <summary>What stands in it.</summary>
    public string Text
    {
        get
        {
            lock (_said) return Ansi().Replace(_said.ToString(), "");
        }
    }

    /// <summary>Waits until something stands there.</summary>
    public async Task<Match> Shows(Regex what)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience; await Task.Delay(50))
            if (what.Match(Text) is { Success: true } match) return match;
        throw new TimeoutException($"It doesn't say {what}, but:\n{Text}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_terminal.HasExited)
            using (var client = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(_pid), CultureInfo.InvariantCulture))) Place.Signal(client, Interrupt);
        await _terminal.WaitForExitAsync().WaitAsync(Patience);
        await _reading;
        var exit = _terminal.ExitCode;
        _terminal.Dispose();
        Assert.True(exit == 0, Text);
    }

    private async Task Read()
    {
        var part = new char[4096];
        while (await _terminal.StandardOutput.ReadAsync(part) is > 0 and var length)
            lock (_said) _said.Append(part, 0, length);
    }

    [GeneratedRegex(@"\x1B\[[0-9;?]*[A-Za-z]|\r")]
    private static partial Regex Ansi();
}
