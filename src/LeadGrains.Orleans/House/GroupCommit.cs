using System.Globalization;
using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;
using Orleans.Storage;
using Waiting = System.Threading.Channels.Channel;

namespace LeadGrains.Orleans;

/// <summary>
/// Grain storage whose writes share commits: what comes while others are on their way to the database goes together next, in one
/// statement and one transaction. A write that the database refuses takes no other with it: then each is written alone.
/// Thread-safe. Writes wait in a queue, at most one for each active grain.
/// </summary>
internal sealed class GroupCommit : IGrainStorage, IAsyncDisposable
{
    /// <summary>States that one statement writes: at most so many, and none more once they are so many bytes.</summary>
    public const int TogetherMax = 128, BytesMax = 1 << 20;

    /// <summary>Statements under way at once, of first states and of next ones: while one commits, another is filled.</summary>
    public const int FirstLanes = 2, NextLanes = 2;

    private static readonly JournalStorageSerializer Json = new();
    private readonly Channel<Write> _first = Waiting.CreateUnbounded<Write>(), _next = Waiting.CreateUnbounded<Write>();
    private readonly IGrainStorage _storage;
    private readonly NpgsqlDataSource _database;
    private readonly Task _lanes;

    /// <param name="storage">Reads, and writes alone; it and this keep the same rows, by the same versions. Goes with this one.</param>
    /// <param name="connection">Of a pool of its own, a connection for each lane.</param>
    public GroupCommit(IGrainStorage storage, string connection)
    {
        (_storage, _database) = (storage, NpgsqlDataSource.Create(connection));
        _lanes = Task.WhenAll([.. Enumerable.Range(0, FirstLanes).Select(_ => Task.Run(() => Lane(_first.Reader))), .. Enumerable.Range(0, NextLanes).Select(_ => Task.Run(() => Lane(_next.Reader)))]);
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => _storage.ReadStateAsync(stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => _storage.ClearStateAsync(stateName, grainId, grainState);

    /// <summary>Ends when it is durable; throws <see cref="InconsistentStateException"/> where another activation has written meanwhile.</summary>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        int? version = string.IsNullOrEmpty(grainState.ETag) ? null : int.Parse(grainState.ETag, CultureInfo.InvariantCulture);
        var write = new Write(stateName, StorageKey.Of(grainId), version, Json.Serialize(grainState.State).ToArray());
        await (version is null ? _first : _next).Writer.WriteAsync(write);
        switch (await write.Outcome)
        {
            case Outcome.Alone:
                await _storage.WriteStateAsync(stateName, grainId, grainState);
                return;
            case Outcome.Outdated:
                throw new InconsistentStateException($"Another activation of {grainId} has written since version {grainState.ETag ?? "0"}.");
        }
        grainState.ETag = ((version ?? 0) + 1).ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    public async ValueTask DisposeAsync()
    {
        _first.Writer.TryComplete();
        _next.Writer.TryComplete();
        await _lanes;
        await _database.DisposeAsync();
        (_storage as IDisposable)?.Dispose();
    }

    private async Task Lane(ChannelReader<Write> waiting)
    {
        var together = new List<Write>(TogetherMax);
        while (await waiting.WaitToReadAsync())
        {
            for (var bytes = 0; together.Count < TogetherMax && bytes < BytesMax && waiting.TryRead(out var write); bytes += write.Payload.Length) together.Add(write);
            if (together.Count > 0) await Commit(together);
            together.Clear();
        }
    }

    private async Task Commit(List<Write> together)
    {
        try
        {
            var written = new HashSet<(long, long, string, string)>(together.Count);
            await using var command = Command(together);
            await using (var keys = await command.ExecuteReaderAsync())
                while (await keys.ReadAsync()) written.Add((keys.GetInt64(0), keys.GetInt64(1), keys.GetString(2), keys.GetString(3)));
            foreach (var write in together) write.End(written.Contains((write.Key.N0, write.Key.N1, write.Key.Text, write.Type)) ? Outcome.Written : Outcome.Outdated);
        }
        catch (PostgresException) // it refused, and wrote nothing
        {
            foreach (var write in together) write.End(Outcome.Alone);
        }
        catch (Exception e) // nobody knows
        {
            foreach (var write in together) write.Fail(e);
        }
    }

    private NpgsqlCommand Command(List<Write> together)
    {
        var command = _database.CreateCommand("SELECT n0, n1, extension, type FROM orleans_write_states($1, $2, $3, $4, $5, $6, $7, $8, $9)");
        Add(NpgsqlDbType.Integer, w => w.Key.IdHash);
        Add(NpgsqlDbType.Bigint, w => w.Key.N0);
        Add(NpgsqlDbType.Bigint, w => w.Key.N1);
        Add(NpgsqlDbType.Integer, w => w.TypeHash);
        Add(NpgsqlDbType.Text, w => w.Type);
        Add(NpgsqlDbType.Text, w => w.Key.Text);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Silos.ServiceId });
        Add(NpgsqlDbType.Integer, w => w.Version);
        Add(NpgsqlDbType.Bytea, w => w.Payload);
        return command;

        void Add<T>(NpgsqlDbType type, Func<Write, T> of) =>
            command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. together.Select(of)], NpgsqlDbType = NpgsqlDbType.Array | type });
    }

    private enum Outcome { Written, Outdated, Alone }

    private sealed class Write(string type, StorageKey key, int? version, byte[] payload)
    {
        private readonly TaskCompletionSource<Outcome> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Type => type;
        public int TypeHash { get; } = StorageKey.TypeHash(type);
        public StorageKey Key => key;
        public int? Version => version;
        public byte[] Payload => payload;
        public Task<Outcome> Outcome => _end.Task;

        public void End(Outcome outcome) => _end.TrySetResult(outcome);

        public void Fail(Exception e) => _end.TrySetException(e);
    }
}
