using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LeadGrains.Store;

/// <summary>
/// Copies a journal while an engine writes to it. The copy is the state at one instant, at or after the start: all that
/// was acknowledged before is in it. It is checked before it gets its name, and opens with sending held.
/// </summary>
public static class Backup
{
    /// <summary>The setting that says whether mail and webhooks may leave.</summary>
    public const string SendingSetting = "sending";

    /// <summary>The value of <see cref="SendingSetting"/> in a copy, until somebody releases it.</summary>
    public const string SendingHeld = "held";

    /// <summary>Pages copied between two looks at the token and the progress: 4 MB.</summary>
    public const int StepPages = 1_024;

    /// <summary>
    /// Makes the copy under a temporary name beside <paramref name="target"/>, checks it, and renames it at last.
    /// Throws <see cref="JournalRefusedException"/> when the target exists, the source is no journal, or the copy is
    /// not sound; the temporary file is gone then. While it runs the source's log can't start over and grows by what is
    /// written.
    /// </summary>
    /// <param name="progress">Pages copied and pages in all.</param>
    public static void Copy(string source, string target, IProgress<(int Copied, int Pages)>? progress = null,
        CancellationToken cancellation = default)
    {
        if (File.Exists(target))
            throw new JournalRefusedException(
                $"There is a file {target} already; name another, or move this one away.");
        var part = target + ".part";
        try
        {
            Remove(part);
            CopyPages(source, part, progress, cancellation);
            Hold(part);
            foreach (var fault in Doctor.Quick(part))
                throw new JournalRefusedException(
                    $"The copy of {source} is not sound ({fault}); run 'leadgrains doctor' on the original.");
            using (var file = File.OpenHandle(part, FileMode.Open, FileAccess.ReadWrite))
                RandomAccess.FlushToDisk(file);
            File.Move(part, target, overwrite: false);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_FULL)
        {
            throw new JournalFullException(
                $"There is not enough space for the copy {target}; make some, or name another folder.", e);
        }
        finally
        {
            Remove(part);
        }
    }

    private static void CopyPages(string source, string part, IProgress<(int, int)>? progress,
        CancellationToken cancellation)
    {
        using var from = JournalFile.OpenReaderChecked(source);
        using var to = new SqliteConnection($"Data Source={part};Pooling=False");
        to.Open();
        // One read transaction over all steps: else every commit of the engine would start the copy over.
        JournalFile.Run(from, "BEGIN");
        _ = JournalFile.Number(from, "SELECT count(*) FROM setting");
        using var backup = raw.sqlite3_backup_init(to.Handle!, "main", from.Handle!, "main");
        for (var code = raw.SQLITE_OK; code != raw.SQLITE_DONE;)
        {
            cancellation.ThrowIfCancellationRequested();
            code = raw.sqlite3_backup_step(backup, StepPages);
            if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE)) SqliteException.ThrowExceptionForRC(code, to.Handle!);
            var pages = raw.sqlite3_backup_pagecount(backup);
            progress?.Report((pages - raw.sqlite3_backup_remaining(backup), pages));
        }
    }

    // Without a log, so that the copy is one file.
    private static void Hold(string part)
    {
        using var copy = new SqliteConnection($"Data Source={part};Pooling=False");
        copy.Open();
        JournalFile.Run(copy, "PRAGMA journal_mode = DELETE");
        JournalFile.Run(copy, "PRAGMA synchronous = FULL");
        Hold(copy);
    }

    /// <summary>Nothing leaves until somebody releases it.</summary>
    internal static void Hold(SqliteConnection copy) => JournalFile.Run(copy, $"""
        INSERT INTO setting (name, value) VALUES ('{SendingSetting}', '{SendingHeld}')
          ON CONFLICT (name) DO UPDATE SET value = excluded.value
        """);

    private static void Remove(string part)
    {
        foreach (var file in (string[])[part, part + "-wal", part + "-shm", part + "-journal"]) File.Delete(file);
    }
}
