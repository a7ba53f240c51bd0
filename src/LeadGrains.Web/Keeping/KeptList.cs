namespace LeadGrains.Web;

/// <summary>
/// A list that is kept with the data and read from memory. Where one process has the file, what is read once and changed here
/// is all there is; where several keep it, it is read anew before each change, and now and then. Thread-safe.
/// </summary>
public abstract class KeptList<T> : IDisposable where T : class
{
    /// <summary>
    /// Whoever isn't found is looked for among what others have kept meanwhile: so often in a second, and no more, however many
    /// strangers knock.
    /// </summary>
    public const int LooksAgainPerSecondMax = 50;

    private static readonly TimeSpan RefreshWithin = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _changing = new(1);
    private volatile IReadOnlyList<T> _items; // replaced whole, by whoever holds the semaphore
    private long _second;
    private int _looksAgain; // in that second, about

    private protected KeptList(IReadOnlyList<T> kept) => _items = kept;

    /// <summary>Other processes keep the list too; null: only this one.</summary>
    public Sharing<T>? Shared { get; init; }

    /// <summary>As it stands.</summary>
    private protected IReadOnlyList<T> Items => _items;

    /// <summary>Reads what others have kept meanwhile; left to the next time while something takes long to be changed here.</summary>
    public void Refresh()
    {
        if (Shared is not { } shared || !_changing.Wait(RefreshWithin)) return;
        try
        {
            _items = shared.Read();
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
        if (Shared is null || !MayLookAgain()) return default;
        Refresh();
        return find();
    }

    private bool MayLookAgain()
    {
        var second = Environment.TickCount64 / 1_000;
        if (Interlocked.Exchange(ref _second, second) != second) Interlocked.Exchange(ref _looksAgain, 0);
        return Interlocked.Increment(ref _looksAgain) <= LooksAgainPerSecondMax;
    }

    private async Task<TAnswer> AloneAmongAll<TAnswer>(Func<Task<TAnswer>> change)
    {
        if (Shared is not { } shared) return await change();
        await using var alone = await shared.Alone();
        _items = shared.Read();
        return await change();
    }
}
