using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace LeadGrains.MailKit.Tests;

/// <summary>This assembly as a process of its own, and what ends it.</summary>
internal static class Children
{
    private const int KillSignal = 9;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A seed of today, or the one that LEADGRAINS_SEED gives.</summary>
    public static int Seed() =>
        int.TryParse(Environment.GetEnvironmentVariable("LEADGRAINS_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : Environment.TickCount;

    public static bool IsLong => Environment.GetEnvironmentVariable("LEADGRAINS_LONG") == "1";

    public static Process Start(params string[] args) =>
        Process.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "LeadGrains.MailKit.Tests.dll"), .. args]);

    public static void Kill(Process child)
    {
        Assert.Equal(0, Signal(child.Id, KillSignal));
        child.WaitForExit();
    }

    /// <summary>Waits for what other processes and real sockets do.</summary>
    public static async Task Until(Func<bool> isSo, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(watch.Elapsed < Patience, $"it doesn't happen: {what}");
            await Task.Delay(10);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int process, int signal);
}
