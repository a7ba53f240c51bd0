using System.Diagnostics;
using LeadGrains.Contract;

namespace LeadGrains.Client.Tests.Sending;

/// <summary>Debian's Postfix on a free port of loopback, everything it takes held. Needs root, as Postfix does.</summary>
internal sealed class Postfix : IDisposable
{
    private static readonly string Script = Path.Combine(Repository.Root, "tests", "postfix.sh");

    // Not below a folder that only root may enter: Postfix works as a user of its own.
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"leadgrains-postfix-{Guid.NewGuid():N}");

    public Postfix()
    {
        Port = Ports.Free();
        Run("start", _folder, $"{Port}");
    }

    public static bool IsThere => OperatingSystem.IsLinux() && Environment.UserName == "root" && File.Exists("/usr/sbin/postfix");

    public int Port { get; }

    public string Certificate => Path.Combine(_folder, "cert.pem");

    public string Log => File.ReadAllText(Path.Combine(_folder, "log"));

    /// <summary>Who would have got the mails in its queue.</summary>
    public IReadOnlyList<string> Recipients => Run("list", _folder).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose()
    {
        Run("stop", _folder);
        Directory.Delete(_folder, recursive: true);
    }

    private static string Run(params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [Script, .. args]) { RedirectStandardOutput = true })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return text;
    }
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostfixFactAttribute : FactAttribute
{
    public PostfixFactAttribute()
    {
        if (!Postfix.IsThere) Skip = "Postfix isn't installed, or this user may not start it ('tests/postfix.sh install').";
    }
}
