using LeadGrains.Store;

namespace LeadGrains.Mail;

/// <summary>The key behind <see cref="ReturnPath"/>: made when the first server is used, and kept with the data, so that
/// a bounce of last year's mail is still known after the machine has changed.</summary>
public static class ReturnPathKey
{
    /// <summary>The setting's name; its value is base64.</summary>
    public const string Setting = "mail.return-path-key";

    /// <summary>The key, or null where no touch has ever had such an address.</summary>
    public static byte[]? Kept(Func<string, string?> setting) => setting(Setting) is { } text ? Convert.FromBase64String(text) : null;

    /// <summary>The key; a new one is durable before it is returned. Before an engine has the journal.</summary>
    public static byte[] Of(IJournal journal)
    {
        if (Kept(journal.Setting) is { } kept) return kept;
        var key = System.Security.Cryptography.RandomNumberGenerator.GetBytes(ReturnPath.KeyBytes);
        var batch = new JournalBatch();
        batch.Settings[Setting] = Convert.ToBase64String(key);
        journal.Commit(batch);
        return key;
    }
}
