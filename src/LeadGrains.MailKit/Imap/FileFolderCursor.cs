using System.Globalization;

namespace LeadGrains.MailKit;

/// <summary>A place in a file of its own: <c>UIDVALIDITY UID</c>. The file is replaced whole, or not at all.</summary>
public sealed class FileFolderCursor(string path) : IFolderCursor
{
    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file holds something else; reading from the start could be wrong.</exception>
    public async ValueTask<FolderPlace?> Read(CancellationToken cancel)
    {
        if (!File.Exists(path)) return null;
        var text = await File.ReadAllTextAsync(path, cancel).ConfigureAwait(false);
        return text.Trim().Split(' ') is [var validity, var uid] && Number(validity) is { } first && Number(uid) is { } second
            ? new FolderPlace(first, second)
            : throw new InvalidDataException($"{path} is no place in a folder. Delete it to read the folder from its first message.");
    }

    /// <inheritdoc/>
    public async ValueTask Keep(FolderPlace place, CancellationToken cancel)
    {
        var (draft, folder) = (path + ".tmp", Path.GetDirectoryName(Path.GetFullPath(path))!);
        Directory.CreateDirectory(folder);
        var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        await using (file.ConfigureAwait(false))
        {
            await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{place.Validity} {place.LastUid}\n"), cancel).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }
        File.Move(draft, path, overwrite: true);
        FolderSync.Flush(folder);
    }

    private static uint? Number(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
