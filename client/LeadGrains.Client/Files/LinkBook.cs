using LeadGrains.Mail;
using LeadGrains.Store;

namespace LeadGrains.Client.Files;

/// <summary>The keys of links in mail, kept with the data.</summary>
internal static class LinkBook
{
    /// <summary>What signs a file's links; an older file gets its first key now. Before the engine takes the journal.</summary>
    public static SignedLinks OfOrMade(IJournal journal)
    {
        if (LinkKeys.Read(journal.Setting) is { } kept) return new SignedLinks(kept);
        var batch = new JournalBatch();
        var keys = Begin(journal, batch);
        journal.Commit(batch);
        return new SignedLinks(keys);
    }

    /// <summary>The first key goes into a batch, where there is none yet.</summary>
    public static LinkKeys Begin(IJournal journal, JournalBatch batch)
    {
        if (LinkKeys.Read(journal.Setting) is { } kept) return kept;
        var (keys, name, value) = LinkKeys.Next(null);
        batch.Settings[name] = value;
        return keys;
    }
}
