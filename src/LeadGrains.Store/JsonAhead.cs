using System.Buffers;
using System.Text.Json;

namespace LeadGrains.Store;

/// <summary>
/// JSON of many rows: while the rows of one chunk are written to the journal, another thread makes the JSON of the next.
/// Worth it because a commit of many rows keeps one core busy and JSON is a seventh of that (measured, 4,096 new leads a
/// commit). One thread calls it, and nobody changes a row meanwhile.
/// </summary>
internal sealed class JsonAhead<T>(Action<Utf8JsonWriter, T> write) : IDisposable
{
    /// <summary>Rows made at a time: some 100 KB of JSON, and little enough that the first chunk isn't waited for long.</summary>
    public const int ChunkRows = 128;

    private Chunk _now = new(), _next = new();

    /// <summary>What is done with a row and its JSON, which is valid during the call only.</summary>
    public delegate void Use(T row, ReadOnlySpan<byte> json);

    /// <summary>Does it with each row, in their order.</summary>
    public void Each(IReadOnlyList<T> rows, Use use)
    {
        _next.Fill(rows, 0, write);
        for (var from = 0; from < rows.Count; from += ChunkRows)
        {
            (_now, _next) = (_next, _now);
            var ahead = from + ChunkRows < rows.Count ? new Filling(_next, rows, from + ChunkRows, write) : null;
            try
            {
                for (var i = 0; i < _now.Count; i++) use(rows[from + i], _now.Row(i));
            }
            finally
            {
                ahead?.End(); // also when a write failed: the buffer is used again
            }
        }
    }

    public void Dispose()
    {
        _now.Dispose();
        _next.Dispose();
    }

    // Filled by whoever comes first: a thread of the pool, or, where all of those are at work, whoever needs it.
    private sealed class Filling
    {
        private readonly Action _fill;
        private readonly Task _task;
        private int _isTaken;

        public Filling(Chunk chunk, IReadOnlyList<T> rows, int from, Action<Utf8JsonWriter, T> write)
        {
            _fill = () => chunk.Fill(rows, from, write);
            _task = Task.Run(() => TryFill());
        }

        public void End()
        {
            if (!TryFill()) _task.Wait();
        }

        private bool TryFill()
        {
            if (Interlocked.Exchange(ref _isTaken, 1) == 1) return false;
            _fill();
            return true;
        }
    }

    private sealed class Chunk : IDisposable
    {
        private readonly ArrayBufferWriter<byte> _bytes = new(16 * 1024);
        private readonly Utf8JsonWriter _writer;
        private readonly int[] _ends = new int[ChunkRows];

        public Chunk() => _writer = JsonBuffer.WriterTo(_bytes);

        public int Count { get; private set; }

        public void Fill(IReadOnlyList<T> rows, int from, Action<Utf8JsonWriter, T> write)
        {
            _bytes.ResetWrittenCount();
            Count = Math.Min(ChunkRows, rows.Count - from);
            for (var i = 0; i < Count; i++)
            {
                _writer.Reset();
                write(_writer, rows[from + i]);
                _writer.Flush();
                _ends[i] = _bytes.WrittenCount;
            }
        }

        public ReadOnlySpan<byte> Row(int i) => _bytes.WrittenSpan[(i == 0 ? 0 : _ends[i - 1]).._ends[i]];

        public void Dispose() => _writer.Dispose();
    }
}
