namespace LeadGrains.Web;

/// <summary>
/// A list that is kept with the data and read from memory. Where one process has the file, what is read once and changed here
/// is all there is; where several keep it, it is read anew before each change, and now and then. Thread-safe.
/// </summary>
public abstract class KeptList<T> : IDisposable where T : class
{
    /// <summary>Whoever isn't found is looked for among what others have kept meanwhile, no more often than this.</summary>
    public static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _changing = new(1);
    private volatile IReadOnlyList<T> _items; // replaced whole, by whoever holds the semaphore
    private long _readAt = TimeProvider.System.GetTimestamp();

    private protected KeptList(IReadOnlyList<T> kept) => _items = kept;

    /// <summary>Other processes keep the list too; null: only this one.</summary>
    public Sharing<T>? Shared { get; init; }

    /// <summary>As it stands.</summary>
    private protected IReadOnlyList<T> Items => _items;

    /// <summary>Reads what others have kept meanwhile; left to the next time while something is being changed here.</summary>
    public void Refresh()
    {
        if (Shared is not { } shared || !_changing.Wait(0)) return;
        try
        {
            _items = shared.Read();
            Interlocked.Exchange(ref _readAt, TimeProvider.System.GetTimestamp());
        }
        finally
        {
            _changing.Release();
        }
    }

    public void Dispose()
    {
        _changing.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>One change at a time, of the list as it is now.</summary>
    private protected async Task<TAnswer> Alone<TAnswer>(Func<Task<TAnswer>> change)
    {
        await _changing.WaitAsync();
        try
        {
            return await AloneAmongAll(change);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>The same when nobody changes anything here; left out otherwise.</summary>
    private protected async Task AloneOrNever(Func<Task> change)
    {
        if (!await _changing.WaitAsync(0)) return;
        try
        {
            await AloneAmongAll(async () =>
            {
                await change();
                return true;
            });
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>The list is another one from now on. Only within a change, when it is durable.</summary>
    private protected void Set(IReadOnlyList<T> items) => _items = items;

    /// <summary>Looks, and where nothing is found once more at what others may have kept meanwhile.</summary>
    private protected TFound? Look<TFound>(Func<TFound?> find)
    {
        if (find() is { } found) return found;
        if (Shared is null || TimeProvider.System.GetElapsedTime(Interlocked.Read(ref _readAt)) < LookAgainAfter) return default;
        Refresh();
        return find();
    }

    private async Task<TAnswer> AloneAmongAll<TAnswer>(Func<Task<TAnswer>> change)
    {
        if (Shared is not { } shared) return await change();
        await using var alone = await shared.Alone();
        _items = shared.Read();
        return await change();
    }
}
