using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LeadGrains.Store;

/// <summary>
/// The journal in one SQLite file: write-ahead log, <c>synchronous=FULL</c>, and one connection that both writes and
/// checkpoints (the bundled SQLite is older than 3.51.3, which fixed a corruption with two). One thread, as
/// <see cref="IJournal"/> says. Readers use <see cref="LeadViews"/>, which can't write.
/// </summary>
public sealed partial class SqliteJournal : IJournal
{
    /// <summary>
    /// Pages of 4 KiB written to the log before it is brought into the file: 4 MB. Measured with 512 random updates a
    /// commit on a busy machine: 4,000 pages gave no more throughput, and the commits that checkpoint waited twice as
    /// long.
    /// </summary>
    public const int CheckpointPages = 1_000;

    /// <summary>
    /// Memory for pages, in KiB: 64 MB, or a 32nd of the file up to 256 MB. So much its indexes take, and those are what
    /// every command touches at random places.
    /// </summary>
    public const int CacheKibibytes = 65_536, CacheKibibytesMax = 262_144;

    /// <summary>While much is taken in: at least 128 MB of pages, and a log of 128 MB.</summary>
    public const int BulkCacheKibibytes = 131_072, BulkCheckpointPages = 32_000;

    private readonly FileLock _lock;
    private readonly SqliteConnection _connection;
    private readonly List<Statement> _statements = [];
    private readonly JsonBuffer _json = new();
    private byte[] _heardBytes = new byte[1024];
    private int _pagesSinceCheckpoint;
    private int _checkpointPages = CheckpointPages;
    private int _cacheKibibytesMin = CacheKibibytes, _cacheKibibytes;
    private bool _forgetsInLog; // somebody was forgotten, and the log still has what was known

    private SqliteJournal(string path, FileLock held)
    {
        Path = path;
        _lock = held;
        // A crash may have left a log in which somebody is not forgotten yet.
        _forgetsInLog = JournalFile.SizeOf(path + "-wal") > 0;
        _connection = JournalFile.OpenWriter(path);
        try
        {
            FitCache();
            PrepareReads();
            PrepareWrites();
            LastSeq = JournalFile.Number(_connection, "SELECT coalesce(max(seq), 0) FROM event");
            LastLead = JournalFile.Number(_connection, "SELECT coalesce(max(row), 0) FROM lead");
            LastParcel = long.Parse(Setting(LastParcelSetting) ?? "0",
                System.Globalization.CultureInfo.InvariantCulture);
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <summary>The file, as it was named.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public long LastSeq { get; private set; }

    /// <inheritdoc/>
    public long LastLead { get; private set; }

    /// <inheritdoc/>
    public long LastParcel { get; private set; }

    /// <summary>Pages written to the log since this journal was opened; what a command costs is counted in
    /// these.</summary>
    public long PagesWritten { get; private set; }

    /// <summary>
    /// Makes a new file. Throws <see cref="JournalRefusedException"/> when there is one, or the folder can't be
    /// written.
    /// </summary>
    public static SqliteJournal Create(string path) => JournalFile.SizeOf(path) > 0
        ? throw new JournalRefusedException($"There is a file {path} already; name another, or move this one away.")
        : OpenOrCreate(path);

    /// <summary>
    /// Opens a file, and brings an older one up to this version. Throws <see cref="JournalRefusedException"/> when
    /// there is none, or when it is another program's or a newer version's (it stays byte for byte as it was), and
    /// <see cref="JournalInUseException"/> when another process has it.
    /// </summary>
    public static SqliteJournal Open(string path) =>
        File.Exists(path) ? OpenOrCreate(path) : throw JournalFile.Missing(path);

    /// <summary><see cref="Open"/> where there is a file, else <see cref="Create"/>.</summary>
    public static SqliteJournal OpenOrCreate(string path)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path));
        if (!Directory.Exists(folder))
            throw new JournalRefusedException($"There is no folder {folder}; make it first.");
        if (File.Exists(path)) JournalFile.Check(path);
        var held = FileLock.Take(path);
        try
        {
            return new SqliteJournal(path, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Brings the log into the file and lets go of it.</summary>
    public void Dispose()
    {
        Close();
        _lock.Dispose();
    }

    /// <summary>
    /// For taking in much at once: more memory for pages and rarer checkpoints, so that the pages of the indexes, which new
    /// identities hit at random, are brought into the file once and not with every commit. Until the journal is closed.
    /// </summary>
    public void ExpectBulk()
    {
        (_cacheKibibytesMin, _checkpointPages) = (BulkCacheKibibytes, BulkCheckpointPages);
        FitCache();
    }

    /// <summary>For tests: the disk is full when the file has so many pages; 0 takes the limit away.</summary>
    internal void LimitPages(long pages) =>
        JournalFile.Run(_connection, $"PRAGMA max_page_count = {(pages == 0 ? 4_294_967_294 : pages)}");

    internal long Pages => JournalFile.Number(_connection, "PRAGMA page_count");

    private Statement Prepare(string sql)
    {
        var statement = new Statement(_connection, sql);
        _statements.Add(statement);
        return statement;
    }

    private void Close()
    {
        foreach (var statement in _statements) statement.Dispose();
        _connection.Dispose();
        _json.Dispose();
        _leadJson.Dispose();
        _entryJson.Dispose();
    }

    // Only an emptied log has no old pages. A reader in the way is not waited for: the next commit tries again.
    private void TruncateLog()
    {
        _ = raw.sqlite3_busy_timeout(_connection.Handle!, 0);
        var code = raw.sqlite3_wal_checkpoint_v2(_connection.Handle!, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        _ = raw.sqlite3_busy_timeout(_connection.Handle!, JournalFile.BusyMilliseconds);
        if (code == raw.SQLITE_OK) (_forgetsInLog, _pagesSinceCheckpoint) = (false, 0);
        else if (code is not (raw.SQLITE_BUSY or raw.SQLITE_FULL)) SqliteException.ThrowExceptionForRC(code, _connection.Handle!);
    }

    // PASSIVE never waits for a reader. A full disk can wait for the next time, since the log holds everything; a
    // failed write or fsync can't, since the system forgets it after telling once.
    private void CheckpointWhenDue()
    {
        _ = raw.sqlite3_db_status(_connection.Handle!, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        PagesWritten += pages;
        _pagesSinceCheckpoint += pages;
        if (_forgetsInLog) TruncateLog();
        if (_pagesSinceCheckpoint < _checkpointPages) return;
        _pagesSinceCheckpoint = 0;
        var code = raw.sqlite3_wal_checkpoint_v2(_connection.Handle!, "main", raw.SQLITE_CHECKPOINT_PASSIVE,
            out _, out _);
        if (code is not (raw.SQLITE_OK or raw.SQLITE_BUSY or raw.SQLITE_FULL))
            SqliteException.ThrowExceptionForRC(code, _connection.Handle!);
        FitCache();
    }

    // The file grows while it is open. In steps, so that it is seldom told.
    private void FitCache()
    {
        const int step = 16_384;
        var fitting = (int)Math.Min(CacheKibibytesMax, Pages * 4 / 32 / step * step);
        var wanted = Math.Max(_cacheKibibytesMin, fitting);
        if (wanted == _cacheKibibytes) return;
        JournalFile.Run(_connection, $"PRAGMA cache_size = -{wanted}");
        _cacheKibibytes = wanted;
    }
}
