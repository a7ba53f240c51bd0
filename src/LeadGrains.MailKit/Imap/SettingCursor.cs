namespace LeadGrains.MailKit;

/// <summary>A place as a setting kept with the data, such as in a cluster's database, so that any silo can go on.</summary>
/// <param name="read">A setting's value, or null.</param>
/// <param name="keep">Keeps a setting; durable when it returns.</param>
public sealed class SettingCursor(ImapSettings settings, Func<string, CancellationToken, ValueTask<string?>> read,
    Func<string, string, CancellationToken, ValueTask> keep) : IFolderCursor
{
    /// <summary>The setting's name: one for each folder of each account.</summary>
    public string Setting { get; } = $"mail.folder.{settings.Credentials?.User}@{settings.Host}/{settings.Folder}";

    /// <inheritdoc/>
    public async ValueTask<FolderPlace?> Read(CancellationToken cancel) =>
        await read(Setting, cancel).ConfigureAwait(false) is { } text ? FolderPlace.Parse(text, $"the setting {Setting}") : null;

    /// <inheritdoc/>
    public ValueTask Keep(FolderPlace place, CancellationToken cancel) => keep(Setting, place.ToString(), cancel);
}
