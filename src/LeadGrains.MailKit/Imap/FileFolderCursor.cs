using System.Text;

namespace LeadGrains.MailKit;

/// <summary>A place in a file of its own. The file is replaced whole, or not at all.</summary>
public sealed class FileFolderCursor(string path) : IFolderCursor
{
    /// <inheritdoc/>
    public async ValueTask<FolderPlace?> Read(CancellationToken cancel) =>
        File.Exists(path) ? FolderPlace.Parse(await File.ReadAllTextAsync(path, cancel).ConfigureAwait(false), path) : null;

    /// <inheritdoc/>
    public async ValueTask Keep(FolderPlace place, CancellationToken cancel)
    {
        var (draft, folder) = (path + ".tmp", Path.GetDirectoryName(Path.GetFullPath(path))!);
        Directory.CreateDirectory(folder);
        var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(Encoding.ASCII.GetBytes($"{place}\n"), cancel).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
        FolderSync.Flush(folder);
    }
}
