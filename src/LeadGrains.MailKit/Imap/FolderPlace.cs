using System.Globalization;

namespace LeadGrains.MailKit;

/// <summary>
/// How far a folder has been read. A UID means a message only together with the folder's UIDVALIDITY (RFC 9051, 2.3.1.1):
/// when that changes, all numbers are new.
/// </summary>
/// <param name="Validity">The folder's UIDVALIDITY.</param>
/// <param name="LastUid">Everything up to it is done; 0 before the first.</param>
public readonly record struct FolderPlace(uint Validity, uint LastUid)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="where">For the fault.</param>
    /// <exception cref="InvalidDataException">It is something else; to begin at the first message could be wrong.</exception>
    public static FolderPlace Parse(string text, string where) =>
        text.Trim().Split(' ') is [var validity, var uid] && Number(validity) is { } first && Number(uid) is { } second
            ? new FolderPlace(first, second)
            : throw new InvalidDataException($"{where} is no place in a folder. Delete it to read the folder from its first message.");

    /// <summary><c>UIDVALIDITY UID</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Validity} {LastUid}");

    private static uint? Number(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
