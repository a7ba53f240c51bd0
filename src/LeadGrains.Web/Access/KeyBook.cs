namespace LeadGrains.Web;

/// <summary>
/// The keys of this house: a revoked key ends at once, or, where other processes keep them too, at their next look.
/// Thread-safe.
/// </summary>
/// <param name="keep">Keeps a setting with the data; ends when it is durable.</param>
public sealed class KeyBook(IReadOnlyList<ApiKey> kept, Func<string, string, Task> keep) : KeptList<ApiKey>(kept)
{
    /// <summary>All keys, the revoked ones too.</summary>
    public IReadOnlyList<ApiKey> Keys => Items;

    /// <summary>Who comes with a key; null when it isn't one of ours, or was revoked.</summary>
    public Caller? Find(string text) =>
        ApiKey.NumberOf(text) is { } number && number >= 1 && Look(() => number <= Items.Count ? Items[number - 1] : null) is { RevokedAt: null } key && key.Is(text)
            ? key.ToCaller() : null;

    /// <summary>A new key, durable before it is told.</summary>
    public Task<(ApiKey Key, string Text)> Add(Caller caller, Moment now) => Alone(async () =>
    {
        var made = ApiKey.Make(Items.Count + 1, caller, now);
        await keep(ApiKey.Setting(made.Key.Number), made.Key.ToSetting());
        Set([.. Items, made.Key]);
        return made;
    });

    /// <summary>Ends a key for good; false when there is no such key.</summary>
    public Task<bool> Revoke(int number, Moment now) => Alone(async () =>
    {
        if (number < 1 || number > Items.Count) return false;
        var key = Items[number - 1];
        if (key.RevokedAt is not null) return true;
        var ended = key with { RevokedAt = now };
        await keep(ApiKey.Setting(number), ended.ToSetting());
        Set([.. Items.Select(k => k.Number == number ? ended : k)]);
        return true;
    });
}
