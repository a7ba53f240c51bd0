using LeadGrains.Lifecycle;
using LeadGrains.Store;
using Threads = System.Threading.Channels;

namespace LeadGrains.Reports;

/// <summary>
/// Reads along while a journal is written, on a second thread: checker, funnel, load and hash. Entries, and the messages
/// that left between them, are handed over in blocks; when the reader falls <see cref="BlocksMax"/> blocks behind, the writer waits.
/// </summary>
internal sealed class Audit : IDisposable
{
    public const int BlockEntries = 1_024, BlocksMax = 8;

    // The writer's side.
    private List<Heard> _block = new(BlockEntries);
    private readonly Threads.Channel<List<Heard>> _blocks = Threads.Channel.CreateBounded<List<Heard>>(
        new Threads.BoundedChannelOptions(BlocksMax) { SingleReader = true, SingleWriter = true });
    private readonly Task _reading;

    // The reader's side, until it has ended.
    private readonly JournalChecker _checker;
    private readonly EntryHash _hash = new();

    public Audit(Program program)
    {
        _checker = new JournalChecker(program);
        _reading = Task.Run(Read);
    }

    public FunnelReader Funnel { get; } = new();
    public LoadReader Load { get; } = new();
    public ReleaseReader Release { get; } = new();
    public ulong Hash => _hash.Value;

    /// <summary>The writer hands on what was committed.</summary>
    public void Hear(IReadOnlyList<Entry> entries)
    {
        for (var i = 0; i < entries.Count; i++) _block.Add(new Heard(entries[i], null));
        if (_block.Count >= BlockEntries) HandOver();
    }

    /// <summary>The courier hands on what left, in between.</summary>
    public void Hear(Outgone message) => _block.Add(new Heard(null, message));

    /// <summary>Waits until everything is read.</summary>
    public CheckReport Finish(Moment endAt)
    {
        HandOver();
        _blocks.Writer.Complete();
        _reading.GetAwaiter().GetResult();
        return _checker.Finish(endAt);
    }

    public void Dispose() => _hash.Dispose();

    private void HandOver()
    {
        if (_reading.IsFaulted) _reading.GetAwaiter().GetResult();
        if (!_blocks.Writer.TryWrite(_block)) _blocks.Writer.WriteAsync(_block).AsTask().GetAwaiter().GetResult();
        _block = new List<Heard>(BlockEntries);
    }

    private async Task Read()
    {
        try
        {
            await foreach (var block in _blocks.Reader.ReadAllAsync().ConfigureAwait(false))
                foreach (var heard in block)
                    if (heard.Message is { } message) _checker.Read(message);
                    else Read(heard.Entry!);
        }
        catch (Exception fault)
        {
            _blocks.Writer.TryComplete(fault);
            throw;
        }
    }

    private void Read(Entry entry)
    {
        _checker.Read(entry);
        Funnel.Read(entry);
        Load.Read(entry);
        Release.Read(entry);
        _hash.Add(entry);
    }

    private readonly record struct Heard(Entry? Entry, Outgone? Message);
}
