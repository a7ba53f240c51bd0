namespace LeadGrains.Orleans;

/// <summary>
/// So many do something at once, the others wait their turn: a hundred thousand grains that want the same at the same time queue here,
/// where nobody counts the seconds, and not for a connection, where they would be turned away after some. Thread-safe.
/// </summary>
internal sealed class Turns(int atOnceMax) : IDisposable
{
    private readonly SemaphoreSlim _free = new(atOnceMax);

    public async Task Take(Func<Task> use)
    {
        await _free.WaitAsync();
        try
        {
            await use();
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
