using System.Runtime.InteropServices;

namespace LeadGrains.Mail;

/// <summary>
/// A renamed file survives a power cut only when its folder was synced too (fsync(2)). The framework can't open
/// folders, hence
/// libc itself; on Windows a rename within NTFS is journalled.
/// </summary>
public static class FolderSync
{
    private const int ReadOnly = 0;

    /// <summary>What was created, moved or deleted in the folder stays so, whatever happens next.</summary>
    /// <exception cref="IOException">The folder can't be synced.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(folder, ReadOnly);
        if (handle < 0) throw new IOException($"open: error {Marshal.GetLastPInvokeError()}");
        try
        {
            if (Sync(handle) != 0) throw new IOException($"fsync: error {Marshal.GetLastPInvokeError()}");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi,
        BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Open(string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int handle);
}
