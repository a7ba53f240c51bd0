using System.Security.Cryptography;

namespace LeadGrains.Mail;

/// <summary>
/// Keeps messages that belong to nobody we know, or that can't be read, for a person to look at: nothing is lost, and
/// nothing grows without bound. A message is one file, named after its content, so that the same one again is the same
/// file; it is on the disk before the answer.
/// </summary>
public sealed class UnmatchedFolder(string folder)
{
    /// <summary>Files kept; then further messages are turned away until somebody has looked.</summary>
    public const int FilesMax = 10_000;

    /// <summary>The folder's usual name, beside the LeadGrains file.</summary>
    public const string FolderName = "mail-unmatched";

    private int? _files;

    /// <summary>Where they are.</summary>
    public string Path => folder;

    /// <summary>Keeps one and answers its file's name; null when there are too many already.</summary>
    /// <exception cref="IOException">The disk has no space, or the folder can't be written.</exception>
    public string? Keep(ReadOnlySpan<byte> message)
    {
        Directory.CreateDirectory(folder);
        var name = Convert.ToHexStringLower(SHA256.HashData(message).AsSpan(0, 12)) + ".eml";
        var path = System.IO.Path.Combine(folder, name);
        if (File.Exists(path)) return name;
        _files ??= Directory.EnumerateFiles(folder).Take(FilesMax).Count();
        if (_files >= FilesMax) return null;
        var draft = System.IO.Path.Combine(folder, $".{name}.{Guid.NewGuid():N}.tmp");
        using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            file.Write(message);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
        FolderSync.Flush(folder);
        _files++;
        return name;
    }
}
