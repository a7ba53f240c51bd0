using System.Collections.Concurrent;
using System.Data.Common;
using LeadGrains.Lifecycle;

namespace LeadGrains.Store;

/// <summary>
/// Connections that read one house, of a file kept open between questions: to open one costs more than most questions do.
/// Thread-safe.
/// </summary>
public sealed class ViewPool : IDisposable
{
    /// <summary>Connections to a file that are kept; more may be at work at once, and are closed after it. About 2 MB each.</summary>
    public const int KeptMax = 16;

    private readonly ConcurrentBag<DbConnection> _kept = [];
    private readonly ConcurrentDictionary<string, (int Version, TeamState Team)> _teams = []; // as many as the program has
    private readonly Func<DbConnection> _open;
    private readonly ViewDialect _sql;
    private volatile bool _isClosed;

    /// <summary>Views of a LeadGrains file.</summary>
    public ViewPool(string path) : this(() => JournalFile.OpenReaderChecked(path), new SqliteDialect(path))
    {
    }

    /// <summary>Views of a cluster's PostgreSQL database, which stays its owner's and pools its connections itself.</summary>
    public ViewPool(DbDataSource database) : this(database.OpenConnection, new PostgresDialect()) => _isClosed = true;

    private ViewPool(Func<DbConnection> open, ViewDialect sql) => (_open, _sql) = (open, sql);

    /// <summary>Views for one caller, who disposes of them soon. Throws as <see cref="LeadViews.Open(string)"/>, or what connecting throws.</summary>
    public LeadViews Take() => new(_kept.TryTake(out var connection) ? connection : _open(), _sql, this);

    /// <summary>Closes what is kept, and from now on whatever comes back.</summary>
    public void Dispose()
    {
        _isClosed = true;
        while (_kept.TryTake(out var connection)) connection.Dispose();
    }

    /// <summary>A team as it was read, where it still has that version.</summary>
    internal TeamState? Known(string name, int version) => _teams.TryGetValue(name, out var known) && known.Version == version ? known.Team : null;

    internal void Remember(int version, TeamState team) => _teams[team.Name] = (version, team);

    internal void TakeBack(DbConnection connection)
    {
        if (_isClosed || _kept.Count >= KeptMax) connection.Dispose();
        else _kept.Add(connection);
        if (_isClosed) Dispose();
    }
}
