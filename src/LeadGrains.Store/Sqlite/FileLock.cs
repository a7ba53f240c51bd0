using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LeadGrains.Store;

/// <summary>
/// One process has a journal at a time: a lock of the operating system on <c>FILE.lock</c>, which holds the process
/// number for whoever is refused. The lock ends with the process, however it ends; the small file stays.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private const int PidDigitsMax = 20;
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Throws <see cref="JournalInUseException"/> when another holder is alive.</summary>
    public static FileLock Take(string path)
    {
        var lockPath = path + ".lock";
        FileStream file;
        try
        {
            // Windows lets others read what is locked for writing; elsewhere only None is an exclusive flock.
            file = new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite,
                OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None, bufferSize: 0);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new JournalRefusedException(
                $"{lockPath} can't be written; give this user write access to its folder.", e);
        }
        catch (IOException e) when (File.Exists(lockPath))
        {
            throw new JournalInUseException(
                $"{path} is in use by process {Holder(lockPath) ?? "?"}; "
                + "stop that process first, or use another file.", e);
        }
        file.SetLength(0);
        file.Write(Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
        return new FileLock(file);
    }

    public void Dispose() => _file.Dispose();

    private static string? Holder(string lockPath)
    {
        try
        {
            using var handle = OperatingSystem.IsWindows()
                ? File.OpenHandle(lockPath, share: FileShare.ReadWrite)
                : new SafeFileHandle(Open(lockPath, 0), ownsHandle: true);
            var text = new byte[PidDigitsMax];
            var pid = Encoding.ASCII.GetString(text.AsSpan(0, RandomAccess.Read(handle, text, 0))).Trim();
            return pid.Length > 0 ? pid : null;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // .NET takes a shared flock even to read, and would be refused as well.
    [DllImport("libc", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false,
        ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint OpenNative([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int readOnly);

    private static nint Open(string path, int readOnly) => (int)OpenNative(path, readOnly);
}
