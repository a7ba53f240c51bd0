using System.Diagnostics;

namespace LeadGrains.Client.Tests;

/// <summary>A small disk in memory, to be filled. Needs the right to mount.</summary>
internal sealed class Tmpfs : IDisposable
{
    private readonly string _folder;

    public Tmpfs(string folder, string size)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
        if (!Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs",
            folder)) throw new InvalidOperationException("can't mount");
    }

    public static bool IsPossible { get; } = Try();

    public void Resize(string size) => Assert.True(Run("mount", "-o", $"remount,size={size}", _folder));

    public void Dispose() => Run("umount", "-l", _folder);

    private static bool Try()
    {
        var folder = Directory.CreateTempSubdirectory("leadgrains-").FullName;
        try
        {
            new Tmpfs(folder, "1m").Dispose();
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    private static bool Run(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class TmpfsFactAttribute : FactAttribute
{
    public TmpfsFactAttribute()
    {
        if (!Tmpfs.IsPossible) Skip = "This user can't mount a small disk to be filled.";
    }
}
