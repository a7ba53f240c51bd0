using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace LeadGrains.Store;

/// <summary>The embedded edition's file. One process writes it, in the order of the numbers.</summary>
internal sealed class SqliteDialect(string path) : ViewDialect
{
    public override string By(string? index) => index is null ? "" : $"INDEXED BY {index}";

    public override string Utf8(string column) => $"CAST({column} AS BLOB)";

    public override string Field(string column, string name) => $"{column} ->> '$.{name}'";

    public override string Named(string text) =>
        $"instr(lower(coalesce({Field("state", "person.firstName")}, '') || ' ' || coalesce({Field("state", "person.lastName")}, '') || ' ' || coalesce({Field("state", "person.company")}, '')), lower({text})) > 0";

    public override int NamesReadMax => 20_000;

    public override string Ids(string parameter) => $"SELECT unhex(value) FROM json_each({parameter})";

    // SQLite never reorders these, so that the order of the walk stays.
    public override string Following(string table) => $"CROSS JOIN {table}";

    public override string AsWalked(string order) => "";

    public override DbTransaction Instant(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    public override long LastSeq(DbConnection connection) => JournalFile.Number((SqliteConnection)connection, "SELECT coalesce(max(seq), 0) FROM event");

    public override long FinalSeq(DbConnection connection, long after) => long.MaxValue;

    public override (string, long) Kept(DbConnection connection) => (Path.GetFileName(path), JournalFile.SizeOf(path) + JournalFile.SizeOf(path + "-wal"));
}
