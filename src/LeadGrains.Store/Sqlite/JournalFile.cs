using System.Buffers.Binary;
using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace LeadGrains.Store;

/// <summary>A journal's file as such: whose it is, which version, how it is opened, how an older one is brought
/// up.</summary>
internal static class JournalFile
{
    /// <summary>"LeGr", in the header of every LeadGrains file.</summary>
    public const int ApplicationId = 0x4C654772;

    /// <summary>How long a connection waits for another's lock.</summary>
    public const int BusyMilliseconds = 2_000;

    private const int HeaderBytes = 100, UserVersionAt = 60, ApplicationIdAt = 68;

    private static readonly (int Number, string Sql)[] Migrations = ReadMigrations();

    /// <summary>The version this program writes, and the highest it reads.</summary>
    public static int Version => Migrations[^1].Number;

    /// <summary>
    /// Refuses a file that is another program's or a newer version's, before anything is written to it. Looks at the
    /// bytes first, and only into a file of our own through SQLite, since a version may still be in the log beside it.
    /// </summary>
    public static void Check(string path)
    {
        // An interrupted first start leaves a hot rollback journal; SQLite repairs it when it opens the file.
        if (SizeOf(path) == 0 || SizeOf(path + "-journal") > 0) return;
        var header = new byte[HeaderBytes];
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            if (file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) < HeaderBytes
                || !header.AsSpan().StartsWith("SQLite format 3\0"u8))
                throw NotOurs(path);
        if (BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(ApplicationIdAt)) != ApplicationId) throw NotOurs(path);
        CheckVersion(path, BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(UserVersionAt)));
        if (SizeOf(path + "-wal") == 0) return;
        using var reader = OpenReader(path);
        CheckVersion(path, (int)Number(reader, "PRAGMA user_version"));
    }

    /// <summary>The one connection that writes. Creates the tables or brings them up to
    /// <see cref="Version"/>.</summary>
    public static SqliteConnection OpenWriter(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Migrate(connection, path);
            Run(connection, "PRAGMA journal_mode = WAL");
            Run(connection, "PRAGMA synchronous = FULL");
            // The journal checkpoints by itself after a commit: SQLite's own swallows a failed fsync.
            Run(connection, "PRAGMA wal_autocheckpoint = 0");
            Run(connection, "PRAGMA temp_store = MEMORY");
            // What a row no longer says is zeroed in its page: who is forgotten leaves no bytes behind.
            Run(connection, "PRAGMA secure_delete = ON");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection that can't write. Throws <see cref="JournalRefusedException"/> as
    /// <see cref="Check"/>.</summary>
    public static SqliteConnection OpenReaderChecked(string path)
    {
        if (!File.Exists(path)) throw Missing(path);
        if (SizeOf(path) == 0) throw NotOurs(path);
        Check(path);
        return OpenReader(path);
    }

    public static JournalRefusedException Missing(string path) =>
        new($"There is no file {path}; create one with 'leadgrains init', or name another with --file.");

    public static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public static long SizeOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    private static SqliteConnection OpenReader(string path) => Open(path, SqliteOpenMode.ReadOnly);

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            // A pool would keep the file open after everybody has gone.
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        try
        {
            connection.Open();
            Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {BusyMilliseconds}"));
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Each step is one transaction together with its number: a killed migration leaves the old version or the new.
    private static void Migrate(SqliteConnection connection, string path)
    {
        var version = Number(connection, "PRAGMA user_version");
        CheckVersion(path, version);
        if (version == 0 && Number(connection, "SELECT count(*) FROM sqlite_master") > 0) throw NotOurs(path);
        foreach (var (number, sql) in Migrations.Where(m => m.Number > version))
        {
            Run(connection, "BEGIN IMMEDIATE");
            Run(connection, sql);
            Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
            Run(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {number}"));
            Run(connection, "COMMIT");
        }
    }

    private static void CheckVersion(string path, long version)
    {
        if (version > Version)
            throw new JournalRefusedException(
                $"{path} was written by a newer LeadGrains (format {version}, this one knows {Version}); update this"
                    + $" program, the file was not touched.");
    }

    private static JournalRefusedException NotOurs(string path) =>
        new($"{path} is not a LeadGrains file; name another with --file. The file was not touched.");

    private static (int, string)[] ReadMigrations()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (int.Parse(name.AsSpan(0, 3), CultureInfo.InvariantCulture), Read(assembly, name)))];
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
