using System.Text;
using LeadGrains.Lifecycle;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LeadGrains.Store;

/// <summary>
/// A prepared statement that lives as long as its connection. Binds spans straight from a buffer: parameters of
/// Microsoft.Data.Sqlite cost an object and a copy each. One thread. Parameters count from 1, columns from 0.
/// Throws <see cref="SqliteException"/> as the connection does.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _statement;

    public Statement(SqliteConnection connection, string sql)
    {
        _db = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_db, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public Statement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, long? value)
    {
        Check(value is { } known ? raw.sqlite3_bind_int64(_statement, parameter, known)
            : raw.sqlite3_bind_null(_statement, parameter));
        return this;
    }

    public Statement Bind(int parameter, Moment? value) => Bind(parameter, value?.Milliseconds);

    public Statement Bind(int parameter, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(_statement, parameter)
            : raw.sqlite3_bind_text(_statement, parameter, value));
        return this;
    }

    /// <summary>Text that is UTF-8 already.</summary>
    public Statement BindText(int parameter, ReadOnlySpan<byte> utf8)
    {
        Check(raw.sqlite3_bind_text(_statement, parameter, utf8));
        return this;
    }

    /// <summary>An empty span is null.</summary>
    public Statement BindBlob(int parameter, ReadOnlySpan<byte> bytes)
    {
        Check(bytes.IsEmpty ? raw.sqlite3_bind_null(_statement, parameter)
            : raw.sqlite3_bind_blob(_statement, parameter, bytes));
        return this;
    }

    public Statement Bind(int parameter, LeadId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, id.Value);
        return BindBlob(parameter, bytes);
    }

    /// <summary>The next row; false at the end, and then it is ready to be used again.</summary>
    public bool Next()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW) return true;
        Reset();
        if (code != raw.SQLITE_DONE) Fail();
        return false;
    }

    /// <summary>Runs to the end and says how many rows it changed.</summary>
    public int Run()
    {
        while (Next()) { }
        return raw.sqlite3_changes(_db);
    }

    /// <summary>Leaves the rows that were not read.</summary>
    public void Reset() => _ = raw.sqlite3_reset(_statement);

    public long Int(int column) => raw.sqlite3_column_int64(_statement, column);
    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;
    public Moment? At(int column) => IsNull(column) ? null : new Moment(Int(column));

    /// <summary>Valid until the next row.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);
    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, _db);
    }

    private void Fail() => SqliteException.ThrowExceptionForRC(raw.sqlite3_extended_errcode(_db), _db);
}
