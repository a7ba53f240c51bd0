using System.Diagnostics;

namespace LeadGrains.Deploy.Tests;

/// <summary>The repository that the tests were built from, and programs that may be on this machine.</summary>
internal static class Repository
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.GetFiles(Path.Combine(Root, folder), pattern).Select(f => Path.GetRelativePath(Root, f)).Order(StringComparer.Ordinal);

    /// <summary>Where a program is, or null.</summary>
    public static string? Program(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Runs a program in the repository; its exit code and all it said.</summary>
    public static (int Exit, string Text) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Root };
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        Assert.True(process.WaitForExit(Within), $"{program} doesn't end.");
        return (process.ExitCode, said.Result + complained.Result);
    }

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "LeadGrains.sln")) ? folder : Find(Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!);
}

/// <summary>A test that is skipped, and says so, where a program isn't on this machine.</summary>
internal sealed class FactWithAttribute : FactAttribute
{
    public FactWithAttribute(string program, params string[] works)
    {
        if (Repository.Program(program) is not { } path) Skip = $"There is no {program} on this machine.";
        else if (works.Length > 0 && Repository.Run(path, works).Exit != 0) Skip = $"'{program} {string.Join(' ', works)}' doesn't work on this machine.";
    }
}
