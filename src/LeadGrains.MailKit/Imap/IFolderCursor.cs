namespace LeadGrains.MailKit;

/// <summary>Keeps how far a folder has been read, through crashes. One reader of a folder at a time.</summary>
public interface IFolderCursor
{
    /// <summary>The place kept last; null when none ever was.</summary>
    /// <exception cref="InvalidDataException">What was kept is no place.</exception>
    ValueTask<FolderPlace?> Read(CancellationToken cancel);

    /// <summary>Keeps a place; durable when it returns.</summary>
    ValueTask Keep(FolderPlace place, CancellationToken cancel);
}
