using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace LeadGrains.Client.Tests;

/// <summary>What a run of the client said, and its exit code.</summary>
internal sealed record Ran(int Exit, string Out, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;
    public IReadOnlyList<JsonElement> JsonLines =>
        [.. Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];

    /// <summary>One line that says what to do, no stack trace.</summary>
    public Ran WithCleanError(int exit)
    {
        Assert.True(exit == Exit, $"exit {Exit}, expected {exit}\n{Out}\n{Error}");
        Assert.StartsWith("leadgrains: ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        return this;
    }
}

/// <summary>A folder of its own, in which the real client runs as a process.</summary>
internal sealed class Place : IDisposable
{
    /// <summary>Where the client is.</summary>
    public static string Client { get; } = FindClient();

    /// <summary>Variables of the processes that are started here.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("leadgrains-").FullName;

    public string this[string name] => Path.Combine(Folder, name);

    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>Runs the client to its end.</summary>
    public Ran Run(params string[] args)
    {
        using var process = Start(args);
        return End(process);
    }

    /// <summary>Runs it and expects that all is well.</summary>
    public Ran Fine(params string[] args)
    {
        var ran = Run(args);
        Assert.True(ran.Exit == 0, $"leadgrains {string.Join(' ', args)}: exit {ran.Exit}\n{ran.Out}\n{ran.Error}");
        return ran;
    }

    /// <summary>Runs a line of the shell, in which <c>leadgrains</c> is the client.</summary>
    public Ran Shell(string line)
    {
        using var process =
            Begin("bash", ["-c", $"set -o pipefail; leadgrains() {{ dotnet '{Client}' \"$@\"; }}; {line}"]);
        return End(process);
    }

    public Process Start(params string[] args) => Begin("dotnet", [Client, .. args]);

    /// <summary>Waits for a process and collects what it said.</summary>
    public static Ran End(Process process)
    {
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEndAsync();
        var ended = process.WaitForExit(TimeSpan.FromSeconds(60));
        if (!ended) process.Kill();
        Assert.True(ended, $"it doesn't end; so far it said {text.Result}{error.Result}");
        return new Ran(process.ExitCode, text.Result, error.Result);
    }

    /// <summary>Kill is 9, a polite stop is 15.</summary>
    public static void Signal(Process process, int signal) => Assert.Equal(0, kill(process.Id, signal));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private Process Begin(string program, string[] args)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["NO_COLOR"] = "1";
        start.Environment.Remove("LEADGRAINS_TRACE");
        // Places live side by side: each server takes a free port.
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    // Built beside us, with the same configuration.
    private static string FindClient()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(Repository.Root, "client", "LeadGrains.Client", "bin", output.Parent!.Name,
            output.Name, "leadgrains.dll");
    }

#pragma warning disable SYSLIB1054 // source generation would want unsafe code
    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int pid, int signal);
#pragma warning restore SYSLIB1054
}

internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "LeadGrains.sln")) ? folder
            : Find(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!);
}
