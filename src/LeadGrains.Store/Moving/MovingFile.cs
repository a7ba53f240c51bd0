namespace LeadGrains.Store;

/// <summary>A moving file on the disk: for nobody else to read, and with its name only when it is whole.</summary>
public static class MovingFile
{
    /// <summary>What ends so is packed.</summary>
    public const string PackedEnding = ".gz";

    /// <summary>
    /// Has it written under a temporary name and gives it its own. Throws <see cref="JournalRefusedException"/> where there is one
    /// already, and passes on what <paramref name="write"/> throws; nothing is left then.
    /// </summary>
    /// <param name="write">Gets the stream, and whether what it writes is to be packed.</param>
    public static void Write(string path, Action<Stream, bool> write)
    {
        if (File.Exists(path)) throw new JournalRefusedException($"There is a file {path} already; name another, or move this one away.");
        var part = path + ".part";
        try
        {
            using (var to = new FileStream(part, Options()))
            {
                write(to, path.EndsWith(PackedEnding, StringComparison.OrdinalIgnoreCase));
                to.Flush(flushToDisk: true);
            }
            File.Move(part, path, overwrite: false);
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 256 * 1024 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
