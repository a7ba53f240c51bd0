using System.Collections.Concurrent;
using LeadGrains.Lifecycle;
using Microsoft.Data.Sqlite;

namespace LeadGrains.Store;

/// <summary>
/// Connections that read one file, kept open between questions: to open one costs more than most questions do. Thread-safe.
/// </summary>
public sealed class ViewPool(string path) : IDisposable
{
    /// <summary>Connections that are kept; more may be at work at once, and are closed after it. About 2 MB each.</summary>
    public const int KeptMax = 16;

    private readonly ConcurrentBag<SqliteConnection> _kept = [];
    private readonly ConcurrentDictionary<string, (int Version, TeamState Team)> _teams = []; // as many as the program has
    private volatile bool _isClosed;

    /// <summary>Views for one caller, who disposes of them. Throws as <see cref="LeadViews.Open(string)"/>.</summary>
    public LeadViews Take() => new(_kept.TryTake(out var connection) ? connection : JournalFile.OpenReaderChecked(path), this);

    /// <summary>Closes what is kept, and from now on whatever comes back.</summary>
    public void Dispose()
    {
        _isClosed = true;
        while (_kept.TryTake(out var connection)) connection.Dispose();
    }

    /// <summary>A team as it was read, where it still has that version.</summary>
    internal TeamState? Known(string name, int version) => _teams.TryGetValue(name, out var known) && known.Version == version ? known.Team : null;

    internal void Remember(int version, TeamState team) => _teams[team.Name] = (version, team);

    internal void TakeBack(SqliteConnection connection)
    {
        if (_isClosed || _kept.Count >= KeptMax) connection.Dispose();
        else _kept.Add(connection);
        if (_isClosed) Dispose();
    }
}
