namespace LeadGrains.Web;

/// <summary>
/// The keys of this house. The process that has the file is the only one that writes them, so what is read once and changed
/// here is all there is: a revoked key ends at once. Thread-safe.
/// </summary>
/// <param name="keep">Keeps a setting with the data; ends when it is durable.</param>
public sealed class KeyBook(IReadOnlyList<ApiKey> kept, Func<string, string, Task> keep) : IDisposable
{
    private readonly SemaphoreSlim _changing = new(1);
    private volatile IReadOnlyList<ApiKey> _keys = kept; // replaced whole, by whoever holds the semaphore

    /// <summary>All keys, the revoked ones too.</summary>
    public IReadOnlyList<ApiKey> Keys => _keys;

    /// <summary>Who comes with a key; null when it isn't one of ours, or was revoked.</summary>
    public Caller? Find(string text) =>
        ApiKey.NumberOf(text) is { } number && number >= 1 && number <= _keys.Count && _keys[number - 1] is { RevokedAt: null } key && key.Is(text)
            ? key.ToCaller() : null;

    /// <summary>A new key, durable before it is told.</summary>
    public async Task<(ApiKey Key, string Text)> Add(Caller caller, Moment now)
    {
        await _changing.WaitAsync();
        try
        {
            var made = ApiKey.Make(_keys.Count + 1, caller, now);
            await keep(ApiKey.Setting(made.Key.Number), made.Key.ToSetting());
            _keys = [.. _keys, made.Key];
            return made;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Ends a key for good; false when there is no such key.</summary>
    public async Task<bool> Revoke(int number, Moment now)
    {
        await _changing.WaitAsync();
        try
        {
            if (number < 1 || number > _keys.Count) return false;
            var key = _keys[number - 1];
            if (key.RevokedAt is not null) return true;
            var ended = key with { RevokedAt = now };
            await keep(ApiKey.Setting(number), ended.ToSetting());
            _keys = [.. _keys.Select(k => k.Number == number ? ended : k)];
            return true;
        }
        finally
        {
            _changing.Release();
        }
    }

    public void Dispose() => _changing.Dispose();
}
