namespace LeadGrains.MailKit;

/// <summary>
/// How far a folder has been read. A UID means a message only together with the folder's UIDVALIDITY (RFC 9051, 2.3.1.1):
/// when that changes, all numbers are new.
/// </summary>
/// <param name="Validity">The folder's UIDVALIDITY.</param>
/// <param name="LastUid">Everything up to it is done; 0 before the first.</param>
public readonly record struct FolderPlace(uint Validity, uint LastUid);
